"""Ways about a syntax tree that several layers go."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

ASIDES = frozenset({"comment", "line_continuation"})
"""What may stand between any two parts of a node, and is none of them: a backslash at a line's end, too."""


def parts_of(node: Node) -> list[Node]:
    """The named children of a node that are parts of it."""
    return [child for child in node.named_children if child.type not in ASIDES]


def walk(root: Node) -> Iterator[Node]:
    """A node and every named one below it, in no order that anything may rest on."""
    stack = [root]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(node.named_children)


def has_comment(node: Node) -> bool:
    """Whether a comment stands in it."""
    return any(inner.type == "comment" for inner in walk(node))


def is_called(node: Node) -> bool:
    """Whether it is what a call calls."""
    return node.parent is not None and node.parent.child_by_field_name("function") == node


def ancestors(node: Node, within: Node | None = None) -> Iterator[Node]:
    """The nodes around one, the innermost first, up to `within`, which is left out."""
    current = node.parent
    while current is not None and current != within:
        yield current
        current = current.parent


def function_around(node: Node) -> Node | None:
    """The innermost function or lambda around a node."""
    return next((around for around in ancestors(node) if around.type in ("function_definition", "lambda")), None)


def own_nodes(function: Node) -> Iterator[Node]:
    """The nodes of a function, without those inside functions and classes that it defines."""
    stack = list(function.named_children)
    while stack:
        node = stack.pop()
        yield node
        if node.type not in ("function_definition", "lambda", "class_definition"):
            stack.extend(node.named_children)
