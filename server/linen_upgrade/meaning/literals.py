"""What literals in the source say."""

from __future__ import annotations

from tree_sitter import Node

from linen_upgrade.document import ASIDES


def string_content(node: Node) -> str:
    """What a plain string literal says; '' for f-strings and concatenations, which nobody can know."""
    value = node.child_by_field_name("value") if node.type == "keyword_argument" else node
    if value is None or value.type != "string" or any(c.type == "interpolation" for c in value.named_children):
        return ""
    content = [c for c in value.named_children if c.type == "string_content"]
    return b"".join(c.text or b"" for c in content).decode(errors="replace")


def key_text(node: Node | None) -> str:
    """A key or index that is written out, as text; '' for one that has to be computed."""
    if node is None:
        return ""
    if node.type == "string":
        return string_content(node)
    negative = node.type == "unary_operator" and len(node.named_children) == 1 and node.children[0].type == "-"
    number = node.named_children[0] if negative else node
    if number.type != "integer" or number.text is None:
        return ""
    return ("-" if negative else "") + number.text.decode()


def slice_bounds(node: Node) -> slice | None:
    """The slice that is written out, None where a bound has to be computed."""
    bounds: list[int | None] = [None]
    for child in node.children:
        if child.type == ":":
            bounds.append(None)
        elif child.type not in ASIDES:
            text = key_text(child)
            if not text or child.type == "string":
                return None
            bounds[-1] = int(text)
    return slice(*bounds)
