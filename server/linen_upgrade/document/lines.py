"""Where lines begin, and positions in the three units that editors count in."""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum


class Encoding(str, Enum):
    """The unit in which an editor counts characters of a line (LSP's position encodings)."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


def _units(text: str, encoding: Encoding) -> int:
    if encoding is Encoding.UTF32:
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)


def _line_starts(source: bytes, base: int) -> list[int]:
    """Offsets (plus `base`) right after every line break: `\\n`, `\\r\\n` or a lone `\\r`, as the protocol has it."""
    if b"\r" not in source:
        starts, found = [], source.find(b"\n")
        while found >= 0:
            starts.append(base + found + 1)
            found = source.find(b"\n", found + 1)
        return starts
    starts = []
    for offset, byte in enumerate(source):
        if byte == 10 or (byte == 13 and source[offset + 1 : offset + 2] != b"\n"):
            starts.append(base + offset + 1)
    return starts


class LineIndex:
    """Line starts of a text, kept as the text is edited."""

    def __init__(self, source: bytes) -> None:
        self._starts = [0, *_line_starts(source, 0)]

    def __len__(self) -> int:
        """The number of lines; a text that ends with a line break has an empty last one."""
        return len(self._starts)

    def replace(self, start: int, old_end: int, new_end: int, source: bytes) -> None:
        """Follow an edit: bytes `start` to `old_end` became bytes `start` to `new_end` of the new `source`."""
        # A line break can be made or broken with its neighbour (`\r` next to `\n`): look one byte to each side.
        low, high, shift = max(0, start - 1), min(len(source), new_end + 1), new_end - old_end
        first = bisect_right(self._starts, low)
        last = bisect_right(self._starts, high - shift)
        inserted = [s for s in _line_starts(source[low : high + 1], low) if s <= high]
        tail = self._starts[last:]
        self._starts[first:] = inserted + ([s + shift for s in tail] if shift else tail)

    def row(self, offset: int) -> int:
        """The zero-based line that byte `offset` lies on."""
        return bisect_right(self._starts, offset) - 1

    def start(self, row: int) -> int:
        """The byte offset at which the zero-based line `row` begins."""
        return self._starts[row]

    def line_end(self, row: int, source: bytes) -> int:
        """The byte offset at which the zero-based line `row` ends, its line break left out."""
        end = self._starts[row + 1] if row + 1 < len(self._starts) else len(source)
        while end > self._starts[row] and source[end - 1] in b"\r\n":
            end -= 1
        return end

    def _line(self, row: int, source: bytes) -> bytes:
        return source[self._starts[row] : self.line_end(row, source)]

    def offset(self, row: int, character: int, encoding: Encoding, source: bytes) -> int:
        """The byte offset of a zero-based position counted in `encoding`.

        A position past the end of its line means the line's end, one past the last line the text's end
        (both by the protocol); one inside a character means the character's beginning.
        """
        if row >= len(self._starts):
            return len(source)
        begin, line = self._starts[row], self._line(row, source)
        if line.isascii():
            return begin + min(character, len(line))
        if encoding is Encoding.UTF8:
            end = min(character, len(line))
            while 0 < end < len(line) and line[end] & 0xC0 == 0x80:
                end -= 1
            return begin + end
        if encoding is Encoding.UTF32:
            return begin + len(line.decode()[:character].encode())
        return begin + len(line.decode().encode("utf-16-le")[: 2 * character].decode("utf-16-le", "ignore").encode())

    def position(self, offset: int, encoding: Encoding, source: bytes) -> tuple[int, int]:
        """Zero-based line and character of byte `offset`, the character counted in `encoding`."""
        row = self.row(offset)
        return row, self.character(row, offset - self._starts[row], encoding, source)

    def character(self, row: int, column: int, encoding: Encoding, source: bytes) -> int:
        """The character, counted in `encoding`, of byte `column` of line `row`."""
        before = source[self._starts[row] : self._starts[row] + column]
        if encoding is Encoding.UTF8 or before.isascii():
            return len(before)
        return _units(before.decode(errors="replace"), encoding)
