"""Everything that an analysis says, in a form that can be compared with another's."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tree_sitter import Node

from linen_upgrade.analysis import FileAnalysis
from linen_upgrade.document import Document, Span


def fresh(analysis: FileAnalysis) -> FileAnalysis:
    """An analysis of the same text that was never edited."""
    return FileAnalysis(Document(analysis.document.source), encoding=analysis.encoding)


def snapshot(analysis: FileAnalysis) -> dict[str, Any]:
    signatures = {module.name: analysis.roles().signature(module) for module in analysis.workspace.classes()}
    return {
        "findings": analysis.findings(),
        "statements": list(analysis.statements),
        "names": dict(analysis.names),
        "roles": signatures,
        "remarks": analysis.remarks,
        "verdicts": [analysis.applicability(found) for found in analysis.findings()],
    }


def errors(document: Document) -> list[Span]:
    """Where the tree has errors or had to make something up."""
    return [
        Span(node.start_byte, node.end_byte)
        for node in _walk(document.tree.root_node)
        if node.is_error or node.is_missing
    ]


def _walk(node: Node) -> Iterator[Node]:
    if node.has_error:
        yield node
        for child in node.children:
            yield from _walk(child)


def away_from(spans: list[Span], analysis: FileAnalysis) -> dict[Span, Any]:
    """What is said of the statements that none of `spans` touches."""
    findings = {entry.start: (entry.findings, entry.positions) for entry in analysis.statements}
    return {
        statement.span: findings.get(statement.span.start)
        for statement, _ in analysis.meanings()
        if not any(statement.span.touches(span) for span in spans)
    }
