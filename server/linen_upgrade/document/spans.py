"""Byte ranges and replacements in UTF-8 text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of zero-based byte offsets."""

    start: int
    end: int

    def shifted(self, offset: int) -> Span:
        """The same range, `offset` bytes further on."""
        return Span(self.start + offset, self.end + offset)

    def contains(self, other: Span) -> bool:
        """Whether `other` lies inside this range (equal ranges do)."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: Span) -> bool:
        """Whether the two ranges share a byte or a border."""
        return self.start <= other.end and other.start <= self.end


class Edit(NamedTuple):
    """Replace the bytes of `span` by `text`."""

    span: Span
    text: str


def apply_edits(source: bytes, edits: Iterable[Edit]) -> bytes:
    """`source` with all edits made at once.

    Edits may come in any order; insertions at one place are made in the order given.
    Raises ValueError where two edits overlap.
    """
    pieces: list[bytes] = []
    position = 0
    for span, text in sorted(edits, key=lambda edit: edit.span):
        if span.start < position:
            raise ValueError(f"edits overlap at byte {span.start}")
        pieces += (source[position : span.start], text.encode())
        position = span.end
    pieces.append(source[position:])
    return b"".join(pieces)
