"""Methods that only a FrozenDict has: Linen's variables were ones until Flax 0.7, and are plain dictionaries since."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import Call
from linen_upgrade.meaning.values import Derived, ParameterValue, Unknown, Value

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader
    from linen_upgrade.meaning.module_calls import CallSite

_WITHOUT_ARGUMENTS = ("unfreeze", "pretty_repr")
_COLLECTIONS = ("params", "batch_stats", "cache")
_TARGETS = ("pattern_list", "tuple_pattern")


@dataclass(frozen=True, slots=True)
class FrozenMethod(Call):
    """`variables.pop('params')` whose result is taken apart, `variables.unfreeze()`, and the like."""

    name: str
    receiver: Span
    is_known: bool
    """Whether nothing but a FrozenDict has a method that is called like this."""


def note_frozen_method(reader: ExpressionReader, receiver: Value, name: str, site: CallSite) -> None:
    """Note the call of a method that only a FrozenDict has, or that gives something else there."""
    function = site.node.child_by_field_name("function")
    held = function.child_by_field_name("object") if function is not None else None
    if held is None or not isinstance(receiver, (Unknown, ParameterValue, Derived)):
        return
    keys = [node for argument, node in site.passed if not argument.keyword and not argument.star]
    if name in _WITHOUT_ARGUMENTS:
        is_one, is_known = not site.arguments, True
    elif name == "copy" and len(site.arguments) == 1:
        is_one = site.arguments[0].keyword == "add_or_replace" or site.nodes[0].type == "dictionary"
        is_known = True
    elif name == "pop" and len(site.arguments) == len(keys) == 1:
        is_one, is_known = _is_taken_apart(site.node), reader.text(keys[0]).strip("'\"") in _COLLECTIONS
    else:
        return
    if is_one:
        fields = {**site.fields, "owner": None, "certain": True}
        method = FrozenMethod(**fields, name=name, receiver=reader.span(held), is_known=is_known)
        reader.constructs.append(method)


def _is_taken_apart(call: Node) -> bool:
    """Whether `rest, value = call`: a dictionary's method would give the value alone."""
    outer = call.parent
    left = outer.child_by_field_name("left") if outer is not None and outer.type == "assignment" else None
    parts = [child for child in left.named_children if child.type != "comment"] if left is not None else []
    return left is not None and left.type in _TARGETS and len(parts) == 2
