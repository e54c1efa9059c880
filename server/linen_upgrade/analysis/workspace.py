"""Files that are read together: what each defines and says of the others' classes, until all of it agrees."""

from __future__ import annotations

import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePath
from typing import Protocol

from linen_upgrade.analysis.planning import Plan
from linen_upgrade.analysis.reading import Facts, FileReading, Names, Reading
from linen_upgrade.meaning import Roles, module_facts
from linen_upgrade.meaning.constructs import Evidence, ModuleDefinition
from linen_upgrade.meaning.values import Literal, ModuleClass, Namespace, ParameterValue, Value, join
from linen_upgrade.rewriting.context import CodeBase, FileContext

_ROUNDS = 8
"""How often facts about parameters may follow from one another; chains of modules handed through classes are short."""
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
        self.modules: Modules = modules if modules is not None else NoModules()
        self.tolerant = tolerant
        self.readings: dict[str, FileReading] = {}
        self.failures: dict[str, str] = {}
        """What went wrong inside us, by file."""
        self.writable: frozenset[str] | None = None
        """The files that may be written, None for all."""
        self.facts: Facts = {}
        self.version = 0
        """Another one whenever something was settled anew."""
        self._names_version = self._facts_version = 0
        self._defined: set[str] = set()
        self._roles: Roles | None = None
        self._plans: dict[frozenset[str] | None, Plan] = {}

    def put(self, home: str, reading: FileReading) -> None:
        """Add a file, or take another state of it; nothing is read before `settle`."""
        reading.split()
        self.readings[home] = reading

    def remove(self, home: str) -> None:
        """Forget a file."""
        self.readings.pop(home, None)

    def settle(self) -> None:
        """Read what has changed, and what depends on it, until names and facts agree in all files."""
        self.version += 1
        self._roles = None
        self._plans.clear()
        self._define()
        self._read()
        for reading in self.readings.values():
            reading.forget()

    def resolver(self, home: str) -> _Resolver:
        """Answers the questions of a file about other files."""
        return _Resolver(self, home)

    def names(self, home: str) -> Names:
        """What a file defines; what it rests on in other files is found first."""
        reading = self.readings.get(home)
        if reading is None:
            return {}
        if home not in self._defined:
            self._defined.add(home)
            with self._guarded(home):
                if reading.define(self.resolver(home)):
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
            self._plans[writable] = Plan(files, kept, nodes, unread, writable)
        return self._plans[writable]

    def contexts(self) -> Mapping[str, FileContext]:
        """The files as rules see them; new ones each time, since they collect the imports that rewrites ask for."""
        roles, files = self.roles(), CodeBase()
        for home, file in self.readings.items():
            files.add(FileContext(home, file.document, file.names, roles, file.located(home), files))
            for statement, reading in file.current:
                meaning = reading.meaning
                files.add_statement(home, statement.span.start, meaning.functions, meaning.called)
        return files.files

    def classes(self) -> Iterator[ModuleClass]:
        """The own module classes at the top levels of all files."""
        for home, reading in self.readings.items():
            for value in reading.names.values():
                if isinstance(value, ModuleClass) and value.builtin is None and value.home == home:
                    yield value

    def _define(self) -> None:
        for _ in range(_PASSES):
            before, self._defined = self._names_version, set()
            for home in list(self.readings):
                self.names(home)
            if self._names_version == before:
                break

    def _read(self) -> None:
        facts: Facts = {}
        self._read_all(facts, -1)
        for _ in range(_ROUNDS):
            derived = self._derive()
            if derived == facts:
                break
            facts = derived
            if facts != self.facts:
                self.facts, self._facts_version = facts, self._facts_version + 1
            self._read_all(facts, self._facts_version)

    def _read_all(self, facts: Facts, facts_version: int) -> None:
        for home, reading in list(self.readings.items()):
            with self._guarded(home):
                reading.read(self.resolver(home), facts, (self._names_version, facts_version))

    @contextmanager
    def _guarded(self, home: str) -> Iterator[None]:
        """Whatever goes wrong inside concerns this file alone, if the others are still to be done."""
        try:
            yield
        except Exception as error:
            if not self.tolerant:
                raise
            place = traceback.extract_tb(error.__traceback__)[-1]
            where = f"{PurePath(place.filename).name}, line {place.lineno}"
            self.failures[home] = f"{type(error).__name__}: {error} ({where})"
            self.readings.pop(home, None)

    def _derive(self) -> Facts:
        evidence: list[Evidence] = []
        facts: dict[ParameterValue | str, Value] = {}
        for reading in self._all_readings():
            evidence += reading.of_modules
            for maker in reading.meaning.makers:
                facts[maker] = Literal("bool")
            for key, value in reading.meaning.results:
                facts[key] = join(facts[key], value) if key in facts else value
        facts.update(module_facts(self.classes(), evidence))
        return facts

    def _all_readings(self) -> Iterator[Reading]:
        for file in self.readings.values():
            for _, reading in file.current:
                yield reading


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
