"""What the editor shows when the pointer rests on an old name."""

from __future__ import annotations

from lsprotocol import types

from linen_upgrade.analysis import hover
from linen_upgrade.document import Span
from linen_upgrade.lsp.client import Client
from linen_upgrade.lsp.documents import OpenDocument
from linen_upgrade.lsp.workspace_edits import range_of, span_of


def hover_at(document: OpenDocument, position: types.Position, client: Client) -> types.Hover | None:
    """The page of the finding, or the facts of the old name, at a position; None if neither is there."""
    analysis = document.analysis()
    if analysis is None:
        return None
    offset = span_of(types.Range(position, position), analysis.document, client).start
    found: tuple[str, Span] | None = hover(analysis, offset, client.markdown_hover)
    if found is None:
        return None
    text, span = found
    kind = types.MarkupKind.Markdown if client.markdown_hover else types.MarkupKind.PlainText
    return types.Hover(types.MarkupContent(kind, text), range_of(span, analysis.document, client))
