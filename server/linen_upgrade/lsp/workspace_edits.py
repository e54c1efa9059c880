"""Byte edits as the protocol's `WorkspaceEdit`, in the form that the client understands."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from linen_upgrade.document import Document, Span
from linen_upgrade.lsp.client import Client
from linen_upgrade.lsp.jobs import FileEdits
from linen_upgrade.lsp.projects import Project

_REVIEW = "linen-upgrade.review"


def range_of(span: Span, text: Document, client: Client) -> types.Range:
    """A span of bytes as lines and characters of the client's encoding."""
    positions = (text.lines.position(offset, client.encoding, text.source) for offset in span)
    start, end = (types.Position(line, character) for line, character in positions)
    return types.Range(start, end)


def span_of(place: types.Range, text: Document, client: Client) -> Span:
    """A range in the client's encoding as a span of bytes; what lies past the end means the end."""
    start, end = (
        text.lines.offset(position.line, position.character, client.encoding, text.source)
        for position in (place.start, place.end)
    )
    return Span(min(start, end), max(start, end))


def workspace_edit(
    edits: Sequence[tuple[Project, FileEdits]], client: Client, review: str = "", confirm: bool = False
) -> types.WorkspaceEdit:
    """Edits of files, each with its project; those that are open get the editor's version.

    `review` says why a person should look at the edits before they are made, empty if there is no need;
    with `confirm` they are asked in any case, if the client can.
    """
    plain = {project.uri(edit.home): [_text_edit(*one) for one in edit.edits] for project, edit in edits}
    if not client.versioned_edits:
        return types.WorkspaceEdit(changes=plain)
    annotated = client.annotated_edits and bool(review or confirm)
    versions = {document.uri: document.version for project, _ in edits for document in project.documents.values()}
    document_edits = [
        types.TextDocumentEdit(
            types.OptionalVersionedTextDocumentIdentifier(uri, versions.get(uri)),
            [types.AnnotatedTextEdit(_REVIEW, edit.range, edit.new_text) for edit in found] if annotated else found,
        )
        for uri, found in plain.items()
    ]
    if not annotated:
        return types.WorkspaceEdit(document_changes=document_edits)
    label = "Needs a review" if review else "Upgrade to Linen"
    annotation = types.ChangeAnnotation(label, needs_confirmation=True, description=review or None)
    return types.WorkspaceEdit(document_changes=document_edits, change_annotations={_REVIEW: annotation})


def _text_edit(place: tuple[int, int, int, int], text: str) -> types.TextEdit:
    start, end = types.Position(*place[:2]), types.Position(*place[2:])
    return types.TextEdit(types.Range(start, end), text)
