"""Adds functions to a file, each at the one place where it belongs, so that the order of additions does not show."""

from __future__ import annotations

from collections.abc import Mapping

from tree_sitter import Node

from linen_upgrade.document import Document, Edit, Span

_IMPORTS = ("import_statement", "import_from_statement", "future_import_statement")


def place_of_definitions(document: Document) -> int | None:
    """The end of the line of the last import before the first class or function; None where there is none."""
    last: Node | None = None
    for node in document.tree.root_node.named_children:
        if node.type in ("class_definition", "function_definition", "decorated_definition"):
            break
        last = node if node.type in _IMPORTS else last
    return _line_end(document, last) if last is not None else None


def defined(document: Document, name: str) -> Node | None:
    """The function of that name at the top level of a file."""
    for node in document.tree.root_node.named_children:
        found = node.child_by_field_name("name") if node.type == "function_definition" else None
        if found is not None and document.text(Span(found.start_byte, found.end_byte)) == name:
            return node
    return None


def definition_edits(document: Document, needed: Mapping[str, str], newline: str) -> list[Edit]:
    """Edits that add functions behind the imports, by name; a file that has one already keeps it."""
    place = place_of_definitions(document)
    new = {name: source for name, source in sorted(needed.items()) if defined(document, name) is None}
    if place is None or not new:
        return []
    text = "".join(f"\n\n\n{source.rstrip()}" for source in new.values())
    return [Edit(Span(place, place), text.replace("\n", newline))]


def _line_end(document: Document, node: Node) -> int:
    end = document.source.find(b"\n", node.end_byte)
    end = len(document.source) if end < 0 else end
    return end - 1 if end and document.source[end - 1 : end] == b"\r" else end
