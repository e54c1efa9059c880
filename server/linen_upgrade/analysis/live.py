"""The findings of one open file, kept fresh: what an edit did not touch is not computed again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from linen_upgrade import flax_api
from linen_upgrade.analysis.planning import Plan
from linen_upgrade.analysis.reading import FileReading, Names
from linen_upgrade.analysis.requirement_reading import file_reading
from linen_upgrade.analysis.statements import Statement
from linen_upgrade.analysis.workspace import Workspace
from linen_upgrade.document import Document, Encoding
from linen_upgrade.meaning import Roles, StatementMeaning
from linen_upgrade.meaning.values import Imported
from linen_upgrade.project.settings import Settings
from linen_upgrade.rewriting.findings import Finding, LocatedFinding
from linen_upgrade.rules import has_rule
from linen_upgrade.rules.rule import Verdict


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


class FileAnalysis:
    """Findings of a document, which is alone or the file `home` of a workspace. Call `update` after each edit of it."""

    def __init__(
        self,
        document: Document,
        settings: Settings | None = None,
        path: Path | None = None,
        encoding: Encoding = Encoding.UTF16,
        workspace: Workspace | None = None,
        home: str = "",
    ) -> None:
        reading = file_reading(document, settings or Settings(), path, encoding)
        self._attach(workspace if workspace is not None else Workspace(), home, reading)
        self.update()

    @classmethod
    def of(cls, workspace: Workspace, home: str) -> FileAnalysis:
        """The analysis of a file that a settled workspace has already. Raises KeyError."""
        analysis = cls.__new__(cls)
        analysis._attach(workspace, home, workspace.readings[home])
        analysis.refresh()
        return analysis

    def _attach(self, workspace: Workspace, home: str, reading: FileReading) -> None:
        self.workspace, self.home, self.reading = workspace, home, reading
        self.document, self.settings, self.path = reading.document, reading.settings, reading.path
        self.encoding = reading.encoding
        self.statements: Sequence[StatementFindings] = ()
        self._version = -1

    def update(self) -> None:
        """Bring the findings up to date with the document, and what other files say of its classes."""
        self.workspace.put(self.home, self.reading)
        self.workspace.settle()
        self.refresh()

    def refresh(self) -> None:
        """Take what the workspace has found out since."""
        if self._version == self.workspace.version:
            return
        self._version = self.workspace.version
        self.statements = [
            StatementFindings(self.document.lines.row(s.span.start), s.span.start, r.kept, r.positions)
            for s, r in self.reading.current
            if r.kept
        ]

    def findings(self) -> list[LocatedFinding]:
        """All findings in the order of the source, less those that `noqa` and the settings leave out."""
        return self.reading.located(self.home).kept

    def applicability(self, located: LocatedFinding) -> Verdict:
        """How far `fix` can be trusted with a finding, and the reason where it is not safe."""
        return self.plan().applicability(located)

    def plan(self, alone: bool = False) -> Plan:
        """What can be fixed, and what has to be fixed together; `alone`, if no other file may be written."""
        is_one_of_many = len(self.workspace.readings) > 1
        return self.workspace.plan(frozenset({self.home}) if alone and is_one_of_many else self.workspace.writable)

    def roles(self) -> Roles:
        """Which parameters of module classes are fields and which are inputs."""
        return self.workspace.roles()

    @property
    def names(self) -> Names:
        """The names that the file defines at its top level."""
        return self.reading.names

    @property
    def remarks(self) -> list[str]:
        """What was left alone, as it can't be known or has no rule yet, for people."""
        if not self._uses_old_flax():
            return []
        unknown = [remark for _, reading in self.reading.current for remark in reading.meaning.remarks]
        return [*unknown, *self._left_alone(), *self._must_follow(), *self._open_members()]

    def _uses_old_flax(self) -> bool:
        return any(
            value.path.startswith("flax.nn") if isinstance(value, Imported) else getattr(value, "pre_linen", False)
            for value in self.names.values()
        ) or any(reading.meaning.old_names for _, reading in self.reading.current)

    def _left_alone(self) -> Iterator[str]:
        """Classes of other files that module classes call: what they are can't be known from this file."""
        lines: dict[str, set[int]] = {}
        for statement, reading in self.reading.current:
            for path, span in reading.meaning.foreign_calls:
                lines.setdefault(path, set()).add(self.document.lines.row(statement.span.start + span.start) + 1)
        if lines:
            yield f"classes of other files are left alone; if one is a module, its calls must follow: {_listed(lines)}"

    def _must_follow(self) -> Iterator[str]:
        """Old names outside module classes that no rule takes care of yet: training code, for the most part."""
        lines: dict[str, set[int]] = {}
        private: dict[str, set[int]] = {}
        for statement, reading in self.reading.current:
            for mention in reading.meaning.old_names:
                if mention.in_module:
                    continue
                known, row = flax_api.name(mention.path), statement.span.start + mention.span.start
                kind = private if flax_api.is_private(mention.path) else lines
                if kind is private or (known is not None and known.rules and not has_rule(known.rules)):
                    kind.setdefault(mention.path.removeprefix("flax."), set()).add(self.document.lines.row(row) + 1)
        if lines:
            yield f"no rule rewrites these yet, so they must follow by hand: {_listed(lines)}"
        if private:
            yield f"these were never public, and Linen may have nothing like them: {_listed(private)}"

    def _open_members(self) -> Iterator[str]:
        """What may be asked of modules and models, which can't be known here."""
        lines: dict[str, set[int]] = {}
        for statement, reading in self.reading.current:
            for text, span in reading.meaning.open_members:
                row = self.document.lines.row(statement.span.start + span.start)
                lines.setdefault(text, set()).add(row + 1)
        if lines:
            yield f"what these are called on can't be known here; old modules and models have them: {_listed(lines)}"

    def meanings(self) -> Iterator[tuple[Statement, StatementMeaning]]:
        """Every top-level statement with its meaning."""
        for statement, reading in self.reading.current:
            yield statement, reading.meaning


def _listed(lines: Mapping[str, set[int]]) -> str:
    """`nn.Model (line 3, 10), optim.Adam (line 20)`."""
    return ", ".join(f"{name} (line {', '.join(map(str, sorted(rows)))})" for name, rows in lines.items())
