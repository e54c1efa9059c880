"""The source lines under a finding's range, as much of them as helps."""

from __future__ import annotations

from linen_upgrade.cli.reports import SourceLine
from linen_upgrade.document import Document, Span

_MOST_LINES = 4
"""A range of more lines than this is shown by its first ones."""
_CONTEXT = 120
"""Bytes of a long line that are shown before and after a range."""


def source_lines(document: Document, span: Span) -> list[SourceLine]:
    """The lines that a range touches, the first few of many."""
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
