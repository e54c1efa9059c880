"""The members of a class body, sorted."""

from __future__ import annotations

from dataclasses import dataclass, field

from tree_sitter import Node

from linen_upgrade.document import ASIDES, parts_of

PROPERTIES = frozenset({"property", "functools.cached_property", "cached_property"})
"""Decorators of methods that are asked for like attributes."""


@dataclass
class MethodParts:
    """A method: its `def`, the same with its decorators, and these."""

    node: Node
    decorated: Node
    decorators: tuple[Node, ...]


@dataclass
class ClassParts:
    """The members of a class body, sorted."""

    methods: dict[str, MethodParts] = field(default_factory=dict)
    others: list[Node] = field(default_factory=list)
    docstring: Node | None = None


def class_parts(body: Node) -> ClassParts:
    """Sort the statements of a class body."""
    parts = ClassParts()
    statements = parts_of(body)
    parts.docstring = docstring_of(statements)
    for child in statements:
        definition = child.child_by_field_name("definition") if child.type == "decorated_definition" else child
        name = definition.child_by_field_name("name") if definition is not None else None
        if definition is not None and definition.type == "function_definition" and name is not None and name.text:
            decorators = (
                tuple(c for c in child.named_children if c.type == "decorator") if child is not definition else ()
            )
            parts.methods[name.text.decode()] = MethodParts(definition, child, decorators)
        else:
            parts.others.append(child)
    return parts


def docstring_of(statements: list[Node]) -> Node | None:
    """The docstring among the statements of a body."""
    if not statements or statements[0].type != "expression_statement":
        return None
    inner = statements[0].named_children
    return statements[0] if inner and inner[0].type in ("string", "concatenated_string") else None


def follows(first: Node, second: Node) -> bool:
    """Whether two statements of a block are neighbours, comments aside."""
    sibling = first.next_named_sibling
    while sibling is not None and sibling.type in ASIDES:
        sibling = sibling.next_named_sibling
    return sibling is not None and sibling.start_byte == second.start_byte


def colon_of(statement: Node) -> Node:
    """The colon that ends the header of a compound statement."""
    return next((child for child in statement.children if child.type == ":"), statement)
