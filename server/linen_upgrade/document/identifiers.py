"""The names that a piece of Python uses."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from tree_sitter import Node

_NOT_NAMES = {
    "attribute": ("attribute",),
    "keyword_argument": ("name",),
    "import_from_statement": ("module_name",),
    "aliased_import": ("name",),
}


def names(root: Node) -> Iterator[Node]:
    """The identifiers below a node that bind or read a name, in no order that anything may rest on."""
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type == "identifier":
            yield node
        skipped = [node.child_by_field_name(field) for field in _NOT_NAMES.get(node.type, ())]
        stack.extend(child for child in node.named_children if child not in skipped)


def identifiers(root: Node) -> frozenset[str]:
    """Every name that is bound or read below a node; attributes, keywords and what imports name otherwise are none."""
    return frozenset(node.text.decode(errors="replace") for node in names(root) if node.text is not None)


def mentions(name: Node, root: Node) -> Iterator[Node]:
    """Where else below a node the name of a variable is bound or read."""
    return (node for node in names(root) if node.text == name.text and node != name)


def free_name(name: str, used: Collection[str]) -> str:
    """The name, with as many underscores behind it as make it one that is not used."""
    while name in used:
        name += "_"
    return name
