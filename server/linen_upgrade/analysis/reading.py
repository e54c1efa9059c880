"""One file read statement by statement; what an edit did not touch, and nothing around has changed, is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from linen_upgrade.analysis.statements import Statement, statements
from linen_upgrade.analysis.suppression import silences, suppressions
from linen_upgrade.document import Document, Encoding, Span
from linen_upgrade.meaning import ModuleScope, StatementMeaning, StatementReader, tells_of_modules
from linen_upgrade.meaning.constructs import Evidence
from linen_upgrade.meaning.scope import Elsewhere, Resolver
from linen_upgrade.meaning.values import ParameterValue, Value
from linen_upgrade.project.settings import Settings
from linen_upgrade.rewriting.findings import FileFindings, Finding, LocatedFinding
from linen_upgrade.rules import detect

_VARIANTS = 4
"""How many readings of one statement are kept, one for each set of names that it has met."""

Names = Mapping[str, Value]
Facts = Mapping[ParameterValue | str, Value]


@dataclass(slots=True)
class Reading:
    """One interpretation of a statement, with the answers it rests on."""

    reads: Mapping[str | Elsewhere, object]
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

    definitions: list[tuple[Mapping[str | Elsewhere, object], Names]] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    age: int = 0


class FileReading:
    """The statements of one document, each with its reading. First `define`, then `read`, after each edit."""

    def __init__(self, document: Document, settings: Settings, path: Path | None, encoding: Encoding) -> None:
        self.document, self.settings, self.path, self.encoding = document, settings, path, encoding
        self.names: Names = {}
        """The names that the file defines at its top level."""
        self.current: list[tuple[Statement, Reading]] = []
        self._listed: list[Statement] = []
        self._found: list[_Entry] = []
        self._entries: dict[bytes, _Entry] = {}
        self._age = 0

    def split(self) -> None:
        """Take the document's statements as they are now."""
        self._age += 1
        self._listed = list(statements(self.document))
        self._found = [self._entry(statement) for statement in self._listed]

    def define(self, resolver: Resolver) -> bool:
        """Find the names that the file defines; whether they changed."""
        names: dict[str, Value] = {}
        for statement, entry in zip(self._listed, self._found, strict=True):
            names.update(self._definitions(statement, entry, names, resolver))
        changed = names != self.names
        if changed:
            self.names = names
        return changed

    def read(self, resolver: Resolver, facts: Facts, stamp: tuple[int, int]) -> None:
        """Read every statement; `stamp` names this state of all names and facts."""
        scope = ModuleScope(self.names, facts, resolver)
        pairs = zip(self._listed, self._found, strict=True)
        self.current = [(s, self._reading(s, entry, scope, stamp)) for s, entry in pairs]

    def forget(self) -> None:
        """Drop what is known of texts that are gone, once it is much."""
        if len(self._entries) > 2 * len(self._listed) + 64:
            self._entries = {key: entry for key, entry in self._entries.items() if entry.age == self._age}

    def located(self, home: str) -> FileFindings:
        """All findings in the order of the source, as those of the file `home`."""
        return FileFindings(
            self._located(home, lambda reading: reading.kept),
            self._located(home, lambda reading: reading.unselected),
            self._located(home, lambda reading: reading.silenced),
        )

    def _located(self, home: str, chosen: Callable[[Reading], tuple[Finding, ...]]) -> list[LocatedFinding]:
        found = [
            LocatedFinding(f, f.span.shifted(start), f.construct_span.shifted(start), start, home)
            for statement, reading in self.current
            for start in (statement.span.start,)
            for f in chosen(reading)
        ]
        return sorted(found, key=lambda item: (item.span, item.finding.code))

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

    def _definitions(self, statement: Statement, entry: _Entry, names: Names, resolver: Resolver) -> Names:
        known = ModuleScope(names, {}, resolver)
        for reads, defined in entry.definitions:
            if all(known.answer(question) == value for question, value in reads.items()):
                return defined
        scope = ModuleScope(names, {}, resolver)
        defined = dict(StatementReader(self.document.source, statement.node, scope, shallow=True).definitions())
        entry.definitions = [(scope.reads, defined), *entry.definitions][:_VARIANTS]
        return defined

    # -- reading

    def _reading(self, statement: Statement, entry: _Entry, known: ModuleScope, stamp: tuple[int, int]) -> Reading:
        for reading in entry.readings:
            if reading.valid_for == stamp or _still_holds(reading, known):
                reading.valid_for = stamp
                return reading
        scope = ModuleScope(known.names, known.facts, known.resolver)
        meaning = StatementReader(self.document.source, statement.node, scope).read()
        findings = tuple(finding for construct in meaning.constructs for finding in detect(construct))
        of_modules = tuple(filter(tells_of_modules, meaning.evidence))
        reading = Reading(scope.reads, scope.fact_reads, meaning, findings, of_modules)
        self._sift(statement, reading)
        reading.valid_for = stamp
        entry.readings = [reading, *entry.readings][:_VARIANTS]
        return reading

    def _sift(self, statement: Statement, reading: Reading) -> None:
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


def _still_holds(reading: Reading, known: ModuleScope) -> bool:
    return all(known.answer(question) == value for question, value in reading.reads.items()) and all(
        known.facts.get(key) == value for key, value in reading.fact_reads.items()
    )
