"""Which names an expression or statement reads when it runs, and which a loop gives values to."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from linen_upgrade.document import ancestors, function_around, walk

_GIVING = ("assignment", "augmented_assignment", "for_statement", "for_in_clause", "named_expression")
_COMPREHENSIONS = ("list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression")
_LOOPS = ("for_statement", "while_statement", *_COMPREHENSIONS)


def names_read(node: Node | None) -> frozenset[str]:
    """Names read in the very scope: what a lambda, a comprehension or a `def` does inside sees no class body."""
    return frozenset(name.decode(errors="replace") for name in _names(node)) if node is not None else frozenset()


def changing_loops(expression: Node) -> Iterator[Node]:
    """The loops and comprehensions around an expression in its function that give a name in it another value."""
    read = names_read(expression)
    for around in ancestors(expression, function_around(expression)):
        if around.type in _LOOPS and read & _names_given(around):
            yield around


def _names_given(loop: Node) -> frozenset[str]:
    """The names that something in a loop may give another value, parts of their values included (`graph.x = y`)."""
    found: frozenset[str] = frozenset()
    for node in walk(loop):
        if node.type in _GIVING:
            found |= names_read(node.child_by_field_name("name" if node.type == "named_expression" else "left"))
    return found


def _names(node: Node) -> Iterator[bytes]:
    stack = [node]
    while stack:
        current = stack.pop()
        if current.type == "identifier" and current.text is not None:
            yield current.text
        stack.extend(_seen(current))


def _seen(node: Node) -> list[Node]:
    """The parts of a node that run in the scope around it, and are read."""
    kind = node.type
    if kind == "attribute":
        return _fields(node, "object")
    if kind == "keyword_argument":
        return _fields(node, "value")
    if kind == "assignment":
        left = node.child_by_field_name("left")
        return [*(() if left is None or left.type == "identifier" else (left,)), *_fields(node, "right", "type")]
    if kind in ("default_parameter", "typed_default_parameter"):
        return _fields(node, "value", "type")
    if kind == "typed_parameter":
        return _fields(node, "type")
    if kind in ("parameters", "lambda_parameters"):
        return [child for child in node.named_children if child.type != "identifier"]
    if kind == "lambda":
        return _fields(node, "parameters")
    if kind == "function_definition":
        return _fields(node, "parameters", "return_type")
    if kind == "class_definition":
        return _fields(node, "superclasses")
    if kind in _COMPREHENSIONS:
        first = next((child for child in node.named_children if child.type == "for_in_clause"), None)
        return _fields(first, "right") if first is not None else []
    if kind in ("list_splat_pattern", "dictionary_splat_pattern"):
        return []
    return list(node.named_children)


def _fields(node: Node, *names: str) -> list[Node]:
    return [found for name in names if (found := node.child_by_field_name(name)) is not None]
