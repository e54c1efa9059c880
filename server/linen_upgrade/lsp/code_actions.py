"""The lightbulb: fixes as code actions, with their edits at once or when the client asks for them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcInternalError, JsonRpcInvalidParams
from pygls.progress import Progress

from linen_upgrade.analysis import FileAnalysis, Fix, FixKind, file_fix, fixes_at
from linen_upgrade.document import Edit, Span
from linen_upgrade.lsp.client import Client
from linen_upgrade.lsp.configuration import Configuration
from linen_upgrade.lsp.diagnostics import SOURCE
from linen_upgrade.lsp.documents import Documents, OpenDocument
from linen_upgrade.lsp.fix_process import Job, find_fix
from linen_upgrade.lsp.fix_worker import FixFailed, FixWorker
from linen_upgrade.lsp.progress import with_progress
from linen_upgrade.lsp.workspace_edits import span_of, workspace_edit
from linen_upgrade.rewriting.findings import Applicability

QUICK_FIX = types.CodeActionKind.QuickFix.value
REWRITE = "refactor.rewrite.linen-upgrade"
FIX_ALL = "source.fixAll.linen-upgrade"
_SMALL = (FixKind.ONE, FixKind.NOQA, FixKind.ROLE)
_LARGE = 20_000
"""Bytes of text from which on edits of more than one statement are computed in another process."""
_MOVED_ON = "The text has changed since the fix was offered; ask again."


@dataclass(frozen=True)
class _Offer:
    """A fix of a text, its kind to the editor, and the place that it was asked for (None: the whole text)."""

    document: OpenDocument
    analysis: FileAnalysis
    fix: Fix
    kind: str
    span: Span | None
    diagnostics: tuple[types.Diagnostic, ...] = ()


class CodeActions:
    """Answers `textDocument/codeAction` and `codeAction/resolve`."""

    def __init__(
        self, documents: Documents, configuration: Configuration, worker: FixWorker, progress: Progress
    ) -> None:
        self._documents, self._configuration = documents, configuration
        self._worker, self._progress = worker, progress
        self._client = Client()

    def use(self, client: Client) -> None:
        """Speak to a client of these capabilities."""
        self._client = client

    async def offer(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """The code actions at a place.

        Raises JsonRpcContentModified if the text changes while edits are computed, JsonRpcInternalError if they fail.
        """
        actions = [await self._action(offer, params.work_done_token) for offer in self._offers(params)]
        return [action for action in actions if action.edit or action.data or action.disabled]

    async def resolve(self, action: types.CodeAction) -> types.CodeAction:
        """The same action with its edit.

        Raises JsonRpcContentModified if the text is another one now, JsonRpcInvalidParams for an action that is not
        one of ours, JsonRpcInternalError if the edit fails.
        """
        offer = self._remembered(action.data)
        action.edit = await self._edit(offer, None)
        return action

    def _offers(self, params: types.CodeActionParams) -> list[_Offer]:
        document = self._documents.get(params.text_document.uri)
        analysis = document.analysis() if document else None
        if document is None or analysis is None:
            return []
        only = [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]
        span = span_of(params.range, analysis.document, self._client)
        offers = []
        if _is_wanted(QUICK_FIX, only) or _is_wanted(REWRITE, only):
            for fix in fixes_at(analysis, span, self._configuration.unsafe_fixes):
                kind = QUICK_FIX if fix.is_quick else REWRITE
                offers.append(_Offer(document, analysis, fix, kind, span))
        if only and analysis.statements:  # on request only: it is the same as upgrading the file
            fix = file_fix(analysis, self._configuration.unsafe_fixes)
            offers.append(_Offer(document, analysis, fix, FIX_ALL, None))
        offers = [offer for offer in offers if _is_wanted(offer.kind, only)]
        return _about(offers, [d for d in params.context.diagnostics if d.source == SOURCE], self._client)

    async def _action(self, offer: _Offer, token: str | int | None) -> types.CodeAction:
        """The offer as an action; one without edit, data and disablement is of no use to this client."""
        fix = offer.fix
        review = " (needs a review)" if fix.applicability is Applicability.UNSAFE else ""
        action = types.CodeAction(f"{fix.title}{review}", offer.kind, diagnostics=list(offer.diagnostics) or None)
        if fix.is_preferred and self._client.preferred_actions:
            action.is_preferred = True
        if fix.applicability is Applicability.MANUAL:
            if self._client.disabled_actions:
                action.disabled = types.CodeActionDisabled(fix.reason or "There is no rewrite for it.")
        elif self._client.resolves_edits:
            span = list(offer.span) if offer.span else None
            action.data = {"uri": offer.document.uri, "version": offer.document.version, "span": span, "key": fix.key}
        else:
            action.edit = await self._edit(offer, token)
        return action

    def _remembered(self, data: Any) -> _Offer:
        """The offer that an action's data tells of, found again in the text as it is."""
        try:
            uri, version, span, key = data["uri"], data["version"], data["span"], data["key"]
        except (KeyError, TypeError) as error:
            raise JsonRpcInvalidParams("The code action is none of linen-upgrade's.") from error
        document = self._documents.get(uri)
        analysis = document.analysis() if document and document.version == version else None
        if document is None or analysis is None:
            raise JsonRpcContentModified(_MOVED_ON)
        place = None if span is None else Span(*span)
        try:
            fix = find_fix(analysis, place, key, self._configuration.unsafe_fixes)
        except LookupError as error:  # the settings have changed
            raise JsonRpcContentModified(_MOVED_ON) from error
        return _Offer(document, analysis, fix, "", place)

    async def _edit(self, offer: _Offer, token: str | int | None) -> types.WorkspaceEdit | None:
        document, version = offer.document, offer.document.version
        edits = await self._computed(offer, token)
        if document.version != version or self._documents.get(document.uri) is not document:
            raise JsonRpcContentModified(_MOVED_ON)
        if not edits:
            return None
        review = offer.fix.reason if offer.fix.applicability is Applicability.UNSAFE else ""
        return workspace_edit(edits, offer.analysis.document, document.uri, version, self._client, review)

    async def _computed(self, offer: _Offer, token: str | int | None) -> list[Edit]:
        """The edits of a fix, by another process if that may take long."""
        source = offer.analysis.document.source
        if offer.fix.kind in _SMALL or len(source) < _LARGE:
            return offer.fix.edits()
        document, unsafe = offer.document, self._configuration.unsafe_fixes
        job = Job(source, document.path, document.settings, offer.span, offer.fix.key, unsafe)
        try:
            work = self._worker.run(job)
            return await with_progress(work, offer.fix.title, self._progress, token, self._client.progress)
        except FixFailed as error:
            raise JsonRpcInternalError(f"{offer.fix.title}: {error}.") from error


def _is_wanted(kind: str, only: Sequence[str]) -> bool:
    """Whether a client that asks for `only` some kinds, each with its sub-kinds, wants this one."""
    return not only or any(wanted in ("", kind) or kind.startswith(f"{wanted}.") for wanted in only)


def _about(offers: list[_Offer], diagnostics: Sequence[types.Diagnostic], client: Client) -> list[_Offer]:
    """The offers with the diagnostics that each resolves; quick fixes for others are left out.

    If none of the diagnostics is known, as they may be older than the text, all offers stay.
    """
    if not offers or not diagnostics:
        return offers
    text = offers[0].analysis.document
    places = [(diagnostic, (diagnostic.code, span_of(diagnostic.range, text, client))) for diagnostic in diagnostics]
    told = []
    for offer in offers:
        resolved = {(located.finding.code, located.span) for located in offer.fix.findings}
        told.append(replace(offer, diagnostics=tuple(known for known, place in places if place in resolved)))
    if any(offer.diagnostics for offer in told if offer.kind == QUICK_FIX):
        return [offer for offer in told if offer.diagnostics or offer.kind != QUICK_FIX]
    return told
