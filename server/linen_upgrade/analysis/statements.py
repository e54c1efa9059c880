"""The top-level statements of a file: the unit in which findings are computed and kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from linen_upgrade.document import Document, Span


@dataclass(frozen=True, slots=True)
class Statement:
    """A top-level statement, with a comment that follows on its last line."""

    node: Node
    span: Span
    comments: tuple[Node, ...]


def statements(document: Document) -> Iterator[Statement]:
    """The statements of a document in order; comments on lines of their own belong to none."""
    pending: Node | None = None
    comments: list[Node] = []
    for node in document.tree.root_node.children:
        if node.type == "comment":
            if pending is not None and node.start_point[0] == pending.end_point[0]:
                comments.append(node)
            continue
        if pending is not None:
            yield _statement(pending, comments)
        pending, comments = node, []
    if pending is not None:
        yield _statement(pending, comments)


def _statement(node: Node, comments: list[Node]) -> Statement:
    end = comments[-1].end_byte if comments else node.end_byte
    return Statement(node, Span(node.start_byte, end), tuple(comments))
