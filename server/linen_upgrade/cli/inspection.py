"""One file through the engine: what `check` finds in it and what `fix` makes of it. Runs in worker processes too."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from pathlib import Path

from tree_sitter import Node

from linen_upgrade.analysis import FileAnalysis, LocatedFinding, file_fix
from linen_upgrade.cli.reports import Change, FileReport, ReportedFinding, SourceLine
from linen_upgrade.document import Document, Encoding, Span, apply_edits
from linen_upgrade.project.settings import Settings
from linen_upgrade.project.source_files import SourceError, SourceText, read_source
from linen_upgrade.project.walking import FoundFile

_MOST_LINES = 4
"""A range of more lines than this is shown by its first ones."""
_CONTEXT = 120
"""Bytes of a long line that are shown before and after a range."""

Inspection = Callable[[SourceText, Path, Settings], FileReport]


def inspect_file(file: FoundFile, inspection: Inspection) -> FileReport:
    """Read `file` and inspect it; what is wrong with it is in the report's `problem`."""
    try:
        text = read_source(file.path)
    except SourceError as error:
        return FileReport(file.path, problem=str(error))
    return inspect_text(text, file.path, file.settings, inspection)


def inspect_text(text: SourceText, path: Path, settings: Settings, inspection: Inspection) -> FileReport:
    """Inspect a text; a fault of ours in it becomes a `problem` that asks for a report."""
    try:
        return inspection(text, path, settings)
    except SourceError as error:
        return FileReport(path, problem=str(error))
    except Exception as error:
        # Whatever went wrong inside, it concerns this file alone: the others are still to be done.
        place = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(place.filename).name}, line {place.lineno}"
        return FileReport(path, problem=internal_error(f"{type(error).__name__}: {error} ({where})"))


def internal_error(what: str) -> str:
    """The sentence for a fault of ours."""
    return (
        f"left as it is, because of an error in linen-upgrade, not in the file; please report it with the file: {what}"
    )


def check(text: SourceText, path: Path, settings: Settings) -> FileReport:
    """The findings of a text."""
    analysis = FileAnalysis(Document(text.source), settings, path)
    return FileReport(path, _reported(analysis), _remarks(analysis))


def fix(text: SourceText, path: Path, settings: Settings, *, unsafe: bool) -> FileReport:
    """A text with its fixes applied, the unsafe ones too if `unsafe`; nothing is written.

    Raises SourceError where the file's encoding cannot hold the fixed text.
    """
    analysis = FileAnalysis(Document(text.source), settings, path)
    chosen = file_fix(analysis, unsafe=unsafe)
    new = apply_edits(text.source, chosen.edits())
    before = _reported(analysis)
    if new == text.source:
        return FileReport(path, before, _remarks(analysis), stored=text.raw)
    document = Document(new)
    if document.tree.root_node.has_error and not analysis.document.tree.root_node.has_error:
        return FileReport(path, before, problem=internal_error("the fixed text would not be Python any more"))
    after = FileAnalysis(document, settings, path)
    change = Change(text, new, text.stored(new), dict(chosen.fixed), before)
    return FileReport(path, _reported(after), _remarks(after), change=change)


def _remarks(analysis: FileAnalysis) -> tuple[str, ...]:
    """What was left alone in a file, and where it is no Python."""
    error = _first_error(analysis.document.tree.root_node)
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
        lines=tuple(_lines(document, located.span)),
    )


def _lines(document: Document, span: Span) -> list[SourceLine]:
    first, last = document.lines.row(span.start), document.lines.row(span.end)
    return [_line(document, span, row) for row in range(first, min(last, first + _MOST_LINES - 1) + 1)]


def _line(document: Document, span: Span, row: int) -> SourceLine:
    source, start = document.source, document.lines.start(row)
    stop = document.lines.line_end(row, source)
    low, high = max(start, min(span.start, stop)), min(max(span.end, start), stop)
    # A line may be a whole megabyte; what surrounds the range is enough to recognise it.
    left, right = max(start, low - _CONTEXT), min(stop, high + _CONTEXT)
    while left > start and source[left] & 0xC0 == 0x80:
        left -= 1
    before, marked, after = (
        document.text(Span(left, low)),
        document.text(Span(low, high)),
        document.text(Span(high, right)),
    )
    before, after = ("…" if left > start else "") + before, after.rstrip("\ufffd") + ("…" if right < stop else "")
    return SourceLine(row, before + marked + after, len(before), len(before) + len(marked))
