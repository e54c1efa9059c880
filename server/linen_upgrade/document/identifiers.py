"""The names that a piece of Python uses."""

from __future__ import annotations

from collections.abc import Collection

from tree_sitter import Node

_NOT_NAMES = {
    "attribute": ("attribute",),
    "keyword_argument": ("name",),
    "import_from_statement": ("module_name",),
    "aliased_import": ("name",),
}


def identifiers(root: Node) -> frozenset[str]:
    """Every name that is bound or read below a node; attributes, keywords and what imports name otherwise are none."""
    found: set[bytes] = set()
    stack = [root]
    while stack:
        node = stack.pop()
        if node.type == "identifier" and node.text is not None:
            found.add(node.text)
        skipped = [node.child_by_field_name(field) for field in _NOT_NAMES.get(node.type, ())]
        stack.extend(child for child in node.named_children if child not in skipped)
    return frozenset(name.decode(errors="replace") for name in found)


def free_name(name: str, used: Collection[str]) -> str:
    """The name, with as many underscores behind it as make it one that is not used."""
    while name in used:
        name += "_"
    return name
