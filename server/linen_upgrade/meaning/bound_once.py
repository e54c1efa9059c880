"""Whether a name can only mean what it was bound to once: modules made at one place may differ from turn to turn."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from linen_upgrade.document import ancestors, identifiers, walk

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
    places = [node for node, target in _bindings(around) if name in identifiers(target)]
    return len(places) == 1 and not _is_in_loop(places[0], around)


def bound_to(name: str, around: Node) -> Node | None:
    """What a function, or a file, gives to a name in the one place that binds it, if it is assigned there by itself."""
    places = [node for node, target in _bindings(around) if name in identifiers(target)]
    taken = around.child_by_field_name("parameters")
    if not is_bound_once(name, around) or places[0].type != "assignment" or (taken and name in identifiers(taken)):
        return None
    left = places[0].child_by_field_name("left")
    return places[0].child_by_field_name("right") if left is not None and left.type == "identifier" else None


def bound_names(around: Node) -> frozenset[str]:
    """The names that something gives values to, and those of what it gives attributes or entries."""
    return frozenset(name for _, target in _bindings(around) for name in identifiers(target))


def _bindings(around: Node) -> Iterator[tuple[Node, Node]]:
    """What binds names, each with the targets."""
    for node in walk(around):
        field = _TARGETS.get(node.type)
        target = node.child_by_field_name(field) if field is not None else None
        if target is not None:
            yield node, target


def _is_in_loop(node: Node, around: Node) -> bool:
    return node.type in _LOOPS or any(outer.type in _LOOPS for outer in ancestors(node, around))
