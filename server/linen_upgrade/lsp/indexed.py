"""Code bases as the worker process knows them: the texts that are open in the editor, and the disk for the rest."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from linen_upgrade.analysis import CodeBase, FileAnalysis, FileReading, FileSummary, summary
from linen_upgrade.lsp.client import Client
from linen_upgrade.lsp.configuration import Configuration, EditorSettings
from linen_upgrade.lsp.diagnostics import NOTHING_AROUND, DiagnosticWriter, Surroundings
from linen_upgrade.lsp.links import FileLinks, file_links
from linen_upgrade.project.installed import InstalledPackages, package_folders
from linen_upgrade.project.roots import home_of, project_root
from linen_upgrade.project.settings import Settings
from linen_upgrade.project.source_files import SourceText
from linen_upgrade.project.survey import SurveyedFile, survey, surveyed
from linen_upgrade.project.walking import FoundFile, Walk
from linen_upgrade.rules import codes


@dataclass(frozen=True)
class OpenText:
    """A text as it is in the editor."""

    path: Path
    source: bytes
    settings: Settings


@dataclass(frozen=True)
class Setup:
    """What the worker has to know of the editor."""

    client: Client
    editor: EditorSettings
    folders: tuple[Path, ...]

    def configuration(self) -> Configuration:
        """Answers which settings a file has; what is wrong with them is told by the server."""
        configuration = Configuration(lambda sentence: None, codes())
        configuration.use_folders(self.folders)
        configuration.use(self.editor)
        return configuration


@dataclass
class News:
    """What is to be known of a code base since the last news."""

    homes: frozenset[str] | None = None
    """All its files, None where these are the same."""
    installed: Mapping[str, str] | None = None
    """The modules of installed packages that count, as `CodeBase.installed`; None where these are the same."""
    summaries: dict[str, FileSummary] = field(default_factory=dict)
    gone: tuple[str, ...] = ()
    """Files that there is no summary of any more."""
    links: dict[str, FileLinks] = field(default_factory=dict)
    """Where files define and call classes."""
    reports: dict[str, bytes] = field(default_factory=dict)
    """The diagnostics of the person's files, as JSON."""


@dataclass(frozen=True)
class Changes:
    """What has happened to a code base since it was asked last."""

    opened: Mapping[str, OpenText] = field(default_factory=dict)
    """Open texts that are new or have changed."""
    closed: frozenset[str] = frozenset()
    on_disk: frozenset[str] = frozenset()
    """Files that were written by someone."""
    rescan: bool = False
    """Whether files may have come or gone."""


class _State(NamedTuple):
    """By which one state of a file that is read is told from another."""

    file: int
    names: int
    revision: int
    version: int


class IndexedCodeBase:
    """One code base, and what the server has been told of it."""

    def __init__(self, root: Path, given: Iterable[Path], setup: Setup) -> None:
        """Of the folders `given`, those that are inside are the person's; the rest of it is evidence only."""
        self.root, self._setup = root, setup
        self._configuration = setup.configuration()
        self._given = tuple(given)
        self._open: dict[str, OpenText] = {}
        self._told: dict[str, _State] = {}
        self._told_homes: frozenset[str] = frozenset()
        self._told_installed: Mapping[str, str] = {}
        self._around = NOTHING_AROUND
        self._reports: dict[str, bytes] = {}
        self._writers: dict[str, DiagnosticWriter] = {}
        packages = InstalledPackages(package_folders(root, self._configuration.python_of(root)))
        self.code_base = CodeBase(root, {}, setup.client.encoding, packages=packages)

    def found(self) -> dict[str, FoundFile]:
        """The files that are on disk now, less those that settings and ignore files leave out."""
        walk = Walk(self._configuration.of_folder, lambda sentence: None)
        files = {home_of(file.path, self.root): file.path for file in walk.files([self.root])}
        settings = {home: self._configuration.settings_of(path) for home, path in files.items()}
        return {home: FoundFile(files[home], s) for home, s in settings.items() if s is not None}

    def change(self, changes: Changes, progress: Callable[[int, int], None] = lambda done, of: None) -> None:
        """Follow what has happened."""
        if changes == Changes():
            return
        for home in changes.closed:
            self._open.pop(home, None)
        self._open.update(changes.opened)
        known = self.code_base.files
        found = self.found() if changes.rescan or changes.closed else {h: f.found for h, f in known.items()}
        wanted = {h for h in found if h not in known or h in changes.on_disk or h in changes.closed} - set(self._open)
        read: dict[str, SurveyedFile] = {}
        for number, home in enumerate(sorted(wanted)):
            progress(number, len(wanted))
            read[home] = survey(found[home])
        gone = {home for home in known if home not in found and home not in self._open}
        gone |= {home for home, file in read.items() if file.text is None and not os.path.exists(file.path)}
        for home, text in changes.opened.items():
            read[home] = surveyed(FoundFile(text.path, text.settings), SourceText(text.source, b"", "utf-8", False))
        self.code_base.update({home: file for home, file in read.items() if home not in gone}, gone)
        self.code_base.workspace.writable = frozenset(
            home for home in self.code_base.files if home in self._open or self._is_given(home)
        )

    def news(self) -> News:
        """What the server doesn't know yet."""
        files = self.code_base.workspace.readings
        gone = tuple(home for home in self._told if home not in files)
        for home in gone:
            del self._told[home]
            self._reports.pop(home, None)
        changed = [home for home, file in files.items() if self._has_changed(home, file)]
        fresh = {home: summary(files[home]) for home in changed}
        links = {home: file_links(FileAnalysis.of(self.code_base.workspace, home)) for home in changed}
        links = {home: told for home, told in links.items() if told != self._around.links.get(home)}
        if links or gone:
            kept = {home: told for home, told in self._around.links.items() if home not in gone}
            self._around = Surroundings({**kept, **links}, self._uri)
        # What is said of a file may name places in others.
        stale = files if (links or gone) and self._setup.client.related_information else changed
        reports = {home: self._report(home) for home in stale if self._is_given(home)}
        reports = {home: told for home, told in reports.items() if told != self._reports.get(home)}
        self._reports.update(reports)
        homes = frozenset(self.code_base.files)
        installed = self.code_base.installed
        news = News(
            None if homes == self._told_homes else homes,
            None if installed == self._told_installed else installed,
            fresh,
            gone,
            links,
            reports,
        )
        self._told_homes, self._told_installed = homes, installed
        return news

    def _has_changed(self, home: str, file: FileReading) -> bool:
        """Whether a file has another text or reading than it had when this was asked last."""
        state = _State(id(file), id(file.names), file.revision, file.document.version)
        known, self._told[home] = self._told.get(home), state
        return known != state

    def analysis(self, home: str) -> FileAnalysis | None:
        """The findings of a file, None if it has nothing to do with Flax or cannot be read."""
        workspace = self.code_base.workspace
        return FileAnalysis.of(workspace, home) if home in workspace.readings else None

    def _report(self, home: str) -> bytes:
        writer = self._writers.setdefault(home, DiagnosticWriter(self._setup.client, home))
        return writer.write(FileAnalysis.of(self.code_base.workspace, home).statements, self._around)

    def _uri(self, home: str) -> str:
        return (self.root / home).as_uri()

    def _is_given(self, home: str) -> bool:
        """Whether a file lies in one of the person's folders, and is no installed one."""
        if home not in self.code_base.files:
            return False
        path = Path(os.path.abspath(self.code_base.files[home].path))
        return any(path.is_relative_to(folder) for folder in self._given)


class Index:
    """All code bases that the worker process has been asked about."""

    def __init__(self) -> None:
        self.code_bases: dict[Path, IndexedCodeBase] = {}

    def roots(self, folders: Iterable[Path], setup: Setup) -> list[Path]:
        """The roots of the code bases in the person's folders."""
        configuration = setup.configuration()
        walk = Walk(configuration.of_folder, lambda sentence: None)
        roots: dict[Path, None] = {}
        for folder in folders:
            of_folder: dict[Path, Path] = {}
            for file in walk.files([folder] if folder.is_dir() else []):
                place = Path(os.path.abspath(file.path)).parent
                if place not in of_folder:
                    of_folder[place] = project_root(place) or folder
                roots[of_folder[place]] = None
        return list(roots)
