"""The files of one code base through the engine: what `check` finds in them and what `fix` makes of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tree_sitter import Node

from linen_upgrade.analysis import CodeBase, FileAnalysis, Fix, LocatedFinding, names_fix, workspace_fix
from linen_upgrade.analysis.failures import internal_error
from linen_upgrade.cli.reports import Change, FileReport, ReportedFinding
from linen_upgrade.cli.source_lines import source_lines
from linen_upgrade.document import PYTHON, Document, Encoding, apply_edits
from linen_upgrade.meaning.changed_names import ChangedNames
from linen_upgrade.project.installed import InstalledPackages
from linen_upgrade.project.source_files import SourceError
from linen_upgrade.project.survey import SurveyedFile, surveyed
from linen_upgrade.rules import rule


@dataclass(frozen=True)
class Refusal:
    """Why a file may not be written: a sentence without its name; `uncommitted` changes are no failure."""

    sentence: str
    uncommitted: bool = False


MayWrite = Callable[[Path], "Refusal | None"]
"""Says whether a file may be written: None if it may."""


class CodeBaseInspection:
    """Reads the files of a code base together; only those `given` are reported on and fixed."""

    def __init__(
        self,
        root: Path,
        files: Mapping[str, SurveyedFile],
        given: Mapping[str, SurveyedFile],
        packages: InstalledPackages | None = None,
    ) -> None:
        """`files` (by home) are all of the code base, the given ones included; `packages` are installed beside it."""
        self._given = given
        self._code_base = CodeBase(root, files, packages=packages)
        self._workspace = self._code_base.workspace
        self._workspace.writable = frozenset(given)

    def check(self) -> Iterator[FileReport]:
        """The findings of the given files, in their order."""
        return (self._report(home) for home in self._given)

    def fix(self, unsafe: bool, may_write: MayWrite, pin_names: bool = False) -> Iterator[FileReport]:
        """The given files with the fixes of all of them applied, the unsafe ones too if `unsafe`; writes nothing.

        With `pin_names`, submodules get their old automatic names first. What has to go with a file that may not be
        written, or cannot be stored, stays as it is, too.
        """
        before = {home: self._report(home) for home in self._given}
        pinned = self._pin_names(before, may_write) if pin_names else {}
        refused: dict[str, Refusal] = {home: Refusal(r.problem) for home, r in before.items() if r.problem}
        while True:
            self._workspace.writable = frozenset(set(self._given) - set(refused))
            fix = workspace_fix(self._workspace, unsafe)
            new = {home: apply_edits(self._source(home), edits) for home, edits in fix.changes().items()}
            problems = {home: why for home, text in new.items() if (why := self._refusal(home, text, may_write))}
            if not problems:
                break
            refused |= problems
        remarks = self._must_follow(fix, unsafe)
        renaming = [found for found in fix.findings if rule(found.finding.code).is_on_request(found.finding)]
        renamed: dict[str, tuple[str, ...]] = {}
        for found in (found for found in renaming if isinstance(found.finding.construct, ChangedNames)):
            renamed[found.home] = (*renamed.get(found.home, ()), found.finding.owner or "")
        self._code_base.update({home: self._rewritten(home, text) for home, text in new.items()})
        self._keep_in_sight(before)
        for home in self._given:
            text = new.get(home, self._source(home) if home in pinned else None)
            done = Counter(
                f.finding.code
                for f in fix.findings
                if f.home == home and not rule(f.finding.code).is_on_request(f.finding)
            )
            report = self._fixed(home, before[home], text, done + pinned.get(home, Counter()), refused.get(home))
            yield replace(report, remarks=(*report.remarks, *remarks.get(home, ())), renamed=renamed.get(home, ()))

    def _keep_in_sight(self, before: Mapping[str, FileReport]) -> None:
        """Let what counted only beside pre-Linen Flax count in what is told of the fix that took that away."""
        for home, report in before.items():
            if home in self._workspace.readings and any(rule(f.code).beside_old_flax for f in report.findings):
                self._workspace.readings[home].tell_age_around(True, True)

    def _pin_names(self, before: Mapping[str, FileReport], may_write: MayWrite) -> dict[str, Counter[str]]:
        """Write the old automatic names out; how many findings that fixed, by file."""
        self._workspace.writable = frozenset(home for home, report in before.items() if not report.problem)
        fix = names_fix(self._workspace)
        new = {home: apply_edits(self._source(home), edits) for home, edits in fix.changes().items()}
        new = {home: text for home, text in new.items() if not self._refusal(home, text, may_write)}
        self._code_base.update({home: self._rewritten(home, text) for home, text in new.items()})
        return {home: Counter(f.finding.code for f in fix.findings if f.home == home) for home in new}

    # -- one file

    def _rewritten(self, home: str, source: bytes) -> SurveyedFile:
        file = self._given[home]
        assert file.text is not None
        return surveyed(file.found, replace(file.text, source=source))

    def _report(self, home: str) -> FileReport:
        file = self._given[home]
        if file.problem or file.text is None:
            return FileReport(file.path, problem=file.problem)
        if home in self._workspace.failures:
            return FileReport(file.path, problem=internal_error(self._workspace.failures[home]))
        if home not in self._workspace.readings:
            return FileReport(file.path, stored=file.text.raw)
        analysis = FileAnalysis.of(self._workspace, home)
        return FileReport(file.path, _reported(analysis), _remarks(analysis), stored=file.text.raw)

    def _source(self, home: str) -> bytes:
        return self._workspace.readings[home].document.source

    def _refusal(self, home: str, new: bytes, may_write: MayWrite) -> Refusal | None:
        file, old = self._given[home], self._workspace.readings[home].document
        assert file.text is not None
        try:
            file.text.stored(new)
        except SourceError as error:
            return Refusal(str(error))
        if Document(new, old.language).tree.root_node.has_error and not old.tree.root_node.has_error:
            return Refusal(internal_error("the fixed text would not parse any more"))
        return may_write(file.path) if new != old.source else None

    def _fixed(
        self,
        home: str,
        before: FileReport,
        new: bytes | None,
        done: Counter[str],
        refused: Refusal | None,
    ) -> FileReport:
        if refused is not None and refused.uncommitted:
            return replace(before, uncommitted=True)
        if refused is not None:
            return replace(before, problem=refused.sentence)
        after = self._report(home)
        text = self._given[home].text
        if new is None or text is None or new == text.source:
            return after
        return replace(after, change=Change(text, new, text.stored(new), dict(done), before.findings))

    def _must_follow(self, fix: Fix, unsafe: bool) -> dict[str, tuple[str, ...]]:
        """For each file, what is said of calls of its classes in files that are not written, and of pins in these."""
        plan, said = self._workspace.plan(self._workspace.writable), dict[str, tuple[str, ...]]()
        for unit in plan.units():
            outside = plan.outside(unit) if unit.allowed(unsafe) else []
            if outside:
                home = unit.findings[0].home
                said[home] = (*said.get(home, ()), self._calls_elsewhere(outside))
        if fix.findings and (pins := plan.left_outside(fix.findings)):
            home = fix.findings[0].home
            told = f"outside the paths given, old versions are still asked for: {self._listed(pins)}"
            said[home] = (*said.get(home, ()), told)
        return {home: tuple(dict.fromkeys(sentences)) for home, sentences in said.items()}

    def _calls_elsewhere(self, outside: list[LocatedFinding]) -> str:
        count = "1 call site" if len(outside) == 1 else f"{len(outside)} call sites"
        return f"{count} outside the paths given must follow: {self._listed(outside)}"

    def _listed(self, outside: list[LocatedFinding]) -> str:
        lines: dict[str, list[str]] = {}
        for found in outside:
            row = self._workspace.readings[found.home].document.lines.row(found.span.start) + 1
            lines.setdefault(found.home, []).append(str(row))
        return ", ".join(f"{home} (line {', '.join(rows)})" for home, rows in lines.items())


def _remarks(analysis: FileAnalysis) -> tuple[str, ...]:
    """What was left alone in a file, and where it is no Python."""
    is_code = analysis.document.language == PYTHON
    error = _first_error(analysis.document.tree.root_node) if is_code else None
    if error is None:
        return tuple(analysis.remarks)
    row = analysis.document.lines.row(error.start_byte) + 1
    return (f"syntax error in line {row}: what is old in that statement may not be found", *analysis.remarks)


def _first_error(node: Node) -> Node | None:
    """The first node in the tree of `node` that stands for a syntax error."""
    if not node.has_error:
        return None
    while not (node.is_error or node.is_missing):
        below = next((child for child in node.children if child.has_error or child.is_missing), None)
        if below is None:
            # Some errors leave no node, around a lone carriage return for one.
            break
        node = below
    return node


def _reported(analysis: FileAnalysis) -> tuple[ReportedFinding, ...]:
    return tuple(_report(analysis, located) for located in analysis.findings())


def _report(analysis: FileAnalysis, located: LocatedFinding) -> ReportedFinding:
    finding, document = located.finding, analysis.document
    applicability, reason = analysis.applicability(located)
    return ReportedFinding(
        code=finding.code,
        name=finding.name,
        message=finding.message,
        severity=finding.severity.value,
        start=document.lines.position(located.span.start, Encoding.UTF16, document.source),
        end=document.lines.position(located.span.end, Encoding.UTF16, document.source),
        applicability=applicability.value,
        reason=reason,
        column=document.lines.position(located.span.start, Encoding.UTF32, document.source)[1] + 1,
        lines=tuple(source_lines(document, located.span)),
    )
