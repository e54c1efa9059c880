"""Classes that derive from Python's own containers: Linen makes a FrozenDict or a tuple of their objects in a field."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tree_sitter import Node

from linen_upgrade.meaning.values import Imported, PlainClass, Value

if TYPE_CHECKING:
    from linen_upgrade.meaning.expressions import ExpressionReader

COLLECTED = {
    **dict.fromkeys(
        (
            *("collections.OrderedDict", "collections.defaultdict", "collections.Counter"),
            *("easydict.EasyDict", "munch.Munch", "munch.DefaultMunch", "addict.Dict", "box.Box", "dotmap.DotMap"),
        ),
        "dict",
    ),
    "typing.NamedTuple": "tuple",
}
"""Classes of other packages that are or derive from dictionaries and tuples."""
_PYTHON = ("dict", "list")
_RECORDS = Imported("collections.namedtuple")


def collected_kind(reader: ExpressionReader, definition: Node, bases: Sequence[Value]) -> str:
    """From which of them a class derives, itself or through its bases; '' for none."""
    listed = definition.child_by_field_name("superclasses")
    for base in listed.named_children if listed is not None else []:
        name, function = reader.text(base), base.child_by_field_name("function")
        if name in _PYTHON and reader.scope.find(name) is None and reader.module.lookup(name) is None:
            return name
        if function is not None and reader.quietly(function) == _RECORDS:
            return "tuple"
    found = [base.kind for base in bases if isinstance(base, PlainClass) and base.kind]
    found += [COLLECTED[base.path] for base in bases if isinstance(base, Imported) and base.path in COLLECTED]
    return found[0] if found else ""
