"""What stands where in the body of a class or function."""

from __future__ import annotations

from tree_sitter import Node


def docstring_of(statements: list[Node]) -> Node | None:
    """The statement that is the docstring of a body."""
    if not statements or statements[0].type != "expression_statement":
        return None
    inner = statements[0].named_children
    return statements[0] if inner and inner[0].type in ("string", "concatenated_string") else None
