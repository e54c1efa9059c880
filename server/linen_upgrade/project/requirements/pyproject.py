"""The requirements of a pyproject.toml: the project's own tables, and those of the tools that have some."""

from __future__ import annotations

from collections.abc import Iterator

from tree_sitter import Node

from linen_upgrade.document import Document
from linen_upgrade.flax_api.versions import PYTHON
from linen_upgrade.project.requirements.quoted import listed, named
from linen_upgrade.project.requirements.records import Beside, FoundRequirement, Spelling

Path = tuple[str, ...]

_LISTS: tuple[Path, ...] = (
    ("project", "dependencies"),
    ("project", "optional-dependencies", "*"),
    ("dependency-groups", "*"),
    ("tool", "pdm", "dev-dependencies", "*"),
    ("tool", "uv", "dev-dependencies"),
    ("tool", "uv", "constraint-dependencies"),
    ("tool", "uv", "override-dependencies"),
    ("tool", "hatch", "envs", "*", "dependencies"),
    ("tool", "hatch", "envs", "*", "extra-dependencies"),
)
"""Where lists of requirements stand; a star is any name."""
_POETRY: tuple[Path, ...] = (
    ("tool", "poetry", "dependencies", "*"),
    ("tool", "poetry", "dev-dependencies", "*"),
    ("tool", "poetry", "group", "*", "dependencies", "*"),
)
"""Where Poetry's stand, one a key."""


def pyproject_requirements(document: Document) -> Iterator[FoundRequirement]:
    """The requirements of a pyproject.toml, in their order."""
    for path, key, value in _pairs(document.tree.root_node, ()):
        if value.type == "array" and _fits(path, _LISTS):
            strings = [child for child in value.children if child.type == "string"]
            yield from listed(document, strings)
        elif value.type == "string" and path == ("project", "requires-python"):
            yield from named(PYTHON, value, Spelling.STANDARD)
        elif value.type == "string" and _fits(path, _POETRY):
            yield from named(path[-1], value, Spelling.POETRY, _line_before(document, key, value))
        elif value.type == "string" and path[-1] == "version" and _fits(path[:-1], _POETRY):
            yield from named(path[-2], value, Spelling.POETRY)


def _fits(path: Path, patterns: tuple[Path, ...]) -> bool:
    return any(
        len(path) == len(pattern) and all(p in ("*", name) for p, name in zip(pattern, path, strict=True))
        for pattern in patterns
    )


def _pairs(node: Node, above: Path) -> Iterator[tuple[Path, Node, Node]]:
    """The key, as a path, of everything below a node that has one, with the key's node and the value's."""
    for child in node.named_children:
        if child.type in ("table", "table_array_element"):
            header = next((n for n in child.named_children if n.type.endswith("key")), None)
            yield from _pairs(child, _names(header) if header is not None else ())
        elif child.type == "pair" and len(values := [n for n in child.named_children if n.type != "comment"]) == 2:
            key, value = values
            path = (*above, *_names(key))
            yield path, key, value
            if value.type == "inline_table":
                yield from _pairs(value, path)


def _names(key: Node) -> Path:
    """The names of a key, dots and quotation marks apart."""
    if key.type == "dotted_key":
        return tuple(name for child in key.named_children for name in _names(child))
    text = (key.text or b"").decode(errors="replace")
    return (text.strip("\"'") if key.type == "quoted_key" else text,)


def _line_before(document: Document, key: Node, value: Node) -> Beside:
    """A line of Poetry's before that of another."""
    newline = "\r\n" if b"\r\n" in document.source else "\n"
    quote = (value.text or b'"')[:1].decode()
    start = document.lines.start(document.lines.row(key.start_byte))
    return Beside(start - value.start_byte, f"{{name}} = {quote}{{versions}}{quote}{newline}")
