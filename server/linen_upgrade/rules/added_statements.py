"""Statements that are added behind another one."""

from __future__ import annotations

from linen_upgrade.document import Span
from linen_upgrade.rewriting.actions import Action, Insert
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding


def added_behind(text: str, statement: Span, finding: LocatedFinding, file: FileContext) -> Action:
    """The statement `text` behind another one: on a line of its own, unless that other shares its line."""
    start = finding.base + statement.start
    line = file.document.source.rfind(b"\n", 0, start) + 1
    is_first = not file.document.source[line:start].strip()
    separator = file.newline + file.indent(finding, statement.start) if is_first else "; "
    return Insert(statement.end, separator + text)


def ends_its_line(span: Span, finding: LocatedFinding, file: FileContext) -> bool:
    """Whether nothing stands behind a span on its last line."""
    source, end = file.document.source, finding.base + span.end
    line = source.find(b"\n", end)
    return not source[end : line if line >= 0 else len(source)].strip()
