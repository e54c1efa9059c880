"""Takes imported names away, and the statements that are left with none."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from tree_sitter import Node

from linen_upgrade.document import Document, Edit, Span, parts_of

_IMPORTS = ("import_statement", "import_from_statement")


def without_dropped(document: Document, dropped: Collection[Span], additions: Sequence[Edit]) -> list[Edit]:
    """`additions` and the edits that take away the imported names at `dropped`, their aliases included.

    A statement that loses all its names goes with its line, if no addition puts another name into it.
    """
    left = list(additions)
    edits: list[Edit] = []
    for statement in _statements(document, dropped):
        names = statement.children_by_field_name("name")
        kept = [name for name in names if _span(name) not in dropped]
        inside = [edit for edit in left if statement.start_byte < edit.span.start <= statement.end_byte]
        added = [edit.text.strip(", ") for edit in inside if not kept and edit.span.start <= names[-1].end_byte]
        before = [edit for edit in left if edit.span == Span(statement.start_byte, statement.start_byte)]
        if kept:
            gone = list(_names_gone(statement, names, kept))
            left = [_moved_out(edit, gone) for edit in left]
            edits += gone
        elif before:
            left = [edit for edit in left if edit not in before]
            edits.append(Edit(_span(statement), "".join(edit.text for edit in before).rstrip()))
        elif any(added):
            left = [edit for edit in left if edit not in inside]
            edits.append(Edit(Span(names[0].start_byte, names[-1].end_byte), ", ".join(added)))
        else:
            edits.append(_statement_gone(document, statement))
    return left + edits


def _statements(document: Document, dropped: Collection[Span]) -> Iterator[Node]:
    """The statements that import these names, each once."""
    found: dict[int, Node] = {}
    for span in dropped:
        node = document.tree.root_node.descendant_for_byte_range(span.start, span.end)
        while node is not None and node.type not in _IMPORTS:
            node = node.parent
        if node is not None:
            found[node.start_byte] = node
    yield from found.values()


def _names_gone(statement: Node, names: Sequence[Node], kept: Sequence[Node]) -> Iterator[Edit]:
    """Each name goes with the comma before it, or with the one behind where no kept one comes earlier.

    Where comments stand in between, they stay.
    """
    comments = [child.start_byte for child in statement.children if child.type == "comment"]
    for index, name in enumerate(names):
        if name in kept:
            continue
        span = Span(names[index - 1].end_byte, name.end_byte)
        if name.start_byte < kept[0].start_byte:
            span = Span(name.start_byte, names[index + 1].start_byte)
        if any(span.start <= comment < span.end for comment in comments):
            comma = name.next_sibling
            end = comma.end_byte if comma is not None and comma.type == "," else name.end_byte
            span = Span(name.start_byte, end)
        yield Edit(span, "")


def _moved_out(addition: Edit, gone: Sequence[Edit]) -> Edit:
    """An addition that would stand in front of a name that goes, behind the name before that."""
    for edit in gone:
        if edit.span.start < addition.span.start < edit.span.end:
            place = Span(edit.span.start, edit.span.start)
            return Edit(place, f", {addition.text.strip(', ')}")
    return addition


def _statement_gone(document: Document, statement: Node) -> Edit:
    """The statement goes with its line, and with the empty lines above where others follow.

    A block keeps a `pass`, and a comment behind it stays.
    """
    source, parent = document.source, statement.parent
    lines = document.lines
    row, last = lines.row(statement.start_byte), lines.row(statement.end_byte)
    start, end = lines.start(row), lines.line_end(last, source)
    before, behind = source[start : statement.start_byte], source[statement.end_byte : end]
    beside = parts_of(parent) if parent is not None else []
    is_only = len(beside) == 1 and parent is not None and parent.type == "block"
    has_comment = behind.lstrip().startswith(b"#")
    if is_only or before.strip() or (behind.strip() and not has_comment):
        return Edit(_span(statement), "pass")
    if has_comment:
        return Edit(Span(statement.start_byte, end - len(behind.lstrip())), "")
    following = _next_line(source, end)
    if _is_blank(source, following):
        first, start = not start, _blank_lines_above(source, start)
        while first and following < len(source) and _is_blank(source, following):
            following = _next_line(source, following)
    return Edit(Span(start, following), "")


def _next_line(source: bytes, offset: int) -> int:
    """Where the line behind the one of `offset` begins."""
    found = source.find(b"\n", offset)
    return len(source) if found < 0 else found + 1


def _is_blank(source: bytes, start: int) -> bool:
    """Whether the line that begins there is empty, or none: form feeds and the like are kept."""
    return not source[start : _next_line(source, start)].strip(b"\r\n")


def _blank_lines_above(source: bytes, start: int) -> int:
    """Where the blank lines begin that end at `start`."""
    while start:
        above = source.rfind(b"\n", 0, start - 1) + 1
        if not _is_blank(source, above):
            break
        start = above
    return start


def _span(node: Node) -> Span:
    return Span(node.start_byte, node.end_byte)
