"""Requirements that stand in strings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tree_sitter import Node

from linen_upgrade.document import Document, Span
from linen_upgrade.project.requirements.records import Beside, FoundRequirement, Requirement, Spelling
from linen_upgrade.project.requirements.standard import of_text


def listed(document: Document, strings: Sequence[Node]) -> Iterator[FoundRequirement]:
    """The requirements of a list, each in a string of its own."""
    for node in strings:
        content = content_of(node)
        if content is None:
            continue
        text = (node.text or b"")[content.start : content.end]
        extent = Span(0, node.end_byte - node.start_byte)
        requirement = of_text(text, content.start, extent, _item_before(document, node))
        if requirement is not None:
            yield FoundRequirement(node, requirement)


def named(name: str, node: Node, spelling: Spelling, beside: Beside | None = None) -> Iterator[FoundRequirement]:
    """The requirement of a package, or of Python, of which a string tells the versions."""
    from packaging.utils import canonicalize_name

    content = content_of(node)
    if content is not None:
        written = (node.text or b"")[content.start : content.end].decode(errors="replace")
        extent = Span(0, node.end_byte - node.start_byte)
        known = Requirement(
            content, extent, None, None, True, canonicalize_name(name), written, content, spelling, beside=beside
        )
        yield FoundRequirement(node, known)


def content_of(node: Node) -> Span | None:
    """Where a string's content stands in it; None for one that is no plain string in one pair of quotation marks."""
    text = node.text or b""
    quote = text[:1]
    is_plain = len(text) >= 2 and quote in (b'"', b"'") and text[-1:] == quote and text[1:2] != quote
    return Span(1, len(text) - 1) if is_plain and b"\\" not in text and quote not in text[1:-1] else None


def _item_before(document: Document, node: Node) -> Beside:
    """An item before another one, on a line of its own if that has one."""
    start = document.lines.start(document.lines.row(node.start_byte))
    indent = document.source[start : node.start_byte].decode(errors="replace")
    newline = "\r\n" if b"\r\n" in document.source else "\n"
    quote = (node.text or b'"')[:1].decode()
    after = f",{newline}{indent}" if indent and not indent.strip() else ", "
    return Beside(0, f"{quote}{{name}}{{versions}}{quote}{after}")
