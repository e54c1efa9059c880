"""The top-level statements of a file: the unit in which findings are computed and kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tree_sitter import Node

from linen_upgrade.document import Document, Span


@dataclass(frozen=True, slots=True)
class Statement:
    """A top-level statement, with a comment that follows on its last line.

    `span` reaches to the end of that comment, unless another statement stands between (`import os; import sys  # …`).
    """

    node: Node
    span: Span
    comments: tuple[Node, ...]


def statements(document: Document) -> Iterator[Statement]:
    """The statements of a document in order; comments on lines of their own belong to none."""
    line: list[Node] = []
    comments: list[Node] = []
    for node in document.tree.root_node.children:
        row = node.start_point[0]
        if node.type == "comment":
            if line and row == line[-1].end_point[0]:
                comments.append(node)
            continue
        if line and row != line[-1].end_point[0]:
            yield from _statements(line, comments)
            line, comments = [], []
        line.append(node)
    yield from _statements(line, comments)


def _statements(line: list[Node], comments: list[Node]) -> Iterator[Statement]:
    """Statements that share a line, each beginning on the line where the one before ends."""
    for node in line:
        is_last = node is line[-1]
        end = comments[-1].end_byte if comments and is_last else node.end_byte
        mine = comments if is_last or node.end_point[0] == line[-1].end_point[0] else []
        yield Statement(node, Span(node.start_byte, end), tuple(mine))
