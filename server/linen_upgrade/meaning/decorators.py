"""The decorators of a function, and what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import parts_of
from linen_upgrade.meaning.values import Imported, Value

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader


def with_decorators(function: Node) -> Node:
    """A function's definition, together with its decorators if it has some."""
    outer = function.parent
    return outer if outer is not None and outer.type == "decorated_definition" else function


def decorators_of(function: Node) -> list[Node]:
    """The decorators of a function, without their `@`."""
    found = [part for part in parts_of(with_decorators(function)) if part.type == "decorator"]
    return [part for decorator in found for part in parts_of(decorator)]


def behind_partial(reader: ExpressionReader, decorator: Node) -> Value:
    """What a decorator is, or what it is that `functools.partial` makes it of."""
    function, listed = decorator.child_by_field_name("function"), decorator.child_by_field_name("arguments")
    given = parts_of(listed) if listed is not None else []
    if function is None or not given or reader.quietly(function) != Imported("functools.partial"):
        return reader.quietly(decorator)
    return reader.quietly(given[0])
