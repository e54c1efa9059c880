"""A document is its text, whatever edits it came by, and edits change what they name."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tree_sitter import Node

from linen_upgrade.document import Document, Edit, Encoding, Span, apply_edits

from ..analysis.keystrokes import notifications
from ..laws.corpus import old_sources

PLACES = st.integers(0, 12)


def shape(node: Node) -> tuple[object, ...]:
    """A tree by kinds and places."""
    children = tuple(shape(child) for child in node.children)
    return node.type, node.start_byte, node.end_byte, tuple(node.start_point), tuple(node.end_point), children


@given(st.data(), st.sampled_from(Encoding))
def test_text_tree_and_lines_follow_the_edits(data: st.DataObject, encoding: Encoding) -> None:
    text = data.draw(st.sampled_from([t for t in old_sources().values() if len(t) < 600]))
    document = Document(text.encode())
    for _ in range(3):
        changes = []
        for edit in data.draw(notifications(text)):
            changes.append(edit.as_change(text, encoding))
            text = edit.applied(text)
        version = document.version
        document.edit(changes, encoding)  # type: ignore[arg-type]
        again = Document(text.encode())
        assert document.source == again.source
        assert document.version == version + 1
        assert len(document.lines) == len(again.lines)
        if not document.tree.root_node.has_error:
            assert shape(document.tree.root_node) == shape(again.tree.root_node)
    document.reparse_from_nothing()
    assert shape(document.tree.root_node) == shape(Document(text.encode()).tree.root_node)


def test_each_range_counts_in_the_text_that_the_change_before_it_left() -> None:
    document = Document(b"ab\ncd\n")
    document.edit([((0, 1, 0, 1), "\n"), ((1, 0, 2, 1), "X"), ((9, 9, 9, 9), "end")], Encoding.UTF16)
    assert document.source == b"a\nXd\nend"


def test_a_range_of_none_replaces_everything_and_later_ranges_count_in_that() -> None:
    document = Document(b"old = 1\n")
    document.edit([((0, 0, 0, 3), "x"), (None, "n\xe9w = 2\n"), ((0, 1, 0, 3), "e")], Encoding.UTF8)
    assert document.source == b"new = 2\n"


def test_a_range_that_is_the_wrong_way_round_is_turned() -> None:
    document = Document(b"abc")
    document.edit([((0, 2, 0, 1), "X")], Encoding.UTF16)
    assert document.source == b"aXc"


@given(
    st.binary(max_size=12).map(lambda b: bytes(c % 26 + 97 for c in b)),
    st.lists(st.tuples(PLACES, PLACES, st.text("XYZ", max_size=2))),
)
def test_edits_are_made_at_once_or_not_at_all(source: bytes, drawn: list[tuple[int, int, str]]) -> None:
    edits = [Edit(Span(*sorted((min(a, len(source)), min(b, len(source))))), text) for a, b, text in drawn]
    ordered = sorted(edits, key=lambda edit: edit.span)
    if any(one.span.end > other.span.start for one, other in pairwise(ordered)):
        with pytest.raises(ValueError, match="overlap"):
            apply_edits(source, edits)
        return
    expected = source
    for edit in reversed(ordered):
        expected = expected[: edit.span.start] + edit.text.encode() + expected[edit.span.end :]
    assert apply_edits(source, edits) == expected


def test_insertions_at_one_place_are_made_in_the_order_given() -> None:
    here = Span(1, 1)
    assert apply_edits(b"ab", [Edit(here, "2"), Edit(here, "1"), Edit(Span(0, 1), "A")]) == b"A21b"


@given(PLACES, PLACES, PLACES, PLACES)
def test_spans_touch_contain_and_shift_as_ranges_do(a: int, b: int, c: int, d: int) -> None:
    one, other = Span(*sorted((a, b))), Span(*sorted((c, d)))
    assert one.touches(other) == bool(set(range(one.start, one.end + 1)) & set(range(other.start, other.end + 1)))
    assert one.contains(other) == (set(range(other.start, other.end + 1)) <= set(range(one.start, one.end + 1)))
    assert one.shifted(3) == (one.start + 3, one.end + 3)
