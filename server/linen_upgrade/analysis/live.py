"""The findings of one open file, kept fresh: what an edit did not touch is not computed again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from linen_upgrade import flax_api
from linen_upgrade.analysis.planning import Plan
from linen_upgrade.analysis.statements import Statement, statements
from linen_upgrade.analysis.suppression import silences, suppressions
from linen_upgrade.document import Document, Encoding, Span
from linen_upgrade.meaning import ModuleScope, Roles, StatementMeaning, StatementReader, module_facts, tells_of_modules
from linen_upgrade.meaning.constructs import Evidence, ModuleDefinition
from linen_upgrade.meaning.values import Imported, Literal, ModuleClass, ParameterValue, Value
from linen_upgrade.project.settings import Settings
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Finding, LocatedFinding
from linen_upgrade.rules import detect, has_rule
from linen_upgrade.rules.rule import Verdict

_VARIANTS = 4
"""How many readings of one statement are kept, one for each set of names that it has met."""
_ROUNDS = 8
"""How often facts about parameters may follow from one another; chains of modules handed through classes are short."""

Names = Mapping[str, Value]
Facts = Mapping[ParameterValue | str, Value]


@dataclass(frozen=True, slots=True)
class StatementFindings:
    """The findings of one top-level statement, and where it stands now.

    `row` is its zero-based first line, `start` its first byte. `positions` holds for each finding the start row, start
    character, end row and end character; rows count from `row`, characters in the analysis' encoding. `findings` and
    `positions` are the same objects as long as the statement is untouched.
    """

    row: int
    start: int
    findings: tuple[Finding, ...]
    positions: tuple[tuple[int, int, int, int], ...]


@dataclass(slots=True)
class _Reading:
    """One interpretation of a statement, with the answers it rests on."""

    reads: Mapping[ParameterValue | str, Value | None]
    fact_reads: Mapping[ParameterValue | str, Value | None]
    meaning: StatementMeaning
    findings: tuple[Finding, ...]
    of_modules: tuple[Evidence, ...]
    """What it says of the modules that reach parameters: most of a file's evidence says nothing of them."""
    kept: tuple[Finding, ...] = ()
    unselected: tuple[Finding, ...] = ()
    silenced: tuple[Finding, ...] = ()
    positions: tuple[tuple[int, int, int, int], ...] = ()
    valid_for: tuple[int, int] = (-1, -1)


@dataclass(slots=True)
class _Entry:
    """What is known of a statement's text."""

    definitions: list[tuple[Mapping[ParameterValue | str, Value | None], Names]] = field(default_factory=list)
    readings: list[_Reading] = field(default_factory=list)
    age: int = 0


class FileAnalysis:
    """Findings of a document. Call `update` after each edit of the document."""

    def __init__(
        self,
        document: Document,
        settings: Settings | None = None,
        path: Path | None = None,
        encoding: Encoding = Encoding.UTF16,
    ) -> None:
        self.document, self.settings, self.path, self.encoding = document, settings or Settings(), path, encoding
        self.statements: Sequence[StatementFindings] = ()
        self._entries: dict[bytes, _Entry] = {}
        self._names: Names = {}
        self._facts: Facts = {}
        self._generation = (0, 0)
        self._age = 0
        self._current: list[tuple[Statement, _Reading]] = []
        self._roles: Roles | None = None
        self._plan: Plan | None = None
        self.update()

    def update(self) -> None:
        """Bring the findings up to date with the document."""
        self._age += 1
        self._roles = self._plan = None
        listed = list(statements(self.document))
        entries = [self._entry(statement) for statement in listed]
        self._define(listed, entries)
        readings = self._read(listed, entries)
        self._current = list(zip(listed, readings, strict=True))
        self.statements = [
            StatementFindings(self.document.lines.row(s.span.start), s.span.start, r.kept, r.positions)
            for s, r in self._current
            if r.kept
        ]
        self._forget(len(listed))

    def findings(self) -> list[LocatedFinding]:
        """All findings in the order of the source, less those that `noqa` and the settings leave out."""
        return self._located(lambda reading: reading.kept)

    def _located(self, chosen: Callable[[_Reading], tuple[Finding, ...]]) -> list[LocatedFinding]:
        found = [
            LocatedFinding(f, f.span.shifted(start), f.construct_span.shifted(start), start)
            for statement, reading in self._current
            for start in (statement.span.start,)
            for f in chosen(reading)
        ]
        return sorted(found, key=lambda item: (item.span, item.finding.code))

    def applicability(self, located: LocatedFinding) -> Verdict:
        """How far `fix` can be trusted with a finding, and the reason where it is not safe."""
        return self.plan().applicability(located)

    def plan(self) -> Plan:
        """What can be fixed, and what has to be fixed together."""
        if self._plan is None:
            nodes = {statement.span.start: statement.node for statement, _ in self._current}
            unread = any(reading.meaning.unread for _, reading in self._current)
            self._plan = Plan(self.context(), self.findings(), nodes, unread)
        return self._plan

    def context(self) -> FileContext:
        """The file as rules see it; a new one each time, since it collects the imports that rewrites ask for."""
        available = self._located(lambda reading: (*reading.kept, *reading.unselected))
        silenced = self._located(lambda reading: reading.silenced)
        return FileContext(self.document, self._names, self.roles(), available, silenced)

    def roles(self) -> Roles:
        """Which parameters of the file's module classes are fields and which are inputs."""
        if self._roles is None:
            definitions: dict[str, ModuleDefinition] = {}
            evidence = []
            for statement, reading in self._current:
                for item in reading.meaning.evidence:
                    evidence.append((item, self.document.lines.row(statement.span.start + item.span.start)))
                for construct in reading.meaning.constructs:
                    if isinstance(construct, ModuleDefinition):
                        definitions[construct.module.name] = construct
            classes = {module.name: module for module in self.classes()}
            classes.update({name: definition.module for name, definition in definitions.items()})
            self._roles = Roles(classes, definitions, evidence)
        return self._roles

    @property
    def names(self) -> Names:
        """The names that the file defines at its top level."""
        return self._names

    @property
    def remarks(self) -> list[str]:
        """What was left alone, as it can't be known or has no rule yet, for people."""
        if not self._uses_old_flax():
            return []
        unknown = [remark for _, reading in self._current for remark in reading.meaning.remarks]
        return [*unknown, *self._left_alone(), *self._must_follow()]

    def _uses_old_flax(self) -> bool:
        return any(
            value.path.startswith("flax.nn") if isinstance(value, Imported) else getattr(value, "pre_linen", False)
            for value in self._names.values()
        ) or any(reading.meaning.old_names for _, reading in self._current)

    def _left_alone(self) -> Iterator[str]:
        """Classes of other files that module classes call: what they are can't be known from this file."""
        lines: dict[str, set[int]] = {}
        for statement, reading in self._current:
            for path, span in reading.meaning.foreign_calls:
                lines.setdefault(path, set()).add(self.document.lines.row(statement.span.start + span.start) + 1)
        if lines:
            yield f"classes of other files are left alone; if one is a module, its calls must follow: {_listed(lines)}"

    def _must_follow(self) -> Iterator[str]:
        """Old names outside module classes that no rule takes care of yet: training code, for the most part."""
        lines: dict[str, set[int]] = {}
        for statement, reading in self._current:
            for mention in reading.meaning.old_names:
                known = flax_api.name(mention.path)
                if known is not None and known.rules and not has_rule(known.rules) and not mention.in_module:
                    row = self.document.lines.row(statement.span.start + mention.span.start)
                    lines.setdefault(mention.path.removeprefix("flax."), set()).add(row + 1)
        if lines:
            yield f"no rule rewrites these yet, so they must follow by hand: {_listed(lines)}"

    def meanings(self) -> Iterator[tuple[Statement, StatementMeaning]]:
        """Every top-level statement with its meaning."""
        for statement, reading in self._current:
            yield statement, reading.meaning

    # -- keeping

    def _entry(self, statement: Statement) -> _Entry:
        source = self.document.source
        key = source[statement.span.start : statement.span.end]
        if statement.comments and statement.comments[0].start_byte > statement.span.end:
            key += b"".join(source[comment.start_byte : comment.end_byte] for comment in statement.comments)
        # The column, and what an error does to the tree, are not in the text.
        if statement.node.has_error or statement.node.start_point[1]:
            key = b"%d:%d:%d:" % (self.document.version, statement.span.start, statement.node.start_point[1]) + key
        entry = self._entries.get(key)
        if entry is None:
            entry = self._entries[key] = _Entry()
        entry.age = self._age
        return entry

    def _forget(self, count: int) -> None:
        if len(self._entries) > 2 * count + 64:
            self._entries = {key: entry for key, entry in self._entries.items() if entry.age == self._age}

    # -- names

    def _define(self, listed: list[Statement], entries: list[_Entry]) -> None:
        names: dict[str, Value] = {}
        for statement, entry in zip(listed, entries, strict=True):
            names.update(self._definitions(statement, entry, names))
        if names != self._names:
            self._names, self._generation = names, (self._generation[0] + 1, self._generation[1])

    def _definitions(self, statement: Statement, entry: _Entry, names: Names) -> Names:
        for reads, defined in entry.definitions:
            if all(names.get(name) == value for name, value in reads.items() if isinstance(name, str)):
                return defined
        scope = ModuleScope(names, {})
        defined = dict(StatementReader(self.document.source, statement.node, scope, shallow=True).definitions())
        entry.definitions = [(scope.reads, defined), *entry.definitions][:_VARIANTS]
        return defined

    # -- reading

    def _read(self, listed: list[Statement], entries: list[_Entry]) -> list[_Reading]:
        facts: Facts = {}
        readings = [self._reading(s, e, facts, -1) for s, e in zip(listed, entries, strict=True)]
        for _ in range(_ROUNDS):
            derived = self._derive(readings)
            if derived == facts:
                break
            facts = derived
            if facts != self._facts:
                self._facts, self._generation = facts, (self._generation[0], self._generation[1] + 1)
            generation = self._generation[1]
            readings = [self._reading(s, e, facts, generation) for s, e in zip(listed, entries, strict=True)]
        return readings

    def _derive(self, readings: list[_Reading]) -> Facts:
        evidence: list[Evidence] = []
        facts: dict[ParameterValue | str, Value] = {}
        for reading in readings:
            evidence += reading.of_modules
            for maker in reading.meaning.makers:
                facts[maker] = Literal("bool")
            facts.update(reading.meaning.results)
        facts.update(module_facts(self.classes(), evidence))
        return facts

    def classes(self) -> list[ModuleClass]:
        """The file's own module classes at its top level."""
        return [v for v in self._names.values() if isinstance(v, ModuleClass) and v.builtin is None]

    def _reading(self, statement: Statement, entry: _Entry, facts: Facts, generation: int) -> _Reading:
        stamp = (self._generation[0], generation)
        for reading in entry.readings:
            if reading.valid_for == stamp or self._still_holds(reading, facts):
                reading.valid_for = stamp
                return reading
        scope = ModuleScope(self._names, facts)
        meaning = StatementReader(self.document.source, statement.node, scope).read()
        findings = tuple(finding for construct in meaning.constructs for finding in detect(construct))
        of_modules = tuple(filter(tells_of_modules, meaning.evidence))
        reading = _Reading(scope.reads, scope.fact_reads, meaning, findings, of_modules)
        self._sift(statement, reading)
        reading.valid_for = stamp
        entry.readings = [reading, *entry.readings][:_VARIANTS]
        return reading

    def _still_holds(self, reading: _Reading, facts: Facts) -> bool:
        names = self._names
        return all(names.get(name) == value for name, value in reading.reads.items() if isinstance(name, str)) and all(
            facts.get(key) == value for key, value in reading.fact_reads.items()
        )

    def _sift(self, statement: Statement, reading: _Reading) -> None:
        """Sort out what `noqa` and the settings silence, and place the rest."""
        if not reading.findings:
            return
        document, base = self.document, statement.span.start
        first_row = document.lines.row(base)
        comments = suppressions(statement.node, statement.comments, document.source)
        rows = {document.lines.row(base + offset) - first_row: codes for offset, codes in comments.items()}
        kept: list[Finding] = []
        unselected: list[Finding] = []
        silenced: list[Finding] = []
        for finding in reading.findings:
            ends = (
                document.lines.row(base + finding.construct_span[0]),
                document.lines.row(base + finding.construct_span[1]),
            )
            by_comment = any(silences(rows.get(row - first_row, frozenset()), finding.code) for row in ends)
            if by_comment or self.settings.ignores(finding.code, self.path):
                silenced.append(finding)
            else:
                (kept if self.settings.selects(finding.code, self.path) else unselected).append(finding)
        reading.kept, reading.unselected, reading.silenced = tuple(kept), tuple(unselected), tuple(silenced)
        reading.positions = tuple(self._position(base, first_row, finding.span) for finding in kept)

    def _position(self, base: int, first_row: int, span: Span) -> tuple[int, int, int, int]:
        lines, source = self.document.lines, self.document.source
        start = lines.position(base + span.start, self.encoding, source)
        end = lines.position(base + span.end, self.encoding, source)
        return start[0] - first_row, start[1], end[0] - first_row, end[1]


def _listed(lines: Mapping[str, set[int]]) -> str:
    """`nn.Model (line 3, 10), optim.Adam (line 20)`."""
    return ", ".join(f"{name} (line {', '.join(map(str, sorted(rows)))})" for name, rows in lines.items())
