"""Has the worker process read the code bases of the person's folders, and tells it what changes."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Collection, Coroutine, Iterable, Mapping
from pathlib import Path
from typing import Any

from linen_upgrade.lsp.client import Client
from linen_upgrade.lsp.configuration import Configuration
from linen_upgrade.lsp.indexed import News, Setup
from linen_upgrade.lsp.jobs import FindRoots, Progress, Question, ReadAll
from linen_upgrade.lsp.progress import Bar
from linen_upgrade.lsp.projects import Project, Projects
from linen_upgrade.lsp.worker import Worker, WorkerDied, WorkFailed

logger = logging.getLogger(__name__)

PAUSE = 0.25
"""Seconds without news from the editor after which the worker is told what has changed."""
_MERCY = 5.0
"""Seconds that an answer may still take when nobody waits for it any more."""
_DEATHS = 3
"""How often a worker may die over indexing before that is given up."""


class NoIndex(Exception):
    """The worker process doesn't know the code base; what is open is all that can be asked."""


class Indexer:
    """Keeps the worker's knowledge of the code bases up to date, and the server's knowledge of that."""

    def __init__(
        self, worker: Worker, projects: Projects, configuration: Configuration, bar: Callable[[], Bar]
    ) -> None:
        self._worker, self._projects, self._configuration = worker, projects, configuration
        self._new_bar = bar
        self._client = Client()
        self.learnt: Callable[[Project, Mapping[str, bytes]], None] = lambda _project, _reports: None
        """Called when something new is known of a code base, with the diagnostics that its files have now."""
        self._running: asyncio.Task[None] | None = None
        self._pauses: dict[Project, asyncio.TimerHandle] = {}
        self._on_disk: dict[Project, set[str]] = {}
        self._rescan: set[Project] = set()
        self._tasks: set[asyncio.Task[Any]] = set()
        self._deaths = 0
        self._ended = False
        self._generation = 0
        projects.outward = self.changed

    def use(self, client: Client) -> None:
        """Speak to a client of these capabilities."""
        self._client = client

    # -- reading everything

    def start(self) -> None:
        """Read all code bases from nothing: at the beginning, and when settings have changed."""
        self._ended = False
        if self._running is not None:
            self._running.cancel()
        for project in self._projects.by_root.values():
            project.forget_index()
        self._running = asyncio.get_running_loop().create_task(self._read_code_bases(everything=True))

    def stop(self) -> None:
        """The server is about to end."""
        if self._running is not None:
            self._running.cancel()
        for pause in self._pauses.values():
            pause.cancel()

    async def _read_code_bases(self, everything: bool) -> None:
        """Read those of all open texts; with `everything`, those in the person's folders, too, and forget others."""
        setup = Setup(self._client, self._configuration.editor, self._configuration.folders)
        bar = self._new_bar()
        try:
            with bar:
                roots = await self._worker.run(FindRoots(setup)) if everything and setup.folders else []
                for root in roots:
                    await self._read(self._projects.at(root), setup, bar)
                while unread := [p for p in self._projects.by_root.values() if p.documents and not p.indexed]:
                    await self._read(unread[0], setup, bar)
            if everything:
                self._forget_others(roots)
        except WorkerDied:
            self._died()
        except WorkFailed as error:
            logger.error("Cannot read the code base: %s", error)
        except asyncio.CancelledError:
            self._ended |= bar.cancelled
            if not bar.cancelled:
                raise

    def _forget_others(self, roots: Collection[Path]) -> None:
        """Leave code bases whose folder was closed."""
        for root in set(self._projects.by_root) - set(roots):
            project = self._projects.by_root[root]
            if not project.documents:
                self._learn(project, [News(gone=tuple(project.workspace.summaries))])
                del self._projects.by_root[root]

    async def _read(self, project: Project, setup: Setup, bar: Bar) -> None:
        assert project.root is not None
        told: list[News] = []

        def take(message: Any) -> None:
            if isinstance(message, Progress):
                bar.report(message.done, message.of)
            else:
                told.append(message)

        job = ReadAll(project.root, setup, project.everything())
        told.append(await self._worker.run(job, take))
        known = {home for news in told for home in news.summaries}
        gone = tuple(home for home in project.workspace.summaries if home not in known)
        told.append(News(gone=gone))
        project.indexed = True
        self._deaths, self._generation = 0, self._worker.generation
        self._learn(project, told)
        if project.has_news or project in self._on_disk:  # it came while the process was reading
            self.changed(project)

    def _died(self) -> None:
        self._deaths += 1
        if self._deaths < _DEATHS:
            self.start()
        else:
            logger.error("The process that reads the code base has died %d times and is not started again.", _DEATHS)

    def _learn(self, project: Project, told: Iterable[News]) -> None:
        reports: dict[str, bytes] = {}
        for news in told:
            project.learn(news)
            reports |= {**dict.fromkeys(news.gone, b"[]"), **news.reports}
        project.settle_news()
        self.learnt(project, reports)

    # -- what changes

    def opened(self, project: Project) -> None:
        """A text of a code base was opened."""
        if project.root is None or project.indexed or self._ended:
            return
        if self._running is None or self._running.done():
            self._running = asyncio.get_running_loop().create_task(self._read_code_bases(everything=False))

    async def ready(self, project: Project) -> bool:
        """Whether the worker has to be asked about a code base, as not all of it is open; waits until that is known.

        A code base that the person didn't want to be read is read all the same: an answer has to be right.
        """
        if project.root is None:
            return False
        if self._ended and not project.indexed:
            self.start()
        while self._running is not None and not self._running.done() and not project.indexed:
            await asyncio.wait({self._running})
        return project.is_larger

    async def ask_when_ready(self, project: Project, question: Callable[..., Question], *about: object) -> Any:
        """As `ask`, but what is not known is read first. Raises WorkFailed."""
        for _ in range(_DEATHS):
            with contextlib.suppress(NoIndex):
                return await self.ask(project, question, *about)
            await self.ready(project)
        raise WorkFailed("the code base cannot be read")

    def changed(self, project: Project) -> None:
        """Something may mean something else in files that are not open: tell the worker in a pause."""
        if project.root is None:
            return
        if (pause := self._pauses.pop(project, None)) is not None:
            pause.cancel()
        self._pauses[project] = asyncio.get_running_loop().call_later(PAUSE, self._paused, project)

    def on_disk(self, paths: Iterable[Path], rescan: bool) -> None:
        """Files were written; with `rescan`, some may have come or gone."""
        written = list(paths)
        for project in self._projects.by_root.values():
            root = project.root
            inside = {project.home(path) for path in written if root is not None and path.is_relative_to(root)}
            if inside:
                self._on_disk.setdefault(project, set()).update(inside)
                if rescan:
                    self._rescan.add(project)
                self.changed(project)

    def _paused(self, project: Project) -> None:
        del self._pauses[project]
        self._keep(asyncio.get_running_loop().create_task(self._logged(self._tell(project))))

    async def _tell(self, project: Project) -> None:
        try:
            await self.ask(project, Question)
        except NoIndex:
            return

    async def ask(self, project: Project, question: Callable[..., Question], *about: object) -> Any:
        """The answer to a question about a code base as it is in the editor now. Raises NoIndex and WorkFailed."""
        if not project.indexed or project.root is None:
            raise NoIndex
        if self._worker.knows != self._generation:
            self.start()
            raise NoIndex
        work = asyncio.get_running_loop().create_task(self._answer(project, question, about))
        self._keep(work)
        try:
            # An editor takes back most of its questions; the worker, and what it knows, are not to be lost over that.
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            asyncio.get_running_loop().call_later(_MERCY, self._give_up, project, work)
            raise

    async def _answer(self, project: Project, question: Callable[..., Question], about: tuple[object, ...]) -> Any:
        rescan = project in self._rescan
        self._rescan.discard(project)
        changes = project.changes(frozenset(self._on_disk.pop(project, ())), rescan)
        try:
            answer, news = await self._worker.run(question(project.root, changes, *about))
        except WorkerDied:
            project.forget_index()
            self.start()
            raise
        self._learn(project, [news])
        return answer

    def _give_up(self, project: Project, work: asyncio.Task[Any]) -> None:
        """Nobody waits for an answer any more, and it still is not there."""
        if not work.done():
            work.cancel()
            project.forget_index()
            self.start()

    def _keep(self, task: asyncio.Task[Any]) -> None:
        """Hold a task until it is done; what goes wrong in it is told to who waits for it, if anybody does."""
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda done: done.cancelled() or done.exception())

    async def _logged(self, work: Coroutine[Any, Any, None]) -> None:
        try:
            await work
        except WorkFailed as error:
            logger.error("Cannot read the code base: %s", error)
