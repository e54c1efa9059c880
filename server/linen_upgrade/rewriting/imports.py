"""Adds import statements, each at the one place where it belongs, so that the order of additions does not show."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from dataclasses import dataclass

from tree_sitter import Node

from linen_upgrade.document import Document, Edit, Span
from linen_upgrade.rewriting.names import NeededImport, is_going

_SECTIONS = ("__future__", "standard library", "packages", "own")


@dataclass(frozen=True)
class _Line:
    """A top-level import statement: its section, its sort key within, and its node."""

    section: int
    key: tuple[str, int]
    node: Node


def import_edits(document: Document, needed: Iterable[NeededImport], newline: str) -> list[Edit]:
    """Edits that add `needed`: names join a `from` import of their module, others get a line of their own, sorted.

    An addition goes behind its nearest predecessor in its section, else before its section's first line, else into a
    section of its own; that gives the same text in whatever order additions are made.
    """
    lines = _leading_imports(document)
    joined: dict[int, tuple[Node, list[str]]] = {}
    new: dict[tuple[int, tuple[str, int]], list[str]] = {}
    together: dict[str, list[str]] = {}
    for item in sorted(needed, key=lambda n: (n.module, n.member or "", n.alias or "")):
        host = _host(lines, item, document) if item.member and not item.alias else None
        if host is not None and item.member is not None:
            joined.setdefault(host.start_byte, (host, []))[1].append(item.member)
        elif item.member and not item.alias:
            together.setdefault(item.module, []).append(item.member)
        else:
            new.setdefault((_section(item.module), (item.module, int(item.member is not None))), []).append(_text(item))
    for module, members in together.items():
        text = _text(NeededImport(module, ", ".join(members), None))
        new.setdefault((_section(module), (module, 1)), []).append(text)
    edits = [edit for host, members in joined.values() for edit in _join(document, host, members)]
    return edits + _new_lines(document, lines, new, newline)


def _text(item: NeededImport) -> str:
    alias = f" as {item.alias}" if item.alias else ""
    return f"from {item.module} import {item.member}{alias}" if item.member else f"import {item.module}{alias}"


def _section(module: str) -> int:
    top = module.partition(".")[0]
    if top == "__future__":
        return 0
    if not top:
        return 3
    return 1 if top in sys.stdlib_module_names else 2


def _leading_imports(document: Document) -> list[_Line]:
    """The file's import statements before its first class or function."""
    lines = []
    for node in document.tree.root_node.named_children:
        if node.type in ("class_definition", "function_definition", "decorated_definition"):
            break
        if node.type == "future_import_statement":
            lines.append(_Line(0, ("", 0), node))
        elif node.type in ("import_statement", "import_from_statement") and not is_going(node):
            module = node.child_by_field_name("module_name") or node.child_by_field_name("name")
            if module is not None and module.type == "aliased_import":
                module = module.child_by_field_name("name")
            name = document.text(Span(module.start_byte, module.end_byte)) if module is not None else ""
            section = 3 if name.startswith(".") else _section(name)
            lines.append(_Line(section, (name, int(node.type == "import_from_statement")), node))
    return lines


def _host(lines: list[_Line], item: NeededImport, document: Document) -> Node | None:
    for line in lines:
        if line.key == (item.module, 1) and not any(c.type == "wildcard_import" for c in line.node.named_children):
            return line.node
    return None


def _join(document: Document, host: Node, members: list[str]) -> list[Edit]:
    """Put each member before the first imported name that sorts after it, else at the end."""
    edits: dict[Span, list[str]] = {}
    names = host.children_by_field_name("name")
    for member in members:
        follower = next((n for n in names if document.text(Span(n.start_byte, n.end_byte)) > member), None)
        place = follower.start_byte if follower is not None else names[-1].end_byte
        edits.setdefault(Span(place, place), []).append(f"{member}, " if follower is not None else f", {member}")
    return [Edit(span, "".join(texts)) for span, texts in edits.items()]


def _new_lines(
    document: Document, lines: list[_Line], new: dict[tuple[int, tuple[str, int]], list[str]], newline: str
) -> list[Edit]:
    placed: dict[Span, list[tuple[int, tuple[str, int], str]]] = {}
    styles: dict[Span, tuple[str, str]] = {}
    for (section, key), texts in sorted(new.items()):
        span, before, after = _place(document, lines, section, key, newline)
        styles.setdefault(span, (before, after))
        placed.setdefault(span, []).extend((section, key, text) for text in texts)
    edits = []
    for span, items in placed.items():
        before, after = styles[span]
        groups: dict[int, list[str]] = {}
        for section, _, text in sorted(items):
            groups.setdefault(section, []).append(text)
        body = (newline * 2).join(newline.join(texts) for _, texts in sorted(groups.items()))
        edits.append(Edit(span, f"{before}{body}{after}"))
    return edits


def _place(
    document: Document, lines: list[_Line], section: int, key: tuple[str, int], newline: str
) -> tuple[Span, str, str]:
    """Where a new line goes, with the line breaks before and after it."""
    mates = [line for line in lines if line.section == section]
    before = [line for line in mates if line.key < key]
    if before:
        end = _line_end(document, before[-1].node)
        return Span(end, end), newline, ""
    if mates:
        start = mates[0].node.start_byte
        return Span(start, start), "", newline
    earlier = [line for line in lines if line.section < section]
    if earlier:
        end = _line_end(document, earlier[-1].node)
        gap = newline if _followed_closely(document, lines, earlier[-1]) else ""
        return Span(end, end), newline * 2, gap
    if lines:
        start = lines[0].node.start_byte
        return Span(start, start), "", newline * 2
    return _first_place(document, newline)


def _followed_closely(document: Document, lines: list[_Line], line: _Line) -> bool:
    index = lines.index(line)
    if index + 1 >= len(lines):
        return False
    return lines[index + 1].node.start_point[0] == line.node.end_point[0] + 1


def _line_end(document: Document, node: Node) -> int:
    """The end of the line on which a statement ends, a comment behind it included."""
    source = document.source
    end = source.find(b"\n", node.end_byte)
    end = len(source) if end < 0 else end
    return end - 1 if end and source[end - 1 : end] == b"\r" else end


def _first_place(document: Document, newline: str) -> tuple[Span, str, str]:
    """A file without imports: behind its docstring, else before its first statement."""
    for node in document.tree.root_node.named_children:
        if node.type == "comment":
            continue
        inner = node.named_children
        if node.type == "expression_statement" and inner and inner[0].type in ("string", "concatenated_string"):
            end = _line_end(document, node)
            return Span(end, end), newline * 2, ""
        return Span(node.start_byte, node.start_byte), "", newline * 3
    return Span(0, 0), "", newline
