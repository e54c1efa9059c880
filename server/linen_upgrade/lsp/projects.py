"""The open texts of one code base, read together with what the worker process says of its other files."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from linen_upgrade.analysis import FileAnalysis, Workspace
from linen_upgrade.lsp.diagnostics import NOTHING_AROUND, Surroundings
from linen_upgrade.lsp.indexed import Changes, News, OpenText
from linen_upgrade.project.modules import ModuleIndex
from linen_upgrade.project.roots import home_of, project_root

if TYPE_CHECKING:
    from linen_upgrade.lsp.documents import OpenDocument

_LARGE_TEXT = 50_000
_ALONE = ""


class AnalysisFailed(Exception):
    """Something went wrong inside us over a text; says what."""


class Project:
    """The code base at `root`; without one, a single text that belongs to none."""

    def __init__(self, root: Path | None) -> None:
        self.root = root
        self.workspace = Workspace(tolerant=True)
        self.documents: dict[str, OpenDocument] = {}
        self.indexed = False
        """Whether the worker process has read it, so that it can be asked."""
        self.outward: Callable[[Project], None] = lambda _project: None
        """Called when files that are not open may mean something else after a change here."""
        self._stale: set[str] = set()
        self._unsettled = False
        self._homes: frozenset[str] = frozenset()
        self._installed: Mapping[str, str] = {}
        self._modules: tuple[frozenset[str], Mapping[str, str]] = frozenset(), {}
        self._unsent: set[str] = set()
        self._closed: set[str] = set()
        self._known_outside = self.workspace.stamp
        self.around = NOTHING_AROUND
        """What leads from file to file, as the worker process saw it last."""

    def home(self, path: Path | None) -> str:
        """How a file is called in it."""
        return home_of(path, self.root) if path is not None and self.root is not None else _ALONE

    def uri(self, home: str) -> str:
        """The URI of a file: the editor's own where it is open."""
        document = self.documents.get(home)
        if document is not None:
            return document.uri
        assert self.root is not None  # a text without a code base is open, or it would not be known
        return (self.root / home).as_uri()

    @property
    def is_larger(self) -> bool:
        """Whether it has files that are not open and have to do with Flax."""
        told = self.workspace.summaries.items()
        return self.indexed and any(home not in self.documents and not file.is_silent for home, file in told)

    def add(self, document: OpenDocument) -> None:
        """A text was opened."""
        self.documents[document.home] = document
        self._closed.discard(document.home)
        self.touch(document)

    def remove(self, document: OpenDocument) -> None:
        """A text was closed."""
        del self.documents[document.home]
        self._stale.add(document.home)
        self._unsent.discard(document.home)
        self._closed.add(document.home)
        self.outward(self)

    def touch(self, document: OpenDocument) -> None:
        """A text has changed."""
        self._stale.add(document.home)
        self._unsent.add(document.home)

    def settle(self) -> None:
        """Read what has changed."""
        if not self._stale and not self._unsettled:
            return
        has_large = self._take(self._stale)
        self.workspace.settle()
        if has_large:
            gc.freeze()  # the collector would walk through all of it again and again while somebody types
        # Only now: what goes wrong above is tried again at the next question.
        self._stale, self._unsettled = set(), False
        if self.workspace.stamp != self._known_outside:
            self._known_outside = self.workspace.stamp
            self.outward(self)

    def _take(self, stale: Iterable[str]) -> bool:
        """Hand texts to the workspace; tells whether a large one is to be read from nothing."""
        large = False
        for home in stale:
            document = self.documents.get(home)
            reading = document.reading() if document is not None else None
            if reading is None:
                self.workspace.remove(home)
            else:
                is_known = self.workspace.readings.get(home) is reading
                large |= not is_known and len(reading.document.source) > _LARGE_TEXT
                self.workspace.put(home, reading)
        modules = self._homes | self.documents.keys(), self._installed
        if self.root is not None and modules != self._modules:
            self._modules = modules
            self.workspace.modules = ModuleIndex(modules[0], self.root.name, modules[1])
        return large

    def analysis(self, document: OpenDocument) -> FileAnalysis | None:
        """The findings of an open text, None if it is not read. Raises AnalysisFailed."""
        self.settle()
        failure = self.workspace.failures.get(document.home)
        if failure is not None:
            document.forget_analysis()
            raise AnalysisFailed(failure)
        reading, known = self.workspace.readings.get(document.home), document.known
        if reading is None:
            document.known = None
        elif known is None or known.reading is not reading:
            document.known = FileAnalysis.of(self.workspace, document.home)
        else:
            known.refresh()
        return document.known

    # -- with the worker process

    def everything(self) -> Changes:
        """All open texts, for a process that knows nothing yet."""
        self._unsent = set(self.documents)
        return self.changes(rescan=True)

    @property
    def has_news(self) -> bool:
        """Whether there is something that the process has not been told yet."""
        return bool(self._unsent or self._closed)

    def changes(self, on_disk: frozenset[str] = frozenset(), rescan: bool = False) -> Changes:
        """What the process has not been told yet; from now on it counts as told."""
        opened, closed = {}, set(self._closed)
        for home in self._unsent & set(self.documents):
            document = self.documents[home]
            reading = document.reading()
            if reading is None or document.path is None:
                closed.add(home)
            else:
                opened[home] = OpenText(document.path, reading.document.source, reading.settings)
        self._unsent.clear()
        self._closed.clear()
        return Changes(opened, frozenset(closed), on_disk, rescan)

    def learn(self, news: News) -> None:
        """Take what the process says of files."""
        if news.homes is not None:
            self._homes = news.homes
            self._unsettled = True
        if news.installed is not None:
            self._installed = news.installed
            self._unsettled = True
        for home, summary in news.summaries.items():
            self.workspace.put_summary(home, summary)
        for home in news.gone:
            self.workspace.remove_summary(home)
        if news.summaries or news.gone:
            self._unsettled = True
        if news.links or news.gone:
            kept = {home: links for home, links in self.around.links.items() if home not in news.gone}
            self.around = Surroundings({**kept, **news.links}, self.uri)

    def settle_news(self) -> None:
        """Read what news have changed; the process knows about that already."""
        outward, self.outward = self.outward, lambda _project: None
        try:
            self.settle()
        finally:
            self.outward = outward

    def forget_index(self) -> None:
        """The process is gone, or what it knew is out of date."""
        self.indexed = False

    def __repr__(self) -> str:
        return f"Project({self.root})"


class Projects:
    """The code bases of all open texts, and those in the person's folders."""

    def __init__(self) -> None:
        self.folders: tuple[Path, ...] = ()
        self.by_root: dict[Path, Project] = {}
        self.outward: Callable[[Project], None] = lambda _project: None

    def of(self, path: Path | None) -> Project:
        """The code base of a file: the nearest folder above it with a pyproject.toml or a .git, else the opened one."""
        folder = path.parent if path is not None else None
        root = (project_root(folder) or self._opened(folder)) if folder is not None else None
        return self.at(root) if root is not None else Project(None)

    def at(self, root: Path) -> Project:
        """The code base at a root."""
        if root not in self.by_root:
            self.by_root[root] = Project(root)
            self.by_root[root].outward = self.outward
        return self.by_root[root]

    def _opened(self, folder: Path) -> Path | None:
        return next((opened for opened in self.folders if opened == folder or opened in folder.parents), None)
