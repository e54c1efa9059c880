"""Files that are read together: what each defines and says of the others' classes, until all of it agrees."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol

from linen_upgrade.analysis.failures import described
from linen_upgrade.analysis.planning import Plan
from linen_upgrade.analysis.reading import Facts, FileReading, Names, Said, Stamp
from linen_upgrade.analysis.rounds import Rounds
from linen_upgrade.analysis.summary import FileSummary
from linen_upgrade.meaning import Roles, module_facts
from linen_upgrade.meaning.constructs import Evidence, ModuleDefinition
from linen_upgrade.meaning.joining import join
from linen_upgrade.meaning.scope import held_by
from linen_upgrade.meaning.values import Literal, ModuleClass, Namespace, ParameterValue, Value, qualified
from linen_upgrade.project.survey import reached
from linen_upgrade.rewriting.context import Age, FileContext, FileContexts

_PASSES = 8
"""How often names may follow from one another round a circle of imports."""


class Modules(Protocol):
    """Which module an import finds."""

    def find(self, home: str, path: str) -> str | None:
        """The home of the module that `import path` finds in the file `home`; None outside the code base."""

    def submodule(self, home: str, name: str) -> str | None:
        """The home of a submodule of a package; None if it has none of that name."""


class NoModules:
    """The modules around a file that is looked at alone."""

    def find(self, home: str, path: str) -> str | None:
        """None: there are none."""
        return None

    def submodule(self, home: str, name: str) -> str | None:
        """None: there are none."""
        return None


class Workspace:
    """The files of a code base by their homes (paths from its root with slashes; '' for a file that is alone)."""

    def __init__(self, modules: Modules | None = None, *, tolerant: bool = False) -> None:
        """A `tolerant` one goes on without a file that it fails at, and notes that in `failures`."""
        self._modules: Modules = modules if modules is not None else NoModules()
        self.tolerant = tolerant
        self.readings: dict[str, FileReading] = {}
        self.summaries: dict[str, FileSummary] = {}
        """Of files that are read elsewhere; a reading of the same file wins."""
        self.failures: dict[str, str] = {}
        """What went wrong inside us, by file."""
        self.writable: frozenset[str] | None = None
        """The files that may be written, None for all."""
        self.version = 0
        """Another one whenever something was settled anew."""
        self._names_version = 0
        self._names_settled = -1
        self._changed: set[str] = set()
        self._defined: set[str] = set()
        self._rounds = Rounds()
        self._roles: Roles | None = None
        self._plans: dict[frozenset[str] | None, Plan] = {}
        self._unfixable: dict[tuple[str, bytes], str] = {}

    @property
    def modules(self) -> Modules:
        """Which module an import finds."""
        return self._modules

    @modules.setter
    def modules(self, modules: Modules) -> None:
        self._modules = modules
        self._names_version += 1

    @property
    def facts(self) -> Facts:
        """What call sites say of parameters, and readings of functions."""
        return self._rounds.facts

    @property
    def stamp(self) -> Stamp:
        """Names the state of all names and facts: another one may mean other findings in every file."""
        return self._rounds.stamp

    def put(self, home: str, reading: FileReading) -> None:
        """Add a file, or take another state of it; nothing is read before `settle`."""
        reading.split()
        if self.readings.get(home) is not reading:
            self._names_version += 1
        self.readings[home] = reading
        self._changed.add(home)
        self.failures.pop(home, None)

    def put_summary(self, home: str, told: FileSummary) -> None:
        """Add a file that is read elsewhere, or take another state of it."""
        known = self.summaries.get(home)
        self.summaries[home] = told
        if home not in self.readings:
            self._changed.add(home)
            if known is None or known.names != told.names:
                self._names_version += 1

    def remove(self, home: str) -> None:
        """Forget a file that is read here; if it has a summary, that counts again."""
        if self.readings.pop(home, None) is not None:
            self._names_version += 1

    def remove_summary(self, home: str) -> None:
        """Forget a file that is read elsewhere."""
        if self.summaries.pop(home, None) is not None and home not in self.readings:
            self._names_version += 1

    def settle(self) -> None:
        """Read what has changed, and what depends on it, until names and facts agree in all files."""
        self.version += 1
        self._roles = None
        self._plans.clear()
        self._define()
        self._read()
        self._tell_who_is_used_by_old()
        for home in self._changed & set(self.readings):
            self.readings[home].forget()
        self._changed.clear()

    def resolver(self, home: str) -> _Resolver:
        """Answers the questions of a file about other files."""
        return _Resolver(self, home)

    def names(self, home: str) -> Names:
        """What a file defines; what it rests on in other files is found first."""
        reading = self.readings.get(home)
        if reading is None:
            return self.summaries[home].names if home in self.summaries else {}
        if home not in self._defined:
            self._defined.add(home)
            with self._guarded(home):
                if reading.define(self.resolver(home), self._names_version):
                    self._names_version += 1
        return reading.names

    def roles(self) -> Roles:
        """Which parameters of the module classes are fields and which are inputs."""
        if self._roles is None:
            definitions: dict[str, ModuleDefinition] = {}
            evidence: list[tuple[Evidence, int, str]] = []
            classes = {module.key: module for module in self.classes()}
            for home, file in self.readings.items():
                for statement, reading in file.current:
                    for item in reading.meaning.evidence:
                        evidence.append((item, file.document.lines.row(statement.span.start + item.span.start), home))
                    for construct in reading.meaning.constructs:
                        if isinstance(construct, ModuleDefinition):
                            definitions[construct.module.key] = construct
                            classes[construct.module.key] = construct.module
            self._roles = Roles(classes, definitions, evidence)
        return self._roles

    def plan(self, writable: frozenset[str] | None = None) -> Plan:
        """What can be fixed, and what has to be fixed together, if only the files `writable` may be written."""
        if writable not in self._plans:
            files = self.contexts()
            kept = [found for context in files.values() for found in context.kept]
            nodes = {(h, s.span.start): s.node for h, f in self.readings.items() for s, _ in f.current}
            unread = frozenset(h for h, f in self.readings.items() if any(r.meaning.unread for _, r in f.current))
            self._plans[writable] = plan = Plan(files, kept, nodes, unread, writable, sorted(self.failures))
            for (home, base), node in nodes.items() if self._unfixable else ():
                if reason := self._unfixable.get((home, node.text or b"")):
                    plan.mark_unparsable(home, base, reason)
        return self._plans[writable]

    def mark_unfixable(self, home: str, base: int, reason: str) -> None:
        """Tell later plans that the statement at byte `base` of a file can't be rewritten, which a fix found out."""
        statement = next((s for s, _ in self.readings[home].current if s.span.start == base), None)
        if statement is not None:
            self._unfixable[home, statement.node.text or b""] = reason

    def contexts(self) -> Mapping[str, FileContext]:
        """The files as rules see them; new ones each time, since they collect the imports that rewrites ask for."""
        roles, files = self.roles(), FileContexts()
        for home, file in self.readings.items():
            age = Age(file.uses_old_flax, file.stays_old(), tuple(file.lacking()), file.uses, file.uses_optimizers)
            files.add(FileContext(home, file.document, file.names, roles, file.located(home), files, age))
            imported = file.imported_facts()
            for statement, reading in file.current:
                facts = [key for key in reading.fact_reads if isinstance(key, str)]
                own = [held_by(qualified(home, name)) for name in reading.reads if isinstance(name, str)]
                files.add_statement(home, statement.span.start, reading.meaning, [*facts, *own, *imported])
        return files.files

    def homes(self) -> list[str]:
        """All files, read here or elsewhere, in order."""
        return sorted({*self.readings, *self.summaries})

    def classes(self) -> Iterator[ModuleClass]:
        """The own module classes at the top levels of all files."""
        for home in self.homes():
            file = self.readings.get(home)
            for value in (file if file is not None else self.summaries[home]).names.values():
                if isinstance(value, ModuleClass) and value.builtin is None and value.home == home:
                    yield value

    def _define(self) -> None:
        every = self._names_settled != self._names_version
        for _ in range(_PASSES):
            before, homes = self._names_version, sorted(self.readings)
            self._defined = set() if every else set(homes) - self._changed
            for home in homes:
                self.names(home)
            if self._names_version == before:
                break
            every = True
        self._names_settled = self._names_version

    def _read(self) -> None:
        self._rounds.settle(self._names_version, sorted(self._changed), self.homes, self._say, self._derive)
        for home, reading in list(self.readings.items()):
            if reading.stamp != self._rounds.stamp:
                self._say(home, self._rounds.facts, self._rounds.stamp)

    def _tell_who_is_used_by_old(self) -> None:
        if not any(reading.is_judged_by_others for reading in self.readings.values()):
            return
        files: dict[str, FileReading | FileSummary] = {**self.summaries, **self.readings}
        uses = {home: file.uses for home, file in files.items()}
        old = [home for home, file in files.items() if file.uses_old_flax]
        used = reached({other for home in old for other in uses[home]}, uses)
        is_old = bool(old) or any(file.asks_for_old_flax for file in files.values())
        for home, reading in self.readings.items():
            reading.tell_age_around(home in used, is_old)

    def _say(self, home: str, facts: Facts, stamp: Stamp) -> Sequence[Said] | None:
        reading = self.readings.get(home)
        if reading is not None:
            with self._guarded(home):
                reading.read(self.resolver(home), facts, stamp)
                return reading.said
        return self.summaries[home].said if home in self.summaries else None

    @contextmanager
    def _guarded(self, home: str) -> Iterator[None]:
        """Whatever goes wrong inside concerns this file alone, if the others are still to be done."""
        try:
            yield
        except Exception as error:
            if not self.tolerant:
                raise
            self.failures[home] = described(error)
            self.readings.pop(home, None)

    def _derive(self, said: Iterable[Sequence[Said]]) -> Facts:
        evidence: list[Evidence] = []
        facts: dict[ParameterValue | str, Value] = {}
        for told in (statement for file in said for statement in file):
            evidence += told.of_modules
            for maker in told.makers:
                facts[maker] = Literal("bool")
            for key, value in told.results:
                facts[key] = join(facts[key], value) if key in facts else value
        facts.update(module_facts(self.classes(), evidence))
        return facts


class _Resolver:
    """See `meaning.scope.Resolver`."""

    def __init__(self, workspace: Workspace, home: str) -> None:
        self._workspace, self.home = workspace, home

    def module(self, path: str) -> str | None:
        return self._workspace.modules.find(self.home, path)

    def member(self, home: str, name: str) -> Value | None:
        value = self._workspace.names(home).get(name)
        if value is not None:
            return value
        submodule = self._workspace.modules.submodule(home, name)
        return Namespace(submodule) if submodule is not None else None

    def public(self, home: str) -> tuple[str, ...]:
        return tuple(name for name in self._workspace.names(home) if not name.startswith("_"))
