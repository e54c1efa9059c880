"""Adds functions to a file, each at the one place where it belongs, so that the order of additions does not show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tree_sitter import Node

from linen_upgrade.document import Document, Edit, Span
from linen_upgrade.flax_api.optimizers import helper_names

_IMPORTS = ("import_statement", "import_from_statement", "future_import_statement")


def place_of_definitions(document: Document) -> int | None:
    """The end of the line of the last import before the first class or function; None where there is none."""
    last: Node | None = None
    for node in document.tree.root_node.named_children:
        if node.type in ("class_definition", "function_definition", "decorated_definition"):
            break
        last = node if node.type in _IMPORTS else last
    return _line_end(document, last.end_byte) if last is not None else None


def defined(document: Document, name: str) -> Node | None:
    """The function of that name at the top level of a file."""
    return next((node for node, found in _functions(document) if found == name), None)


def definition_edits(
    document: Document, needed: Mapping[str, str], removals: Sequence[Edit], newline: str
) -> list[Edit]:
    """Edits that add functions behind the imports, by name; a file that has one already keeps it.

    They stand in the order of their names, also among those of them that the file has there already. `removals` are
    the other edits of the file: where they take the last import away, the functions go behind the one before.
    """
    place = place_of_definitions(document)
    if place is None:
        return []
    known, placed = helper_names(), [(place, "")]
    for node, name in _functions(document):
        if node.start_byte > place and name in known:
            placed.append((_line_end(document, node.end_byte), name))
    gone = next((edit.span for edit in removals if edit.span.start <= place < edit.span.end), None)
    edits = []
    for name, source in sorted(needed.items()):
        if defined(document, name) is None:
            behind = max(there for there, other in placed if other < name)
            behind = len(document.source[: gone.start].rstrip()) if gone is not None and behind == place else behind
            text = f"\n\n\n{source.rstrip()}".replace("\n", newline)
            edits.append(Edit(Span(behind, behind), text))
    return edits


def _functions(document: Document) -> Iterator[tuple[Node, str]]:
    """The functions at the top level of a file, with their names."""
    for node in document.tree.root_node.named_children:
        found = node.child_by_field_name("name") if node.type == "function_definition" else None
        if found is not None:
            yield node, document.text(Span(found.start_byte, found.end_byte))


def _line_end(document: Document, offset: int) -> int:
    end = document.source.find(b"\n", offset)
    end = len(document.source) if end < 0 else end
    return end - 1 if end and document.source[end - 1 : end] == b"\r" else end
