"""Lines and positions agree with a plain reading of the text, in every unit and after every edit."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from linen_upgrade.document import Encoding, LineIndex

TEXTS = st.text(st.sampled_from("ab \té😀\n\r\f\u2028\u0085"), max_size=40)
ENCODINGS = st.sampled_from(Encoding)


def split(text: str) -> list[str]:
    """The lines without their breaks, by the protocol's definition of a break."""
    return re.split(r"\r\n|\r|\n", text)


def width(text: str, encoding: Encoding) -> int:
    return (
        len(text.encode({"utf-16": "utf-16-le", "utf-32": "utf-32-le"}.get(encoding, encoding)))
        // {
            Encoding.UTF8: 1,
            Encoding.UTF16: 2,
            Encoding.UTF32: 4,
        }[encoding]
    )


@given(TEXTS)
def test_a_line_ends_at_each_break_of_the_protocol_and_nowhere_else(text: str) -> None:
    lines, source = LineIndex(text.encode()), text.encode()
    found = [source[lines.start(row) : lines.line_end(row, source)].decode() for row in range(len(lines))]
    assert found == split(text)


@given(TEXTS, ENCODINGS)
def test_positions_and_offsets_are_each_others_inverse(text: str, encoding: Encoding) -> None:
    lines, source = LineIndex(text.encode()), text.encode()
    for index in range(len(text) + 1):
        if text[max(index - 1, 0) : index + 1] == "\r\n":
            continue
        offset, before = len(text[:index].encode()), split(text[:index])
        expected = len(before) - 1, width(before[-1], encoding)
        assert lines.position(offset, encoding, source) == expected
        assert lines.row(offset) == expected[0]
        assert lines.offset(*expected, encoding, source) == offset


@given(TEXTS, ENCODINGS, st.integers(0, 50), st.integers(0, 50))
def test_a_place_past_the_end_is_the_end(text: str, encoding: Encoding, row: int, character: int) -> None:
    lines, source = LineIndex(text.encode()), text.encode()
    offset = lines.offset(row, character, encoding, source)
    if row >= len(lines):
        assert offset == len(source)
    elif character >= width(split(text)[row], encoding):
        assert offset == lines.line_end(row, source)
    source[:offset].decode()  # never inside a character


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), TEXTS), max_size=6), TEXTS)
def test_an_edited_index_is_the_one_of_the_edited_text(edits: list[tuple[int, int, str]], text: str) -> None:
    lines = LineIndex(text.encode())
    for first, second, inserted in edits:
        start, end = sorted((min(first, len(text)), min(second, len(text))))
        before = len(text[:start].encode()), len(text[:end].encode())
        text = text[:start] + inserted + text[end:]
        lines.replace(before[0], before[1], before[0] + len(inserted.encode()), text.encode())
        again = LineIndex(text.encode())
        assert [lines.start(row) for row in range(len(lines))] == [again.start(row) for row in range(len(again))]
