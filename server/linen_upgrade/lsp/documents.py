"""The texts that are open in the editor, each with its analysis."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from linen_upgrade.analysis import FileAnalysis, FileReading, file_reading, new_document
from linen_upgrade.document import Document, Encoding
from linen_upgrade.lsp.projects import Projects
from linen_upgrade.lsp.uris import name_of, path_of
from linen_upgrade.project.requirements import requirement_language
from linen_upgrade.project.settings import Settings

LARGEST_TEXT = 10_000_000
"""Bytes from which on a text is left alone: no person wrote it."""
_PYTHON_SUFFIXES = (".py", ".pyi", ".pyw")

SettingsOf = Callable[[Path | None], "Settings | None"]
"""Tells the settings for a file, None if it is excluded."""
Change = tuple[tuple[int, int, int, int] | None, str]


class OpenDocument:
    """One open text. `version` is the editor's; `remark` says why the text is not analysed, empty if it is."""

    def __init__(
        self, uri: str, version: int, text: str, encoding: Encoding, settings_of: SettingsOf, projects: Projects
    ) -> None:
        self.uri, self.version = uri, version
        self.path = path_of(uri)
        self.remark = ""
        self.known: FileAnalysis | None = None
        """The last analysis, for the project to keep."""
        self._encoding, self._settings_of = encoding, settings_of
        self._text: Document | None = None
        self._reading: FileReading | None = None
        self._replace(text)
        self.project = projects.of(self.path)
        self.home = self.project.home(self.path)
        self.project.add(self)

    def change(self, version: int, changes: list[Change]) -> None:
        """Follow an editor's changes (see `Document.edit`); nothing is analysed yet."""
        whole = [index for index, (place, _) in enumerate(changes) if place is None]
        if whole and (self._text is None or len(changes[whole[-1]][1]) > LARGEST_TEXT):
            self._replace(changes[whole[-1]][1])
            changes = changes[whole[-1] + 1 :]
        if self._text is not None and changes:
            self._text.edit(changes, self._encoding)
            self.remark = _unfit(self.uri, self._text.source)
        self.version = version
        self.project.touch(self)

    def reading(self) -> FileReading | None:
        """The text for its project to read; None if it is none for us (see `remark`) or excluded."""
        if self._text is None or self.remark:
            return None
        if self._reading is None:
            settings = self._settings_of(self.path)
            if settings is not None:
                self._reading = file_reading(self._text, settings, self.path, self._encoding)
        return self._reading

    def analysis(self) -> FileAnalysis | None:
        """The analysis of the text as it is now; None if the text is none for us (see `remark`) or excluded.

        Raises AnalysisFailed.
        """
        return self.project.analysis(self)

    @property
    def settings(self) -> Settings:
        """Those that it is read with."""
        return self._reading.settings if self._reading is not None else Settings()

    @property
    def revision(self) -> int:
        """Another number whenever the analysis may say something else."""
        return self._reading.revision if self._reading is not None else -1

    def settings_changed(self) -> None:
        """Analyse from nothing at the next question, if the settings for this text are others now."""
        if self._reading is None or self._settings_of(self.path) != self._reading.settings:
            self.forget_analysis()

    def forget_analysis(self) -> None:
        """Analyse from nothing at the next question."""
        self._reading = None
        self.project.touch(self)

    @property
    def has_syntax_error(self) -> bool:
        """Whether the incremental tree may differ from a fresh one (see `parse_from_nothing`)."""
        return self._text is not None and self._text.tree.root_node.has_error

    def parse_from_nothing(self) -> None:
        """Parse the text without the tree that was edited, which around an error may differ from a fresh one."""
        if self._text is not None:
            self._text.reparse_from_nothing()
            self.project.touch(self)

    def _replace(self, text: str) -> None:
        source = text.encode(errors="replace")
        self.remark = _unfit(self.uri, source)
        self._text = new_document(source, self.path) if len(source) <= LARGEST_TEXT else None
        self._reading = None


def _unfit(uri: str, source: bytes) -> str:
    if len(source) > LARGEST_TEXT:
        return f"{name_of(uri)} is larger than {LARGEST_TEXT // 1_000_000} MB; linen-upgrade leaves it alone."
    if b"\0" in source:
        return f"{name_of(uri)} contains NUL bytes, which is not Python; linen-upgrade leaves it alone."
    return ""


class Documents:
    """All open texts, by URI. Notifications about others are passed over."""

    def __init__(self, settings_of: SettingsOf, projects: Projects) -> None:
        self.encoding = Encoding.UTF16
        """The unit that the client counts characters in; agreed upon before any text is opened."""
        self._settings_of, self._projects = settings_of, projects
        self._open: dict[str, OpenDocument] = {}

    def __iter__(self) -> Iterator[OpenDocument]:
        return iter(list(self._open.values()))

    def get(self, uri: str) -> OpenDocument | None:
        """The open text of that URI, None if there is none or it is none for us."""
        return self._open.get(uri)

    def did_open(self, params: Mapping[str, Any]) -> OpenDocument | None:
        """Keep a text that was opened (`DidOpenTextDocumentParams` as JSON).

        None for what is neither Python nor lists requirements.
        """
        item = params["textDocument"]
        uri = item["uri"]
        self._close(uri)
        is_code = item.get("languageId") == "python" or uri.lower().endswith(_PYTHON_SUFFIXES)
        path = path_of(uri)
        if not is_code and (path is None or requirement_language(path) is None):
            return None
        encoding, settings_of = self.encoding, self._settings_of
        document = OpenDocument(uri, item["version"], item["text"], encoding, settings_of, self._projects)
        self._open[uri] = document
        return document

    def did_change(self, params: Mapping[str, Any]) -> OpenDocument | None:
        """Follow a change (`DidChangeTextDocumentParams` as JSON); None if the text is not open here."""
        document = self._open.get(params["textDocument"]["uri"])
        if document is not None:
            changes = [(_place(change.get("range")), change["text"]) for change in params["contentChanges"]]
            version = params["textDocument"].get("version")
            document.change(document.version if version is None else version, changes)
        return document

    def did_close(self, params: Mapping[str, Any]) -> OpenDocument | None:
        """Forget a text that was closed (`DidCloseTextDocumentParams` as JSON); None if it was not open here."""
        return self._close(params["textDocument"]["uri"])

    def _close(self, uri: str) -> OpenDocument | None:
        document = self._open.pop(uri, None)
        if document is not None:
            document.project.remove(document)
        return document


def _place(place: Any) -> tuple[int, int, int, int] | None:
    if place is None:
        return None
    start, end = place["start"], place["end"]
    return start["line"], start["character"], end["line"], end["character"]
