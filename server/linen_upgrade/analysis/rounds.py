"""Facts about parameters follow from readings, and readings from facts: rounds until both agree, and again cheaply."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from linen_upgrade.analysis.reading import Facts, Said, Stamp

MOST = 24
"""How often facts about parameters may follow from one another.

Chains of modules handed through classes are short, those of optimizers through training code are longer.
"""


Say = Callable[[str, Facts, Stamp], "Sequence[Said] | None"]
"""Reads a file with facts, and gives what it says then; None where it cannot be read."""


@dataclass
class Round:
    """The files read with the same facts: what each says then, and what follows."""

    facts: Facts
    stamp: Stamp
    said: dict[str, Sequence[Said]]
    derived: Facts
    """What follows: the object `facts` itself where that is the same."""


class Rounds:
    """The rounds of the last time. They begin with no facts at all, so that facts never support themselves."""

    def __init__(self) -> None:
        self._kept: list[Round] = []
        self._number = 0

    @property
    def facts(self) -> Facts:
        """Those that were agreed on."""
        return self._kept[-1].facts if self._kept else {}

    @property
    def stamp(self) -> Stamp:
        """The name of the state that was agreed on."""
        return self._kept[-1].stamp if self._kept else (-1, -1)

    def settle(
        self,
        names: int,
        changed: Sequence[str],
        every: Callable[[], Sequence[str]],
        say: Say,
        derive: Callable[[Sequence[Sequence[Said]]], Facts],
    ) -> None:
        """Repeat the rounds where files have `changed`, or make new ones where `names` is another state of all names.

        `derive` tells what follows from all that files say.
        """
        before, self._kept = self._kept, []
        facts: Facts = {}
        for number in range(MOST + 1):
            old = before[number] if number < len(before) else None
            if old is not None and (old.stamp[0] != names or not _same(old.facts, facts)):
                old = None
            current = self._again(old, changed, say) if old is not None else self._new(facts, names, every, say)
            if current is not old:
                derived = derive([current.said[home] for home in sorted(current.said)])
                known = (current.facts, old.derived) if old is not None else (current.facts,)
                current.derived = next((same for same in known if same == derived), derived)
            self._kept.append(current)
            if current.derived is current.facts:
                break
            facts = current.derived

    def _new(
        self,
        facts: Facts,
        names: int,
        every: Callable[[], Sequence[str]],
        say: Say,
    ) -> Round:
        self._number += 1
        stamp = (names, self._number)
        told = ((home, say(home, facts, stamp)) for home in every())
        return Round(facts, stamp, {home: said for home, said in told if said is not None}, {})

    def _again(self, old: Round, changed: Sequence[str], say: Say) -> Round:
        """The same object where nothing that was said has changed."""
        news = {home: say(home, old.facts, old.stamp) for home in changed}
        if all(old.said.get(home) == said for home, said in news.items()):
            return old
        told = {**old.said, **news}
        return Round(old.facts, old.stamp, {home: said for home, said in told.items() if said is not None}, {})


def _same(first: Facts, second: Facts) -> bool:
    """Whether two are equal, which takes its time where they are not one object."""
    return first is second or first == second
