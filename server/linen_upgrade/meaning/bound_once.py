"""Whether a name can only mean what it was bound to once: modules made at one place may differ from turn to turn."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from tree_sitter import Node

from linen_upgrade.document import ancestors, identifiers, walk

_LOOPS = ("for_statement", "while_statement", "for_in_clause")
_BRANCHES = ("block", "elif_clause", "else_clause")
_TARGETS = {
    "assignment": "left",
    "augmented_assignment": "left",
    "for_statement": "left",
    "for_in_clause": "left",
    "named_expression": "name",
    "as_pattern": "alias",
}


def is_bound_once(name: str, around: Node) -> bool:
    """Whether a function, or a file, binds a name in one place, or in some branches of one `if`, outside of loops."""
    places = [node for node, target in _bindings(around) if name in identifiers(target)]
    apart = all(_are_apart(first, second, around) for first, second in combinations(places, 2))
    return bool(places) and apart and not any(_is_in_loop(place, around) for place in places)


def bound_to(name: str, around: Node) -> Node | None:
    """What a function, or a file, gives to a name in the one place that binds it, if it is assigned there by itself."""
    places = [node for node, target in _bindings(around) if name in identifiers(target)]
    taken = around.child_by_field_name("parameters")
    if len(places) != 1 or _is_in_loop(places[0], around) or (taken and name in identifiers(taken)):
        return None
    left = places[0].child_by_field_name("left") if places[0].type == "assignment" else None
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


def _are_apart(first: Node, second: Node, around: Node) -> bool:
    """Whether two places stand in different branches of one `if`."""
    branches = {outer.parent: outer for outer in ancestors(first, around) if outer.type in _BRANCHES}
    others = {outer.parent: outer for outer in ancestors(second, around) if outer.type in _BRANCHES}
    return any(
        choice is not None and choice.type == "if_statement" and choice in others and others[choice] != branch
        for choice, branch in branches.items()
    )


def _is_in_loop(node: Node, around: Node) -> bool:
    return node.type in _LOOPS or any(outer.type in _LOOPS for outer in ancestors(node, around))
