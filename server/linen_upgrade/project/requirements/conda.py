"""The requirements of a Conda environment: its own packages, and the ones that pip installs into it."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from linen_upgrade.document import Document, Span
from linen_upgrade.project.requirements.records import Beside, FoundRequirement, Requirement, Spelling
from linen_upgrade.project.requirements.standard import of_text

_SCALARS = ("plain_scalar", "double_quote_scalar", "single_quote_scalar")
_ENDS_NAME = "=<>!~ "


def environment_requirements(document: Document) -> Iterator[FoundRequirement]:
    """The requirements of an environment.yml, in their order."""
    for item in _items(_value(document.tree.root_node, "dependencies")):
        scalar = _scalar(item)
        if scalar is not None:
            found = _conda_requirement(scalar, _item_after(document, item))
            if found is not None:
                yield FoundRequirement(scalar, found)
            continue
        for of_pip in _items(_value(item, "pip")):
            scalar = _scalar(of_pip)
            if scalar is None:
                continue
            content = _content(scalar)
            text, extent = (scalar.text or b"")[content.start : content.end], Span(0, len(scalar.text or b""))
            known = of_text(text, content.start, extent, _item_after(document, of_pip))
            if known is not None:
                yield FoundRequirement(scalar, known)


def _conda_requirement(scalar: Node, beside: Beside | None) -> Requirement | None:
    from packaging.utils import canonicalize_name

    content = _content(scalar)
    text = (scalar.text or b"")[content.start : content.end].decode(errors="replace")
    channel = text.rfind(":") + 1
    name = text[channel:]
    end = channel + next((i for i, letter in enumerate(name) if letter in _ENDS_NAME), len(name))
    written = text[end:].strip()
    if "[" in text or "|" in written or not text[channel:end]:
        return None
    start = content.start + len(text[:end].encode()) + len(text[end:]) - len(text[end:].lstrip())
    versions = Span(start, start + len(written.encode()))
    extent, token = Span(0, len(scalar.text or b"")), Span(content.start + len(text[:channel].encode()), versions.end)
    name = canonicalize_name(text[channel:end])
    return Requirement(token, extent, None, None, True, name, written, versions, Spelling.CONDA, beside=beside)


def _value(node: Node, key: str) -> Node | None:
    """What stands under a key of the outermost mapping in a node."""
    queue = [node]
    while queue:
        current = queue.pop(0)
        if current.type in ("block_mapping_pair", "flow_pair"):
            name = current.child_by_field_name("key")
            if name is not None and (name.text or b"").decode(errors="replace").strip("\"'") == key:
                return current.child_by_field_name("value")
        else:
            queue += current.named_children
    return None


def _items(node: Node | None) -> Iterator[Node]:
    """The items of the list that a node is."""
    for sequence in node.named_children if node is not None else ():
        if sequence.type == "block_sequence":
            yield from (child for child in sequence.named_children if child.type == "block_sequence_item")
        elif sequence.type == "flow_sequence":
            yield from (child for child in sequence.named_children if child.type == "flow_node")


def _scalar(item: Node) -> Node | None:
    """The text that an item of a list is, None where it is something else."""
    nodes = [child for child in (item, *item.named_children) if child.type == "flow_node"]
    inner = nodes[0].named_children if nodes else []
    return inner[0] if len(inner) == 1 and inner[0].type in _SCALARS else None


def _content(scalar: Node) -> Span:
    marks = int(scalar.type != "plain_scalar")
    return Span(marks, len(scalar.text or b"") - marks)


def _item_after(document: Document, item: Node) -> Beside | None:
    """An item behind another one that has a line of its own."""
    if item.type != "block_sequence_item":
        return None
    scalar = _scalar(item)
    assert scalar is not None
    row = document.lines.row(item.start_byte)
    end, start = document.lines.line_end(row, document.source), document.lines.start(row)
    newline = "\r\n" if b"\r\n" in document.source else "\n"
    before = document.source[start : scalar.start_byte].decode(errors="replace")
    return Beside(end - scalar.start_byte, f"{newline}{before}{{name}}{{versions}}")
