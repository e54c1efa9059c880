"""What the editor shows when the pointer rests on an old name."""

from __future__ import annotations

import contextlib

from lsprotocol import types

from linen_upgrade.analysis import hover
from linen_upgrade.document import Span
from linen_upgrade.lsp.client import Client
from linen_upgrade.lsp.documents import OpenDocument
from linen_upgrade.lsp.indexing import Indexer, NoIndex
from linen_upgrade.lsp.jobs import HoverAt
from linen_upgrade.lsp.worker import WorkFailed
from linen_upgrade.lsp.workspace_edits import range_of, span_of


async def hover_at(
    document: OpenDocument, position: types.Position, client: Client, indexer: Indexer
) -> types.Hover | None:
    """The page of the finding, or the facts of the old name, at a position; None if neither is there."""
    analysis = document.analysis()
    if analysis is None:
        return None
    offset, version = span_of(types.Range(position, position), analysis.document, client).start, document.version
    found: tuple[str, Span] | None = None
    if document.project.is_larger:
        with contextlib.suppress(NoIndex, WorkFailed):
            found = await indexer.ask(document.project, HoverAt, document.home, offset, client.markdown_hover)
            if document.version != version:
                return None
            return _as_hover(found, document, client)
    return _as_hover(hover(analysis, offset, client.markdown_hover), document, client)


def _as_hover(found: tuple[str, Span] | None, document: OpenDocument, client: Client) -> types.Hover | None:
    analysis = document.analysis()
    if found is None or analysis is None:
        return None
    text, span = found
    kind = types.MarkupKind.Markdown if client.markdown_hover else types.MarkupKind.PlainText
    return types.Hover(types.MarkupContent(kind, text), range_of(span, analysis.document, client))
