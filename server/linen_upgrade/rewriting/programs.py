"""Which findings belong to one training program: all that has to agree on what is passed around."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from linen_upgrade.meaning.optimizers import OptimizerDefinition
from linen_upgrade.meaning.training_constructs import TRAINING, GradientApplied, Lost
from linen_upgrade.rewriting.findings import LocatedFinding

Place = tuple[str, int]
"""A top-level statement: its file, and the byte that it begins at."""
_MEMBERS = (*TRAINING, OptimizerDefinition)


@dataclass
class Program:
    """The findings of one training program, and what of it goes where nobody sees it."""

    findings: list[LocatedFinding] = field(default_factory=list)
    lost: list[tuple[str, int, Lost]] = field(default_factory=list)
    """Each with its file and the byte that its statement begins at."""
    stands_for_model: str | None = None
    """What stands for a model: its 'parameters', a 'state', or a 'callable'; None while nobody has asked."""
    is_safe: bool | None = None
    """Whether all of it can be rewritten safely; None while nobody has asked."""
    stray: list[tuple[str, int, Lost]] | None = None
    """See `Programs.stray`; None while nobody has asked."""

    def given_each_step(self, origin: str) -> tuple[str, ...]:
        """The hyper-parameters that the optimizer defined at a place is given with its gradients, by old name."""
        given: dict[str, None] = {}
        for found in self.findings:
            applied = found.finding.construct
            definitions = applied.optimizer.definitions if isinstance(applied, GradientApplied) else ()
            if any(definition.origin == origin for definition in definitions):
                given.update(dict.fromkeys(applied.hyper_parameters))
        return tuple(given)

    def definitions(self, applied: GradientApplied) -> list[LocatedFinding]:
        """The findings on the definitions of the optimizer that is given a gradient."""
        origins = {definition.origin for definition in applied.optimizer.definitions}
        return [
            found
            for found in self.findings
            if isinstance(found.finding.construct, OptimizerDefinition) and found.finding.construct.origin in origins
        ]


def is_training(found: LocatedFinding) -> bool:
    """Whether a finding belongs to a training program."""
    return isinstance(found.finding.construct, _MEMBERS)


class Programs:
    """The training programs of a code base."""

    def __init__(
        self,
        findings: Iterable[LocatedFinding],
        lost: Sequence[tuple[str, int, Lost]],
        touching: Mapping[Place, Iterable[Place]],
        calls: Mapping[Place, Sequence[str]],
        functions: Mapping[str, Place],
        uses: Mapping[str, Collection[str]],
    ) -> None:
        """`touching` are the statements that hand training code's values on, each with those that bind what it reads.

        `calls` and `functions` go by keys. `uses` are the files that each file imports.
        """
        self._uses = uses
        members = [found for found in findings if is_training(found)]
        self._root: dict[Place, Place] = {place: place for place in touching}
        self._root.update({(found.home, found.base): (found.home, found.base) for found in members})
        self._root.update({(home, base): (home, base) for home, base, _ in lost})
        for place, binders in touching.items():
            for binder in binders:
                self._root[self._find(binder)] = self._find(place)
        for place in list(self._root):
            for key in calls.get(place, ()):
                called = functions.get(key)
                if called in self._root and called is not None:
                    self._root[self._find(called)] = self._find(place)
        self._programs: dict[Place, Program] = {}
        for found in members:
            self._of((found.home, found.base)).findings.append(found)
        for home, base, item in lost:
            self._of((home, base)).lost.append((home, base, item))
        self._stray = [(home, base, item) for home, base, item in lost if item.anywhere]

    def of(self, found: LocatedFinding) -> Program:
        """The program that a finding belongs to."""
        return self._of((found.home, found.base))

    def stray(self, program: Program) -> Sequence[tuple[str, int, Lost]]:
        """What may belong to a program, in its files and in those that import them or are imported by them."""
        if program.stray is None:
            homes, uses = {found.home for found in program.findings}, self._uses
            program.stray = [
                (home, base, item)
                for home, base, item in self._stray
                if home in homes or any(home in uses[other] or other in uses[home] for other in homes)
            ]
        return program.stray

    def _of(self, place: Place) -> Program:
        return self._programs.setdefault(self._find(place), Program())

    def _find(self, place: Place) -> Place:
        path: list[Place] = []
        while self._root.setdefault(place, place) != place:
            path.append(place)
            place = self._root[place]
        self._root.update(dict.fromkeys(path, place))
        return place

    def __iter__(self) -> Iterator[Program]:
        return iter(self._programs.values())
