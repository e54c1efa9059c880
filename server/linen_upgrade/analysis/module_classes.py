"""The module classes of a file: which one stands at a place, and which names one gives by hand."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from linen_upgrade.analysis.live import FileAnalysis
from linen_upgrade.analysis.statements import Statement, statements
from linen_upgrade.document import Document, Span
from linen_upgrade.meaning.constructs import ModuleDefinition
from linen_upgrade.meaning.values import ModuleClass


def module_class_at(analysis: FileAnalysis, span: Span) -> ModuleClass | None:
    """The file's own module class whose statement `span` (bytes) touches and that can be run."""
    for statement, name in _classes(analysis.document):
        if not statement.span.touches(span):
            continue
        value = analysis.names.get(name)
        if isinstance(value, ModuleClass) and value.builtin is None and value.has_form:
            return value
    return None


def class_rows(source: bytes, name: str) -> set[int]:
    """The zero-based lines of the top-level classes of that name in some Python, decorators included."""
    document = Document(source)
    nodes = [statement.node for statement, found in _classes(document) if found == name]
    return {row for node in nodes for row in range(node.start_point[0], node.end_point[0] + 1)}


def _classes(document: Document) -> Iterator[tuple[Statement, str]]:
    """The top-level classes, each by its statement and its name."""
    for statement in statements(document):
        node = statement.node.child_by_field_name("definition") or statement.node
        name = node.child_by_field_name("name") if node.type == "class_definition" else None
        if name is not None:
            yield statement, document.text(Span(name.start_byte, name.end_byte))


def given_names(analysis: FileAnalysis) -> dict[str, list[str]]:
    """The names that each pre-Linen class of a file gives to what it makes, where all of them are written out."""
    found = {}
    for _, meaning in analysis.meanings():
        for construct in meaning.constructs:
            if isinstance(construct, ModuleDefinition):
                sources = (creation.name for facts in construct.methods for creation in facts.creations)
                names = [_literal(source) for source in sources if source]
                known = [name for name in names if name is not None]
                if len(known) == len(names):
                    found[construct.module.name] = known
    return found


def _literal(source: str) -> str | None:
    try:
        value = ast.literal_eval(source)
    except (SyntaxError, ValueError):
        return None
    return value if isinstance(value, str) else None
