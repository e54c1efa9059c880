"""One file: its text, its syntax tree and its line index. Knows nothing of Flax, of rules or of a protocol."""

from linen_upgrade.document.identifiers import free_name, identifiers, mentions, names
from linen_upgrade.document.languages import CFG, PYTHON, REQUIREMENTS, TOML, YAML, grammar
from linen_upgrade.document.lines import Encoding, LineIndex
from linen_upgrade.document.nodes import (
    ASIDES,
    ancestors,
    function_around,
    has_comment,
    is_called,
    own_nodes,
    parts_of,
    walk,
)
from linen_upgrade.document.spans import Edit, Span, apply_edits
from linen_upgrade.document.text import Document

__all__ = [
    "ASIDES",
    "CFG",
    "PYTHON",
    "REQUIREMENTS",
    "TOML",
    "YAML",
    "Document",
    "Edit",
    "Encoding",
    "LineIndex",
    "Span",
    "ancestors",
    "apply_edits",
    "free_name",
    "function_around",
    "grammar",
    "has_comment",
    "identifiers",
    "is_called",
    "mentions",
    "names",
    "own_nodes",
    "parts_of",
    "walk",
]
