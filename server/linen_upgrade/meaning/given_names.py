"""What a function gives to its names: parameters, and assignments with the place that a name has in their pattern."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tree_sitter import Node

from linen_upgrade.document import identifiers, own_nodes, parts_of

Path = tuple[int | str, ...]
"""How a part of a value is reached: the number of an entry, or the source of another subscript or of an attribute."""
_TARGETS = {
    "augmented_assignment": "left",
    "for_statement": "left",
    "named_expression": "name",
    "as_pattern": "alias",
}
_PATTERNS = ("pattern_list", "tuple_pattern", "list_pattern")
_COMPREHENSIONS = ("list_comprehension", "set_comprehension", "dictionary_comprehension", "generator_expression")


@dataclass(frozen=True, slots=True)
class CarrySource:
    """What tells the size of a recurrent cell's carry, by names that have a value where the cell is made."""

    text: str
    is_size: bool
    """Whether it is the size itself; else an array that is as large."""


@dataclass(frozen=True)
class Given:
    """One place that gives a name a value: the part at `path` of `value`, which is None where that can't be told."""

    node: Node
    value: Node | None
    path: Path = ()


def given_in(function: Node, name: str) -> Iterator[Given]:
    """The places of a function, none of a function inside it, that give a name a value."""
    for node in own_nodes(function):
        if node.type == "assignment":
            target, value = node.child_by_field_name("left"), node.child_by_field_name("right")
            while value is not None and value.type == "assignment":
                value = value.child_by_field_name("right")
            for path in _places(target, name) if target is not None and value is not None else ():
                yield Given(node, value if path is not None else None, path or ())
        elif node.type in _TARGETS:
            target = node.child_by_field_name(_TARGETS[node.type])
            if target is not None and name in identifiers(target):
                yield Given(node, node.child_by_field_name("value") if node.type == "named_expression" else None)


def _places(target: Node, name: str) -> Iterator[Path | None]:
    """Where a name stands in the target of an assignment; None where that can't be told."""
    if target.type == "identifier":
        if target.text == name.encode():
            yield ()
    elif target.type in _PATTERNS:
        parts = parts_of(target)
        starred = any(part.type == "list_splat_pattern" for part in parts)
        for index, part in enumerate(parts):
            for path in _places(part, name):
                yield None if path is None or starred else (index, *path)
    elif name in identifiers(target):
        # An entry or an attribute of it is given another value.
        yield None


def parameters_in(function: Node, text: Callable[[Node], str]) -> list[str]:
    """The names of a function's parameters, in order."""
    listed = function.child_by_field_name("parameters")
    names = []
    for part in parts_of(listed) if listed is not None else ():
        name = part.child_by_field_name("name") or (part.named_children[0] if part.named_children else part)
        names.append(text(name))
    return names


def comprehension_around(node: Node, name: str) -> bool:
    """Whether a node is a comprehension that gives that name its values."""
    clauses = (child for child in node.named_children if child.type == "for_in_clause")
    targets = (clause.child_by_field_name("left") for clause in clauses if node.type in _COMPREHENSIONS)
    return any(target is not None and name in identifiers(target) for target in targets)


def runs_before(given: Node, node: Node) -> bool:
    """Whether what gives a name its value surely has run when a node of the same function does."""
    around, block = node.parent, given
    while block.parent is not None and block.type != "block":
        block = block.parent
    while around is not None and around not in (block, given):
        around = around.parent
    inside = given.type == "for_statement" and given.start_byte <= node.start_byte < given.end_byte
    return around is not None and (given.end_byte <= node.start_byte or inside)


def written(path: Path) -> str:
    """A path's source, as it stands behind what has the parts."""
    return "".join(f"[{part}]" if isinstance(part, int) else part for part in path)
