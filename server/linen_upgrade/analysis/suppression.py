"""`# noqa` comments: which codes they silence on which line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from tree_sitter import Node

from linen_upgrade.document import Document, Edit, Span

ALL = frozenset({""})
"""A bare `# noqa`: the empty prefix, which every code begins with."""


def noqa(comment: str) -> frozenset[str] | None:
    """The codes that a comment silences, `ALL` for a bare `noqa`, None where it is no such comment.

    Understood as ruff does: `# noqa: LIN103, LIN104`, case-insensitive, also after other text (`# why  # noqa`).
    """
    for part in comment.split("#")[1:]:
        head, colon, codes = part.strip().partition(":")
        word = head.strip().split()[0:1]
        if not word or word[0].lower() != "noqa":
            continue
        if not colon or len(head.split()) > 1:
            return ALL
        listed = [code.strip() for chunk in codes.split(",") for code in chunk.split()[:1]]
        return frozenset(code.upper() for code in listed if code) or ALL
    return None


def suppressions(node: Node, extra: Iterable[Node], source: bytes) -> Mapping[int, frozenset[str]]:
    """Silenced codes by byte offset of their comment, counted from `node`; `extra` are comments after the node."""
    if b"noqa" not in source[node.start_byte : max([node.end_byte, *(c.end_byte for c in extra)])].lower():
        return {}
    found: dict[int, frozenset[str]] = {}
    stack = [node, *extra]
    while stack:
        current = stack.pop()
        if current.type == "comment":
            codes = noqa(source[current.start_byte : current.end_byte].decode(errors="replace"))
            if codes is not None:
                found[current.start_byte - node.start_byte] = codes
        else:
            stack.extend(current.children)
    return found


def silences(codes: frozenset[str], code: str) -> bool:
    """Whether a comment's codes (or prefixes) silence `code`."""
    return any(code.startswith(prefix) for prefix in codes)


def noqa_edit(document: Document, construct: Span, code: str) -> Edit | None:
    """The edit that silences `code` for a construct, on its first line if a comment can stand there, else on its last.

    None where a comment can stand on neither (both end inside a string, say).
    """
    for offset in construct:
        row = document.lines.row(offset)
        end = document.lines.line_end(row, document.source)
        here = document.tree.root_node.descendant_for_byte_range(max(end - 1, 0), end)
        if here is not None and here.type == "comment":
            return _extended(document, Span(here.start_byte, here.end_byte), code)
        after = document.tree.root_node.descendant_for_byte_range(end, end)
        in_string = any(
            node is not None and node.type.startswith("string") and node.start_byte < end < node.end_byte
            for node in (here, after)
        )
        if not in_string and document.source[end - 1 : end] != b"\\":
            return Edit(Span(end, end), f"  # noqa: {code}")
    return None


def _extended(document: Document, comment: Span, code: str) -> Edit:
    """A comment that silences one code more."""
    text = document.text(comment)
    known = noqa(text)
    if known is None or known == ALL:
        return Edit(Span(comment.end, comment.end), f"  # noqa: {code}")
    listed = max(text.upper().rfind(other) + len(other) for other in known)
    place = comment.start + len(text[:listed].encode())
    return Edit(Span(place, place), f", {code}")
