"""What a module asks of itself; and which state it keeps wherever one is kept, so that its presence tells of that."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tree_sitter import Node

from linen_upgrade.document import function_around, parts_of, walk
from linen_upgrade.meaning.constructs import Call

_ASKS = frozenset({"is_stateful", "has_variable"})
"""The question, and what stands beside `is_mutable_collection` in its place today."""
_DECLARES = {"state": 0, "variable": 1}
"""Which argument is the name."""


@dataclass(frozen=True, slots=True)
class Introspection(Call):
    """A question of a pre-Linen module to itself that has another form today: `self.get_param(…)`."""

    name: str
    told_by: str
    """Of `is_stateful`, the source of the name of a state that is there wherever one is kept; '' if none is known."""
    alone: bool
    """Whether it stands where an expression needs no parentheses."""


def state_told_by(question: Node, text: Callable[[Node], str]) -> str:
    """The source of the name of a state that the function around declares whenever `question` is true; '' if none is.

    `if self.is_stateful(): mean = self.state('mean', …)`, or the same as an expression, which every call reaches.
    """
    function = function_around(question)
    body = function.child_by_field_name("body") if function is not None else None
    for statement in body.named_children if body is not None and body.type == "block" else ():
        found = _declared_in(statement, text)
        if found or _leaves(statement):
            return found
    return ""


def _declared_in(statement: Node, text: Callable[[Node], str]) -> str:
    if statement.type == "if_statement":
        condition, taken = statement.child_by_field_name("condition"), statement.child_by_field_name("consequence")
        if condition is None or taken is None or not _asks(condition, text):
            return ""
        for inner in taken.named_children:
            found = _name_of(_assigned(inner), text)
            if found or _leaves(inner):
                return found
        return ""
    value = _assigned(statement)
    if value is None or value.type != "conditional_expression":
        return ""
    kept, condition, _ = parts_of(value)
    return _name_of(kept, text) if _asks(condition, text) else ""


def _assigned(statement: Node) -> Node | None:
    """The value that an assignment gives a name."""
    inner = statement.named_children[0] if statement.type == "expression_statement" else None
    return inner.child_by_field_name("right") if inner is not None and inner.type == "assignment" else None


def _asks(condition: Node, text: Callable[[Node], str]) -> bool:
    """Whether a condition holds wherever a state is kept."""
    if condition.type == "parenthesized_expression":
        return any(_asks(child, text) for child in condition.named_children)
    if condition.type == "boolean_operator":
        operator = condition.child_by_field_name("operator")
        sides = (condition.child_by_field_name("left"), condition.child_by_field_name("right"))
        return operator is not None and operator.type == "or" and any(_asks(s, text) for s in sides if s is not None)
    return _called(condition, text) in _ASKS


def _called(node: Node, text: Callable[[Node], str]) -> str:
    """The name behind the dot of what a call calls."""
    function = node.child_by_field_name("function") if node.type == "call" else None
    attribute = function.child_by_field_name("attribute") if function is not None else None
    return text(attribute) if attribute is not None else ""


def _name_of(call: Node | None, text: Callable[[Node], str]) -> str:
    """The name, written out, of the state that a call declares."""
    index = _DECLARES.get(_called(call, text)) if call is not None else None
    listed = call.child_by_field_name("arguments") if call is not None else None
    if index is None or listed is None:
        return ""
    given = parts_of(listed)
    return text(given[index]) if len(given) > index and given[index].type == "string" else ""


def _leaves(statement: Node) -> bool:
    """Whether a function may end in a statement."""
    return any(node.type in ("return_statement", "raise_statement") for node in walk(statement))
