"""When diagnostics go to the client: when it asks, if it can, else after every change; and once more in a pause."""

from __future__ import annotations

import asyncio
import itertools
import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from lsprotocol import types

from linen_upgrade.lsp.client import Client
from linen_upgrade.lsp.diagnostics import DiagnosticWriter
from linen_upgrade.lsp.documents import Documents, OpenDocument
from linen_upgrade.lsp.projects import Project
from linen_upgrade.lsp.protocol import LinenProtocol
from linen_upgrade.lsp.unopened import Unopened

PAUSE = 0.2
"""Seconds without a keystroke after which a text with a syntax error is parsed from nothing."""
_NOTHING = b"[]"


@dataclass
class _Report:
    """The diagnostics that a text has, under a name that tells whether they are news."""

    writer: DiagnosticWriter
    items: bytes = _NOTHING
    name: str = ""
    revision: int = -1
    """That of the document which the client has been told of."""
    pause: asyncio.TimerHandle | None = None
    publishing: asyncio.Handle | None = None


class Publisher:
    """Brings the diagnostics of all open texts to the client, by pull or by push, never by both."""

    def __init__(self, protocol: LinenProtocol, documents: Documents) -> None:
        self._protocol, self._documents = protocol, documents
        self._client = Client()
        self._reports: dict[str, _Report] = {}
        session, numbers = secrets.token_hex(4), itertools.count()
        self.shows_unopened: Callable[[bool], bool] = lambda usual: usual
        """Whether diagnostics of files that are not open are wanted, if that is `usual` for the client."""
        self._refreshing: asyncio.TimerHandle | None = None
        self._new_name: Callable[[], str] = lambda: f"{session}-{next(numbers)}"
        self.unopened = Unopened(self._new_name)

    def use(self, client: Client) -> None:
        """Speak to a client of these capabilities."""
        self._client = client

    def opened(self, document: OpenDocument) -> None:
        """A text was opened."""
        self._forget(document.uri)
        self._reports[document.uri] = _Report(DiagnosticWriter(self._client, document.home))
        self._push_soon(document)

    def changed(self, document: OpenDocument) -> None:
        """A text has changed."""
        report = self._reports[document.uri]
        self._push_soon(document)
        if report.pause is not None:
            report.pause.cancel()
            report.pause = None
        if document.has_syntax_error:
            report.pause = asyncio.get_running_loop().call_later(PAUSE, self._paused, document)

    def closed(self, document: OpenDocument) -> None:
        """A text was closed: who got diagnostics pushed is to forget them."""
        self._forget(document.uri)
        if not self._client.pulls_diagnostics:
            shown = self.shows_unopened(False)
            self._push(document.uri, None, self.unopened.items(document.uri) if shown else _NOTHING)
        document.project.settle()
        self.others_changed(document.project)
        self._protocol.answer_held()

    def settings_changed(self) -> None:
        """Every text may have other diagnostics now."""
        for document in self._documents:
            document.settings_changed()
            self._push_soon(document)
        self._refresh()
        self._protocol.answer_held()
        if not self._client.pulls_diagnostics:
            self._push_unopened()

    def answer(self, params: Mapping[str, Any]) -> bytes:
        """The answer to `textDocument/diagnostic` (parameters and result as JSON)."""
        document = self._documents.get(params["textDocument"]["uri"])
        if document is None:
            return b'{"kind":"full","items":[]}'
        report = self._fresh(document)
        name = json.dumps(report.name).encode()
        if params.get("previousResultId") == report.name:
            return b'{"kind":"unchanged","resultId":%s}' % name
        return b'{"kind":"full","resultId":%s,"items":%s}' % (name, report.items)

    def _fresh(self, document: OpenDocument) -> _Report:
        report = self._reports[document.uri]
        analysis = document.analysis()
        items = report.writer.write(analysis.statements, document.project.around) if analysis else _NOTHING
        if items != report.items or not report.name:
            report.items, report.name = items, self._new_name()
        report.revision = document.revision
        self.others_changed(document.project)
        return report

    def others_changed(self, project: Project) -> None:
        """Texts that nobody typed in may mean something else after a change in another file."""
        for document in project.documents.values():
            report = self._reports.get(document.uri)
            if report is not None and report.revision not in (-1, document.revision):
                self._push_soon(document)
                if self._client.pulls_diagnostics:
                    report.revision = document.revision
                    self._refresh_soon()

    def _paused(self, document: OpenDocument) -> None:
        """Typing has paused in a text with a syntax error: tell what a fresh tree says, if it differs."""
        report = self._reports[document.uri]
        report.pause = None
        document.parse_from_nothing()
        known = report.name
        if self._fresh(document).name != known:
            self._push_soon(document)
            self._refresh()

    def _push_soon(self, document: OpenDocument) -> None:
        """Push after the changes that are waiting already: who types fast is not told of every text in between."""
        report = self._reports[document.uri]
        if not self._client.pulls_diagnostics and report.publishing is None:
            report.publishing = asyncio.get_running_loop().call_soon(self._push_now, document)

    def _push_now(self, document: OpenDocument) -> None:
        report = self._reports[document.uri]
        report.publishing = None
        self._push(document.uri, document.version, self._fresh(document).items)

    def _push(self, uri: str, version: int | None, items: bytes) -> None:
        about = json.dumps({"uri": uri} if version is None else {"uri": uri, "version": version})
        params = b'%s,"diagnostics":%s}' % (about[:-1].encode(), items)
        self._protocol.notify_ready(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)

    def learnt(self, project: Project, reports: Mapping[str, bytes]) -> None:
        """These are the diagnostics of files of a code base as they are on the disk; open ones have their own."""
        self.others_changed(project)
        self.unopened.learn({project.uri(home): items for home, items in reports.items()})
        if any(home not in project.documents for home in reports):
            if self._client.pulls_diagnostics:
                self._protocol.answer_held()
                self._refresh_soon()
            else:
                self._push_unopened()

    def answer_for_all(self, params: Mapping[str, Any]) -> bytes | None:
        """The answer to `workspace/diagnostic`: all files that are not open and have, or had, diagnostics.

        None where nothing has changed and the client takes partial results: that one asks again as soon as it has an
        answer, and waits for one as long as it takes. Others may wait for theirs before they do anything else.
        """
        known = {item["uri"]: item["value"] for item in params.get("previousResultIds") or ()}
        opened = {document.uri for document in self._documents}
        answer, is_news = self.unopened.answer(known, opened, self.shows_unopened(True))
        return answer if is_news or params.get("partialResultToken") is None else None

    def _push_unopened(self) -> None:
        shown, opened = self.shows_unopened(False), {document.uri for document in self._documents}
        for uri, items in self.unopened.to_push(shown):
            if uri not in opened:
                self._push(uri, None, items)

    def _refresh_soon(self) -> None:
        """Have the client ask again in a pause: who types a name changes what others mean with every letter."""
        if self._refreshing is not None:
            self._refreshing.cancel()
        self._refreshing = asyncio.get_running_loop().call_later(PAUSE, self._refresh)

    def _refresh(self) -> None:
        if self._client.pulls_diagnostics and self._client.refreshes_diagnostics:
            self._protocol.ask(types.WORKSPACE_DIAGNOSTIC_REFRESH, None)

    def _forget(self, uri: str) -> None:
        if (report := self._reports.pop(uri, None)) is not None:
            for handle in (report.pause, report.publishing):
                if handle is not None:
                    handle.cancel()
