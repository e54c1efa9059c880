"""Requirements as pip reads them: the name, extras, versions, and for which systems (PEP 508)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from tree_sitter import Node, Parser

from linen_upgrade.document import REQUIREMENTS, Document, Span, grammar, walk
from linen_upgrade.project.requirements.records import Beside, FoundRequirement, Requirement

_PARTS = ("package", "extras", "version_spec", "marker_spec", "url_spec")


def requirement_lines(document: Document) -> Iterator[FoundRequirement]:
    """The requirements of a file that has one on each line."""
    for node in nodes_of_lines(document.tree.root_node):
        if node.type == "requirement":
            end = document.lines.line_end(document.lines.row(node.end_byte), document.source)
            newline = "\r\n" if b"\r\n" in document.source else "\n"
            beside = Beside(end - node.start_byte, f"{newline}{{name}}{{versions}}")
            found = of_node(node, beside=beside)
            if found is not None:
                yield FoundRequirement(node, found)
        elif node.type in ("url", "global_opt"):
            address = next((child for child in walk(node) if child.type in ("url", "path")), node)
            found = _of_address(_text(address), Span(0, node.end_byte - node.start_byte))
            if found is not None:
                yield FoundRequirement(node, found)


def nodes_of_lines(root: Node) -> Iterator[Node]:
    """What stands on the lines of a file, also where the grammar stumbles over something beside it."""
    for node in root.children:
        yield from node.children if node.type == "ERROR" else (node,)


def of_text(text: bytes, shift: int, extent: Span, beside: Beside | None) -> Requirement | None:
    """The requirement that a string holds: `text`, which begins `shift` bytes behind the node of that `extent`."""
    root = Parser(grammar(REQUIREMENTS)).parse(text + b"\n").root_node
    nodes = [node for node in nodes_of_lines(root) if node.type != "comment"]
    if len(nodes) != 1 or nodes[0].type != "requirement":
        return None
    return of_node(nodes[0], shift + nodes[0].start_byte, extent, beside)


def of_node(node: Node, shift: int = 0, extent: Span | None = None, beside: Beside | None = None) -> Requirement | None:
    """What a node of the grammar says, placed `shift` bytes further on; None where it is none (yet)."""
    from packaging.requirements import InvalidRequirement
    from packaging.requirements import Requirement as Standard
    from packaging.utils import canonicalize_name

    parts = {child.type: child for child in node.children if child.type in _PARTS}
    if "package" not in parts:
        return None
    end = max(part.end_byte for part in parts.values()) - node.start_byte
    text = _text(node).encode()[:end].decode()
    try:
        known = Standard(text.replace("\\\r\n", " ").replace("\\\n", " "))
    except InvalidRequirement:
        return None
    versions = _versions(parts["version_spec"], node.start_byte) if "version_spec" in parts else None
    return Requirement(
        token=Span(shift, shift + end),
        span=extent or Span(0, node.end_byte - node.start_byte),
        owner=None,
        function=None,
        certain=True,
        name=canonicalize_name(known.name),
        written="" if versions is None else _text(node).encode()[versions.start : versions.end].decode(),
        versions=versions.shifted(shift) if versions is not None else None,
        extras=tuple(sorted(known.extras)),
        marker=str(known.marker or ""),
        origin=known.url or "",
        hashed=b"--hash" in (node.text or b"")[end:],
        beside=beside,
    )


def _versions(node: Node, base: int) -> Span:
    """Where the conditions stand, without the parentheses that may be around them."""
    text = node.text or b""
    start = len(text) - len(text.lstrip(b" \t("))
    return Span(node.start_byte + start - base, node.start_byte + len(text.rstrip(b" \t)")) - base)


def _of_address(address: str, extent: Span) -> Requirement | None:
    """A requirement that is an address alone, and says itself what it is called."""
    from packaging.utils import canonicalize_name

    named = parse_qs(urlsplit(address).fragment).get("egg")
    if not named:
        return None
    name = canonicalize_name(named[0].partition("[")[0])
    return Requirement(extent, extent, None, None, True, name, "", None, origin=address)


def _text(node: Node) -> str:
    return (node.text or b"").decode(errors="replace")
