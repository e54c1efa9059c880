"""The language server: which question of the protocol is answered where."""

from __future__ import annotations

import asyncio
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from linen_upgrade import __version__
from linen_upgrade.lsp.client import Client, understand
from linen_upgrade.lsp.code_actions import CHECK, FIX_ALL, QUICK_FIX, REWRITE, UPGRADE_WORKSPACE, CodeActions
from linen_upgrade.lsp.configuration import SECTION, Configuration
from linen_upgrade.lsp.documents import Documents
from linen_upgrade.lsp.hover import hover_at
from linen_upgrade.lsp.indexing import Indexer
from linen_upgrade.lsp.lifetime import watch_process
from linen_upgrade.lsp.log import log_to_client
from linen_upgrade.lsp.progress import Bar
from linen_upgrade.lsp.projects import Projects
from linen_upgrade.lsp.protocol import LinenProtocol
from linen_upgrade.lsp.publishing import Publisher
from linen_upgrade.lsp.uris import path_of
from linen_upgrade.lsp.worker import Worker
from linen_upgrade.project.requirements import GLOBS
from linen_upgrade.rules import codes

_OF_SETTINGS = ("pyproject.toml", ".gitignore")
"""Names of files that say which files there are and which rules count in them."""
_READ = ("**/*.py", *GLOBS)
"""What is read in a folder."""


class LinenServer(LanguageServer):
    """pygls' server and the parts that answer for it."""

    protocol: LinenProtocol

    def __init__(self) -> None:
        super().__init__("linen-upgrade", __version__, protocol_cls=LinenProtocol)
        self.client = Client()
        self.configuration = Configuration(self.warn, codes())
        self.projects = Projects()
        self.documents = Documents(self.configuration.settings_of, self.projects)
        self.publisher = Publisher(self.protocol, self.documents)
        self.worker = Worker()
        self.indexer = Indexer(self.worker, self.projects, self.configuration, self._bar)
        self.indexer.learnt = self.publisher.learnt
        self.publisher.shows_unopened = self._shows_unopened
        self.actions = CodeActions(
            self.documents, self.configuration, self.worker, self.indexer, self.work_done_progress
        )
        self.watch: asyncio.Task[None] | None = None

    def warn(self, sentence: str) -> None:
        """Tell the person something that they can do something about."""
        self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, sentence))

    def _shows_unopened(self, usual: bool) -> bool:
        chosen = self.configuration.editor.workspace_diagnostics
        return usual if chosen is None else chosen

    def _bar(self) -> Bar:
        return Bar("Reading the code base", self.work_done_progress, self.client.progress)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Nothing: what goes wrong is in the log already, and its request has got its answer."""


def create_server() -> LinenServer:
    """A server that waits for its client."""
    server = LinenServer()
    log_to_client(server)
    _register_lifetime(server)
    _register_texts(server)
    _register_questions(server)
    _register_settings(server)
    _register_files(server)
    return server


def _register_lifetime(server: LinenServer) -> None:
    def greeted(params: Any) -> None:
        server.client = understand(params.get("capabilities"))

    server.protocol.greeted = greeted

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.documents.encoding = server.client.encoding
        server.publisher.use(server.client)
        server.actions.use(server.client)
        server.indexer.use(server.client)
        _use_folders(server)
        server.configuration.use_editor_settings(params.initialization_options)
        _offer_what_the_client_can(server)
        if params.process_id is not None:
            watching = watch_process(params.process_id, server.protocol.hang_up)
            server.watch = asyncio.get_running_loop().create_task(watching)

    @server.feature(types.INITIALIZED)
    def initialized(_params: types.InitializedParams) -> None:
        if server.client.watches_files:
            _watch_files(server)
        server.indexer.start()

    @server.feature(types.SHUTDOWN)
    def shutdown(_params: None) -> None:
        server.protocol.give_up_held()
        server.indexer.stop()
        server.worker.stop()


def _use_folders(server: LinenServer) -> None:
    uris = [*server.workspace.folders, server.workspace.root_uri or ""]
    server.configuration.use_folders(path_of(uri) for uri in uris)
    server.projects.folders = server.configuration.folders


def _offer_what_the_client_can(server: LinenServer) -> None:
    """Register what depends on the client, so that it is announced in the answer to `initialize`."""
    if server.client.pulls_diagnostics:
        server.protocol.quick_requests[types.TEXT_DOCUMENT_DIAGNOSTIC] = server.publisher.answer
        server.protocol.quick_requests[types.WORKSPACE_DIAGNOSTIC] = server.publisher.answer_for_all
        pull = types.DiagnosticOptions(True, True, identifier=SECTION)
        server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, pull)(_answered_quickly)
        server.feature(types.WORKSPACE_DIAGNOSTIC)(_answered_quickly)
    if server.client.code_actions:
        kinds, resolves = [QUICK_FIX, REWRITE, FIX_ALL, CHECK], server.client.resolves_edits
        options = types.CodeActionOptions(kinds, resolve_provider=resolves, work_done_progress=True)

        @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, options)
        async def code_action(params: types.CodeActionParams) -> list[types.CodeAction]:
            return await server.actions.offer(params)

        @server.feature(types.CODE_ACTION_RESOLVE)
        async def resolve(action: types.CodeAction) -> types.CodeAction:
            return await server.actions.resolve(action)

    if server.client.applies_edits:

        @server.command(UPGRADE_WORKSPACE)
        async def upgrade_workspace() -> None:
            edit = await server.actions.upgrade_workspace(server.projects)
            if edit is None:
                sentence = "There is nothing to upgrade without a review in this workspace."
                server.window_show_message(types.ShowMessageParams(types.MessageType.Info, sentence))
            else:
                params = types.ApplyWorkspaceEditParams(edit, label="Upgrade the workspace")
                server.protocol.ask(types.WORKSPACE_APPLY_EDIT, params)


def _answered_quickly(_params: types.DocumentDiagnosticParams | types.WorkspaceDiagnosticParams) -> None:
    """Stands for a question in what pygls announces; its answer is among the protocol's `quick_requests`."""


def _register_texts(server: LinenServer) -> None:
    def did_open(params: Any) -> None:
        if (document := server.documents.did_open(params)) is not None:
            server.publisher.opened(document)
            server.indexer.opened(document.project)
            if document.remark:
                server.warn(document.remark)

    def did_change(params: Any) -> None:
        if (document := server.documents.did_change(params)) is not None:
            server.publisher.changed(document)

    def did_close(params: Any) -> None:
        if (document := server.documents.did_close(params)) is not None:
            server.publisher.closed(document)

    server.protocol.quick_notifications |= {
        types.TEXT_DOCUMENT_DID_OPEN: did_open,
        types.TEXT_DOCUMENT_DID_CHANGE: did_change,
        types.TEXT_DOCUMENT_DID_CLOSE: did_close,
    }


def _register_questions(server: LinenServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        document = server.documents.get(params.text_document.uri)
        return await hover_at(document, params.position, server.client, server.indexer) if document else None


def _register_settings(server: LinenServer) -> None:
    def did_change_configuration(params: Any) -> None:
        settings = (params or {}).get("settings")
        if settings is None and server.client.configuration:
            section = types.ConfigurationParams([types.ConfigurationItem(section=SECTION)])
            server.protocol.ask(types.WORKSPACE_CONFIGURATION, section, lambda answer: use(answer[0]))
        else:
            use(settings)

    def use(settings: object) -> None:
        before = server.configuration.editor
        server.configuration.use_editor_settings(settings)
        settings_changed(server.configuration.editor != before)

    def settings_changed(reread: bool = True) -> None:
        server.publisher.settings_changed()
        if reread:
            server.indexer.start()

    def did_change_watched_files(params: Any) -> None:
        changes = [(path_of(change["uri"]), change.get("type")) for change in params["changes"]]
        files = [(path, kind) for path, kind in changes if path is not None]
        if any(path.name in _OF_SETTINGS for path, _ in files):
            server.configuration.forget_files()
            settings_changed()
        else:
            rescan = any(kind != types.FileChangeType.Changed.value for _, kind in files)
            server.indexer.on_disk([path for path, _ in files], rescan)

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    def did_change_workspace_folders(_params: types.DidChangeWorkspaceFoldersParams) -> None:
        _use_folders(server)
        settings_changed()

    server.protocol.quick_notifications |= {
        types.WORKSPACE_DID_CHANGE_CONFIGURATION: did_change_configuration,
        types.WORKSPACE_DID_CHANGE_WATCHED_FILES: did_change_watched_files,
    }


def _register_files(server: LinenServer) -> None:
    file, folder = types.FileOperationPatternKind.File, types.FileOperationPatternKind.Folder
    patterns = [types.FileOperationPattern(glob, file) for glob in _READ]
    patterns.append(types.FileOperationPattern("**", folder))
    options = types.FileOperationRegistrationOptions([types.FileOperationFilter(pattern) for pattern in patterns])

    def moved(*uris: str) -> None:
        server.indexer.on_disk([path for uri in uris if (path := path_of(uri)) is not None], rescan=True)

    @server.feature(types.WORKSPACE_DID_CREATE_FILES, options)
    def did_create(params: types.CreateFilesParams) -> None:
        moved(*(file.uri for file in params.files))

    @server.feature(types.WORKSPACE_DID_RENAME_FILES, options)
    def did_rename(params: types.RenameFilesParams) -> None:
        moved(*(uri for file in params.files for uri in (file.old_uri, file.new_uri)))

    @server.feature(types.WORKSPACE_DID_DELETE_FILES, options)
    def did_delete(params: types.DeleteFilesParams) -> None:
        moved(*(file.uri for file in params.files))


def _watch_files(server: LinenServer) -> None:
    globs = dict.fromkeys([*_READ, *(f"**/{name}" for name in _OF_SETTINGS)])
    watchers = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(glob) for glob in globs])
    registration = types.Registration("files", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, watchers)
    server.protocol.ask(types.CLIENT_REGISTER_CAPABILITY, types.RegistrationParams([registration]))
