"""Byte edits as the protocol's `WorkspaceEdit`, in the form that the client understands."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from linen_upgrade.document import Document, Edit, Span
from linen_upgrade.lsp.client import Client

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
    edits: Sequence[Edit], text: Document, uri: str, version: int, client: Client, review: str = ""
) -> types.WorkspaceEdit:
    """An edit of one open text, of which `version` is the editor's number.

    `review` says why a person should look at the edit before it is made, empty if there is no need.
    """
    plain = [types.TextEdit(range_of(edit.span, text, client), edit.text) for edit in edits]
    if not client.versioned_edits:
        return types.WorkspaceEdit(changes={uri: plain})
    annotated = client.annotated_edits and bool(review)
    document_edit = types.TextDocumentEdit(
        types.OptionalVersionedTextDocumentIdentifier(uri, version),
        [types.AnnotatedTextEdit(_REVIEW, edit.range, edit.new_text) for edit in plain] if annotated else plain,
    )
    if not annotated:
        return types.WorkspaceEdit(document_changes=[document_edit])
    annotation = types.ChangeAnnotation("Needs a review", needs_confirmation=True, description=review)
    return types.WorkspaceEdit(document_changes=[document_edit], change_annotations={_REVIEW: annotation})
