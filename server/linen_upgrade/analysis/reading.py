"""One file read statement by statement; what an edit did not touch, and nothing around has changed, is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

from linen_upgrade import flax_api
from linen_upgrade.analysis.statements import Statement, statements
from linen_upgrade.analysis.suppression import silences, suppressions
from linen_upgrade.document import Document, Encoding, Span
from linen_upgrade.meaning import ModuleScope, StatementMeaning, StatementReader, tells_of_modules
from linen_upgrade.meaning.constructs import Construct, Evidence
from linen_upgrade.meaning.scope import Elsewhere, Resolver, held_by
from linen_upgrade.meaning.values import Namespace, ParameterValue, Value, qualified
from linen_upgrade.project.settings import Settings
from linen_upgrade.project.survey import imports
from linen_upgrade.rewriting.findings import FileFindings, Finding, LocatedFinding
from linen_upgrade.rules import detect, has_rule, of_the_code_base, only_beside_old_flax

_VARIANTS = 4
"""How many readings of one statement are kept, one for each set of names that it has met."""
_STAMPS = 32
"""For how many states of all names and facts it is noted which of them holds."""

Stamp = tuple[int, int]
"""Names a state of all names and facts."""
Names = Mapping[str, Value]
Facts = Mapping[ParameterValue | str, Value]


class Said(NamedTuple):
    """What a statement tells of modules and functions that readings of others may rest on, wherever it stands."""

    of_modules: tuple[Evidence, ...] = ()
    """Which modules reach parameters; places and texts are left out, as nothing rests on these."""
    makers: tuple[str, ...] = ()
    results: tuple[tuple[str, Value], ...] = ()


NOTHING_SAID = Said()


@dataclass(slots=True)
class Reading:
    """One interpretation of a statement, with the answers it rests on."""

    reads: Mapping[str | Elsewhere, object]
    fact_reads: Mapping[ParameterValue | str, Value | None]
    meaning: StatementMeaning
    findings: tuple[Finding, ...]
    said: Said
    kept: tuple[Finding, ...] = ()
    unselected: tuple[Finding, ...] = ()
    silenced: tuple[Finding, ...] = ()
    positions: tuple[tuple[int, int, int, int], ...] = ()
    beside_old: tuple[bool, bool] | None = None
    """For which kind of file its findings were sorted out, None where that makes no difference."""


@dataclass(slots=True)
class _Entry:
    """What is known of a statement's text."""

    definitions: list[tuple[Mapping[str | Elsewhere, object], Names]] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    holding: dict[Stamp, Reading] = field(default_factory=dict)
    age: int = 0


class FileReading:
    """The statements of one document, each with its reading. First `define`, then `read`, after each edit."""

    def __init__(self, document: Document, settings: Settings, path: Path | None, encoding: Encoding) -> None:
        self.document, self.settings, self.path, self.encoding = document, settings, path, encoding
        self.names: Names = {}
        """The names that the file defines at its top level."""
        self.current: list[tuple[Statement, Reading]] = []
        self.said: Sequence[Said] = ()
        """What the readings tell the others, in order."""
        self.stamp: Stamp = (-1, -1)
        """The state of names and facts that `current` was read in."""
        self.uses_old_flax = False
        """Whether the file has anything that is pre-Linen Flax."""
        self.used_by_old = False
        """Whether a file that has uses it, itself or through others."""
        self.asks_for_old_flax = False
        """Whether it requires a Flax that has `flax.nn`."""
        self.in_old_code_base = False
        """Whether any file of its code base has pre-Linen Flax, or requires it."""
        self.is_judged_by_others = False
        """Whether there is anything in it that counts only beside pre-Linen Flax."""
        self.revision = 0
        """Another one whenever a statement has another reading."""
        self._listed: list[Statement] = []
        self._found: list[_Entry] = []
        self._entries: dict[bytes, _Entry] = {}
        self._age = 0
        self._uses: tuple[int, frozenset[str]] = (-1, frozenset())
        self._defined_in = -1
        self._defining: list[_Entry] = []
        self._defined: list[Names] = []

    def split(self) -> None:
        """Take the document's statements as they are now."""
        self._age += 1
        self._listed = list(statements(self.document))
        self._found = [self._entry(statement) for statement in self._listed]

    def define(self, resolver: Resolver, state: int) -> bool:
        """Find the names that the file defines; whether they changed. `state` names that of the other files' names."""
        before, after = _common_ends(self._defining, self._found) if state == self._defined_in else (0, 0)
        names: dict[str, Value] = {}
        for defined in self._defined[:before]:
            names.update(defined)
        end = len(self._found) - after
        middle = self._define_between(before, end, names, resolver)
        kept = self._defined[len(self._defined) - after :]
        if state == self._defined_in and _merged(middle) == _merged(self._defined[before : len(self._defined) - after]):
            self._defined = [*self._defined[:before], *middle, *kept]
            self._defining = list(self._found)
            return False
        rest = self._define_between(end, len(self._found), names, resolver)
        self._defined = [*self._defined[:before], *middle, *rest]
        self._defining, self._defined_in = list(self._found), state
        changed = names != self.names
        if changed:
            self.names = names
        return changed

    def _define_between(self, start: int, end: int, names: dict[str, Value], resolver: Resolver) -> list[Names]:
        """What the statements from one number to another define, which is added to the `names` before them."""
        defined = []
        for index in range(start, end):
            defined.append(self._definitions(self._listed[index], self._found[index], names, resolver))
            names.update(defined[-1])
        return defined

    def read(self, resolver: Resolver, facts: Facts, stamp: Stamp) -> None:
        """Read every statement; `stamp` names this state of all names and facts."""
        scope = ModuleScope(self.names, facts, resolver)
        known = [id(reading) for _, reading in self.current]
        pairs = zip(self._listed, self._found, strict=True)
        self.current = [(s, entry.holding.get(stamp) or self._reading(s, entry, scope, stamp)) for s, entry in pairs]
        self.said = [reading.said for _, reading in self.current if reading.said is not NOTHING_SAID]
        self.stamp = stamp
        self._sift_again()
        if known != [id(reading) for _, reading in self.current]:
            self.revision += 1

    def tell_age_around(self, used_by_old: bool, in_old_code_base: bool) -> None:
        """Take it that a file with pre-Linen Flax uses this one or that none does, and whether there is any."""
        if (used_by_old, in_old_code_base) != (self.used_by_old, self.in_old_code_base):
            self.used_by_old, self.in_old_code_base = used_by_old, in_old_code_base
            self._sift_again()

    @property
    def uses(self) -> frozenset[str]:
        """The homes of the files of the code base that this one imports."""
        if self._uses[0] != self.revision:
            questions = [item for _, reading in self.current for item in reading.reads.items()]
            answers = [value for question, value in questions if isinstance(question, Elsewhere)]
            homes = (value.home if isinstance(value, Namespace) else value for value in answers)
            self._uses = self.revision, frozenset(home for home in homes if isinstance(home, str))
        return self._uses[1]

    def imported_facts(self) -> list[str]:
        """Under which facts it is kept what the names of other files hold that this one reads."""
        read = (question for _, reading in self.current for question in reading.reads)
        asked = (question for question in read if isinstance(question, Elsewhere) and question.home is not None)
        return [held_by(qualified(question.home or "", question.name)) for question in asked]

    def _sift_again(self) -> None:
        """Take up or drop the findings that count only beside pre-Linen Flax, where the file has become another one."""
        self.uses_old_flax = any(map(_is_old, (reading for _, reading in self.current)))
        self.is_judged_by_others = any(reading.beside_old is not None for _, reading in self.current)
        for statement, reading in self.current if self.is_judged_by_others else ():
            if reading.beside_old is not None and reading.beside_old != self._age_around:
                self._sift(statement, reading)
                self.revision += 1

    @property
    def _age_around(self) -> tuple[bool, bool]:
        """Whether what counts beside pre-Linen Flax does, and what counts anywhere in a code base that has some."""
        return self.uses_old_flax or self.used_by_old, self.in_old_code_base or self.asks_for_old_flax

    @property
    def is_silent(self) -> bool:
        """Whether there is nothing in it that concerns anybody: never so for code, which others may rest on."""
        return False

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

    def lacking(self) -> Iterator[tuple[str, int]]:
        """The names of `flax.nn` that Linen lacks and that no rule rewrites, each with the byte where it stands."""
        for statement, reading in self.current:
            for mention in reading.meaning.old_names:
                known = flax_api.name(mention.path) if mention.path.startswith("flax.nn.") else None
                if known is not None and not known.in_linen and known.rules and not has_rule(known.rules):
                    yield mention.path, statement.span.start + mention.span.start

    def stays_old(self) -> bool:
        """Whether there is pre-Linen Flax left in the file once all findings are fixed."""
        for _, reading in self.current:
            for mention in reading.meaning.old_names:
                known = flax_api.name(mention.path)
                if known is None or not (known.in_linen or has_rule(known.rules)):
                    return True
        return False

    def uses_optimizers(self) -> bool:
        """Whether it has optimizers of old Flax, or optax's."""
        old = (mention.path for _, reading in self.current for mention in reading.meaning.old_names)
        if any(path.startswith("flax.optim") for path in old):
            return True
        source = self.document.source
        return b"optax" in source and any(path.partition(".")[0] == "optax" for path in imports(source))

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
        reader = StatementReader(self.document.source, statement.node, scope, shallow=True)
        defined = dict(reader.definitions())
        reader.close()
        entry.definitions = [(scope.reads, defined), *entry.definitions][:_VARIANTS]
        return defined

    # -- reading

    def _reading(self, statement: Statement, entry: _Entry, known: ModuleScope, stamp: Stamp) -> Reading:
        reading = next((reading for reading in entry.readings if _still_holds(reading, known)), None)
        if reading is None:
            scope = ModuleScope(known.names, known.facts, known.resolver)
            reader = StatementReader(self.document.source, statement.node, scope)
            meaning = reader.read()
            reader.close()
            constructs = (*meaning.constructs, *self._requirements(statement))
            findings = tuple(finding for construct in constructs for finding in detect(construct))
            reading = Reading(scope.reads, scope.fact_reads, meaning, findings, _said(meaning))
            self._sift(statement, reading)
            entry.readings = [reading, *entry.readings][:_VARIANTS]
        if len(entry.holding) >= _STAMPS:
            entry.holding.clear()
        entry.holding[stamp] = reading
        return reading

    def _requirements(self, statement: Statement) -> Iterator[Construct]:
        """What a statement asks to be installed: nothing, in most files."""
        return iter(())

    def _sift(self, statement: Statement, reading: Reading) -> None:
        """Sort out what `noqa` and the settings silence, and place the rest."""
        if not reading.findings:
            return
        document, base = self.document, statement.span.start
        first_row = document.lines.row(base)
        comments = suppressions(statement.node, statement.comments, document.source)
        rows = {document.lines.row(base + offset) - first_row: codes for offset, codes in comments.items()}
        depends = any(map(only_beside_old_flax, reading.findings))
        reading.beside_old = self._age_around if depends else None
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
                (kept if self._counts(finding) else unselected).append(finding)
        reading.kept, reading.unselected, reading.silenced = tuple(kept), tuple(unselected), tuple(silenced)
        reading.positions = tuple(self._position(base, first_row, finding.span) for finding in kept)

    def _counts(self, finding: Finding) -> bool:
        if not self.settings.selects(finding.code, self.path):
            return False
        beside, in_old_code_base = self._age_around
        if of_the_code_base(finding):
            return in_old_code_base or finding.code in self.settings.select
        return beside or not only_beside_old_flax(finding) or self.settings.names(finding.code)

    def _position(self, base: int, first_row: int, span: Span) -> tuple[int, int, int, int]:
        lines, source = self.document.lines, self.document.source
        start = lines.position(base + span.start, self.encoding, source)
        end = lines.position(base + span.end, self.encoding, source)
        return start[0] - first_row, start[1], end[0] - first_row, end[1]


def _said(meaning: StatementMeaning) -> Said:
    told = (replace(item, span=Span(0, 0), text="") for item in meaning.evidence if tells_of_modules(item))
    said = Said(tuple(told), meaning.makers, meaning.results)
    return said if any(said) else NOTHING_SAID


def _is_old(reading: Reading) -> bool:
    """Whether a statement has anything that is pre-Linen Flax."""
    return bool(reading.meaning.old_names) or not all(map(only_beside_old_flax, reading.findings))


def _common_ends(first: Sequence[_Entry], second: Sequence[_Entry]) -> tuple[int, int]:
    """How many entries two lists have in common at their beginning, and how many of the others at their end."""
    most = min(len(first), len(second))
    before = next((i for i in range(most) if first[i] is not second[i]), most)
    most -= before
    return before, next((i for i in range(most) if first[-1 - i] is not second[-1 - i]), most)


def _merged(definitions: Sequence[Names]) -> Names:
    return {name: value for names in definitions for name, value in names.items()}


def _still_holds(reading: Reading, known: ModuleScope) -> bool:
    return all(known.answer(question) == value for question, value in reading.reads.items()) and all(
        known.facts.get(key) == value for key, value in reading.fact_reads.items()
    )
