"""The lightbulb: fixes as code actions, with their edits at once or when the client asks for them."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified, JsonRpcInternalError, JsonRpcInvalidParams
from pygls.progress import Progress

from linen_upgrade.analysis import FileAnalysis, FixKind, module_class_at, workspace_fix
from linen_upgrade.analysis.failures import internal_error
from linen_upgrade.document import Document, Span
from linen_upgrade.lsp.client import VERIFY, Client
from linen_upgrade.lsp.configuration import Configuration
from linen_upgrade.lsp.diagnostics import SOURCE
from linen_upgrade.lsp.documents import Documents, OpenDocument
from linen_upgrade.lsp.indexing import Indexer, NoIndex
from linen_upgrade.lsp.jobs import (
    EditsOf,
    FileEdits,
    FixAlone,
    Offered,
    OffersAt,
    WorkspaceEdits,
    file_edits,
    find_fix,
    offers,
)
from linen_upgrade.lsp.progress import with_progress
from linen_upgrade.lsp.projects import Project, Projects
from linen_upgrade.lsp.worker import Worker, WorkFailed
from linen_upgrade.lsp.workspace_edits import span_of, workspace_edit
from linen_upgrade.rewriting.findings import Applicability
from linen_upgrade.rules.rule import SAFE, Verdict

T = TypeVar("T")

QUICK_FIX = types.CodeActionKind.QuickFix.value
REWRITE = "refactor.rewrite.linen-upgrade"
FIX_ALL = "source.fixAll.linen-upgrade"
CHECK = "verify.linen-upgrade"
_LOCAL = (FixKind.NOQA, FixKind.ROLE)
"""What concerns nothing but the file."""
_SMALL = (FixKind.ONE, *_LOCAL)
_LARGE = 20_000
"""Bytes of text from which on edits of more than one statement are computed in another process."""
_MOVED_ON = "The text has changed since the fix was offered; ask again."


UPGRADE_WORKSPACE = "linen-upgrade.server.upgradeWorkspace"
"""The command that upgrades everything in the person's folders; an editor's own may have its name without `server`."""
_EVERYTHING = Offered(FixKind.WORKSPACE, "workspace", "Upgrade the workspace", SAFE, (), is_quick=False)


@dataclass(frozen=True)
class _Offer:
    """A fix of a text, its kind to the editor, and the place that it was asked for (None: the whole text)."""

    document: OpenDocument
    fix: Offered
    kind: str
    span: Span | None
    diagnostics: tuple[types.Diagnostic, ...] = ()


class CodeActions:
    """Answers `textDocument/codeAction` and `codeAction/resolve`."""

    def __init__(
        self,
        documents: Documents,
        configuration: Configuration,
        worker: Worker,
        indexer: Indexer,
        progress: Progress,
    ) -> None:
        self._documents, self._configuration = documents, configuration
        self._worker, self._indexer, self._progress = worker, indexer, progress
        self._client = Client()

    def use(self, client: Client) -> None:
        """Speak to a client of these capabilities."""
        self._client = client

    async def offer(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """The code actions at a place.

        Raises JsonRpcContentModified if the text changes while edits are computed, JsonRpcInternalError if they fail.
        """
        actions = [await self._action(offer, params.work_done_token) for offer in await self._offers(params)]
        actions += self._verifying(params)
        return [action for action in actions if action.edit or action.data or action.disabled or action.command]

    async def resolve(self, action: types.CodeAction) -> types.CodeAction:
        """The same action with its edit.

        Raises JsonRpcContentModified if the text is another one now, JsonRpcInvalidParams for an action that is not
        one of ours, JsonRpcInternalError if the edit fails.
        """
        action.edit = await self._edit(self._remembered(action.data), None)
        return action

    def _verifying(self, params: types.CodeActionParams) -> list[types.CodeAction]:
        """The client's own command on the module class at a place, where it has that command."""
        document = self._documents.get(params.text_document.uri)
        analysis = document.analysis() if document else None
        wanted = _is_wanted(CHECK, _only(params))
        if document is None or analysis is None or document.path is None or not (self._client.verifies and wanted):
            return []
        module = module_class_at(analysis, span_of(params.range, analysis.document, self._client))
        if module is None:
            return []
        title = f"Verify class {module.name} (runs it)"
        command = types.Command(title, VERIFY, arguments=[document.uri, module.name, module.pre_linen])
        return [types.CodeAction(title, CHECK, command=command)]

    async def _offers(self, params: types.CodeActionParams) -> list[_Offer]:
        document = self._documents.get(params.text_document.uri)
        analysis = document.analysis() if document else None
        if document is None or analysis is None:
            return []
        only = _only(params)
        span = span_of(params.range, analysis.document, self._client)
        found = []
        if _is_wanted(QUICK_FIX, only) or _is_wanted(REWRITE, only):
            for fix in await self._found(document, analysis, span):
                found.append(_Offer(document, fix, QUICK_FIX if fix.is_quick else REWRITE, span))
            others = document.project.is_larger or len(document.project.documents) > 1
            if found and others and self._client.applies_edits:
                found.append(_Offer(document, _EVERYTHING, REWRITE, span))
        if only and analysis.statements and _is_wanted(FIX_ALL, only):
            # on request only: it is the same as upgrading the file
            found += [_Offer(document, fix, FIX_ALL, None) for fix in await self._found(document, analysis, None)]
        found = [offer for offer in found if _is_wanted(offer.kind, only)]
        about = [d for d in params.context.diagnostics if d.source == SOURCE]
        return _about(found, about, analysis.document, self._client)

    async def _found(self, document: OpenDocument, analysis: FileAnalysis, span: Span | None) -> list[Offered]:
        """What is offered there, by the worker where it knows more than is open."""
        unsafe = self._configuration.unsafe_fixes
        if document.project.is_larger:
            version = document.version
            try:
                found: list[Offered] = await self._indexer.ask(document.project, OffersAt, document.home, span, unsafe)
            except (NoIndex, WorkFailed):
                self._still(document, version)  # what is offered is a guess now; its edits wait for the worker
            else:
                self._still(document, version)
                return found
        return offers(analysis, span, unsafe)

    async def _action(self, offer: _Offer, token: str | int | None) -> types.CodeAction:
        """The offer as an action; one without edit, data and disablement is of no use to this client."""
        applicability, reason = offer.fix.verdict
        review = " (needs a review)" if applicability is Applicability.UNSAFE else ""
        action = types.CodeAction(f"{offer.fix.title}{review}", offer.kind, diagnostics=list(offer.diagnostics) or None)
        if offer.fix.is_preferred and self._client.preferred_actions:
            action.is_preferred = True
        if offer.fix is _EVERYTHING:
            action.command = types.Command(offer.fix.title, UPGRADE_WORKSPACE)
        elif applicability is Applicability.MANUAL:
            if self._client.disabled_actions:
                action.disabled = types.CodeActionDisabled(reason or "There is no rewrite for it.")
        elif self._client.resolves_edits:
            span, document = list(offer.span) if offer.span else None, offer.document
            action.data = {"uri": document.uri, "version": document.version, "span": span, **_told(offer.fix)}
        else:
            action.edit = await self._edit(offer, token)
        return action

    def _remembered(self, data: Any) -> _Offer:
        """The offer that an action's data tells of."""
        try:
            uri, version, span = data["uri"], data["version"], data["span"]
            shown_first = data["shownFirst"] is True
            fix = Offered(FixKind(data["kind"]), data["key"], data["title"], SAFE, (), is_shown_first=shown_first)
        except (KeyError, TypeError, ValueError) as error:
            raise JsonRpcInvalidParams("The code action is none of linen-upgrade's.") from error
        document = self._documents.get(uri)
        if document is None or document.version != version or document.analysis() is None:
            raise JsonRpcContentModified(_MOVED_ON)
        return _Offer(document, fix, "", None if span is None else Span(*span))

    async def _edit(self, offer: _Offer, token: str | int | None) -> types.WorkspaceEdit | None:
        document, project = offer.document, offer.document.project
        versions = {home: (other, other.version) for home, other in project.documents.items()}
        work = self._computed(offer)
        verdict, edits = await self._done(work, offer.fix.title, token)
        for home in {document.home, *(edit.home for edit in edits)} & versions.keys():
            self._still(*versions[home])
        review = verdict[1] if verdict[0] is Applicability.UNSAFE else ""
        found = [(project, edit) for edit in edits]
        return workspace_edit(found, self._client, review, offer.fix.is_shown_first) if found else None

    async def upgrade_workspace(self, projects: Projects) -> types.WorkspaceEdit | None:
        """The edit that upgrades all that may be written, to be looked at first where the client can show it.

        Raises as `resolve` does; None if there is nothing to do.
        """
        every = list(projects.by_root.values())
        versions = [(document, document.version) for document in self._documents]
        found = await self._done(self._all_edits(every), _EVERYTHING.title)
        for document, version in versions:
            self._still(document, version)
        return workspace_edit(found, self._client, confirm=True) if found else None

    async def _all_edits(self, projects: Sequence[Project]) -> list[tuple[Project, FileEdits]]:
        unsafe, found = self._configuration.unsafe_fixes, list[tuple[Project, FileEdits]]()
        for project in projects:
            edits: list[FileEdits] = []
            if await self._indexer.ready(project):
                edits = await self._indexer.ask_when_ready(project, WorkspaceEdits, unsafe)
            elif project.documents:
                project.settle()
                edits = file_edits(project.workspace, workspace_fix(project.workspace, unsafe).changes())
            found += [(project, edit) for edit in edits]
        return found

    async def _computed(self, offer: _Offer) -> tuple[Verdict, list[FileEdits]]:
        """The edits of a fix, by another process if that may take long or has to see what is not open."""
        document, unsafe = offer.document, self._configuration.unsafe_fixes
        if offer.fix.kind not in _LOCAL and await self._indexer.ready(document.project):
            about = (document.home, offer.span, offer.fix.key, unsafe)
            asked = self._indexer.ask_when_ready(document.project, EditsOf, *about)
            answer: tuple[Verdict, list[FileEdits]] | None = await asked
            if answer is None:
                raise JsonRpcContentModified(_MOVED_ON)
            return answer
        analysis = document.analysis()
        if analysis is None:
            raise JsonRpcContentModified(_MOVED_ON)
        try:
            fix = find_fix(analysis, offer.span, offer.fix.key, unsafe)
        except LookupError as error:  # the settings have changed
            raise JsonRpcContentModified(_MOVED_ON) from error
        source = analysis.document.source
        if fix.kind in _SMALL or len(source) < _LARGE or len(analysis.workspace.readings) > 1:
            return fix.verdict, file_edits(analysis.workspace, fix.changes())
        settings = document.settings
        job = FixAlone(source, document.path, settings, analysis.encoding, document.home, offer.span, fix.key, unsafe)
        return fix.verdict, await self._worker.run(job)

    async def _done(self, work: Coroutine[Any, Any, T], title: str, token: str | int | None = None) -> T:
        """The result of work, which is shown to the person if it takes long. Raises JsonRpcInternalError."""
        try:
            return await with_progress(work, title, self._progress, token, self._client.progress)
        except WorkFailed as error:
            raise JsonRpcInternalError(f"{title}: {internal_error(str(error))}.") from error

    def _still(self, document: OpenDocument, version: int) -> None:
        """Raises JsonRpcContentModified if a text is another one by now."""
        if document.version != version or self._documents.get(document.uri) is not document:
            raise JsonRpcContentModified(_MOVED_ON)


def _only(params: types.CodeActionParams) -> list[str]:
    """The kinds that a client asks for, none for all."""
    return [str(getattr(kind, "value", kind)) for kind in params.context.only or ()]


def _told(fix: Offered) -> dict[str, str | bool]:
    return {"kind": fix.kind.value, "key": fix.key, "title": fix.title, "shownFirst": fix.is_shown_first}


def _is_wanted(kind: str, only: Sequence[str]) -> bool:
    """Whether a client that asks for `only` some kinds, each with its sub-kinds, wants this one."""
    return not only or any(wanted in ("", kind) or kind.startswith(f"{wanted}.") for wanted in only)


def _about(
    offers: list[_Offer], diagnostics: Sequence[types.Diagnostic], text: Document, client: Client
) -> list[_Offer]:
    """The offers with the diagnostics that each resolves; quick fixes for others are left out.

    If none of the diagnostics is known, as they may be older than the text, all offers stay.
    """
    if not offers or not diagnostics:
        return offers
    places = [(diagnostic, (diagnostic.code, span_of(diagnostic.range, text, client))) for diagnostic in diagnostics]
    told = []
    for offer in offers:
        resolved = set(offer.fix.places)
        told.append(replace(offer, diagnostics=tuple(known for known, place in places if place in resolved)))
    if any(offer.diagnostics for offer in told if offer.kind == QUICK_FIX):
        return [offer for offer in told if offer.diagnostics or offer.kind != QUICK_FIX]
    return told
