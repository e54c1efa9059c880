"""Which module class stands at a place: an old one, or one that is Linen already."""

from __future__ import annotations

from linen_upgrade.analysis.live import FileAnalysis
from linen_upgrade.document import Span
from linen_upgrade.meaning.values import ModuleClass


def module_class_at(analysis: FileAnalysis, span: Span) -> ModuleClass | None:
    """The file's own module class whose statement `span` (bytes) touches and that can be run."""
    for statement, _ in analysis.meanings():
        node = statement.node.child_by_field_name("definition") or statement.node
        name = node.child_by_field_name("name") if node.type == "class_definition" else None
        if name is None or not statement.span.touches(span):
            continue
        value = analysis.names.get(analysis.document.text(Span(name.start_byte, name.end_byte)))
        if isinstance(value, ModuleClass) and value.builtin is None and value.has_form:
            return value
    return None
