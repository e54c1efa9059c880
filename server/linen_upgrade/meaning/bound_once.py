"""Whether a name can only mean what it was bound to once: modules made at one place may differ from turn to turn."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from linen_upgrade.document import walk

_LOOPS = ("for_statement", "while_statement", "for_in_clause")
_TARGETS = {
    "assignment": "left",
    "augmented_assignment": "left",
    "for_statement": "left",
    "for_in_clause": "left",
    "named_expression": "name",
    "as_pattern": "alias",
}


def is_bound_once(name: str, around: Node) -> bool:
    """Whether a function, or a file, binds a name in one place that is not in a loop."""
    places = list(_bindings(name.encode(), around))
    return len(places) == 1 and not _is_in_loop(places[0], around)


def _bindings(name: bytes, around: Node) -> Iterator[Node]:
    for node in walk(around):
        field = _TARGETS.get(node.type)
        target = node.child_by_field_name(field) if field is not None else None
        if target is not None and any(part.type == "identifier" and part.text == name for part in walk(target)):
            yield node


def _is_in_loop(node: Node, around: Node) -> bool:
    above: Node | None = node
    while above is not None and above != around:
        if above.type in _LOOPS:
            return True
        above = above.parent
    return False
