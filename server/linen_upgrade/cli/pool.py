"""Many files on all processors, few ones right here; results in the order of the files."""

from __future__ import annotations

import itertools
import os
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from linen_upgrade.analysis.failures import internal_error
from linen_upgrade.project.survey import SurveyedFile
from linen_upgrade.project.walking import FoundFile

_FEW = 16
"""Up to so many files are done sooner than processes are started for them."""

Work = Callable[[FoundFile], SurveyedFile]


def each_file(work: Work, files: Iterable[FoundFile]) -> Iterator[SurveyedFile]:
    """`work` for every file. `work` must be picklable; `files` is read while the first ones are worked on."""
    waiting = iter(files)
    first = list(itertools.islice(waiting, _FEW + 1))
    queue, processors = itertools.chain(first, waiting), _processors()
    if len(first) <= _FEW or processors == 1:
        yield from map(work, queue)
        return
    while unfinished := (yield from _in_pool(work, queue, processors)):
        # A process died over one of these files; which one it was shows when they are done one by one.
        yield from _one_by_one(work, unfinished)


def _in_pool(work: Work, files: Iterator[FoundFile], processors: int) -> Generator[SurveyedFile, None, list[FoundFile]]:
    """Work until `files` ends; the files without a result are returned where a process died, else none."""
    running: deque[FoundFile] = deque()
    results: deque[Future[SurveyedFile]] = deque()
    pool = ProcessPoolExecutor(processors, initializer=_leave_interrupts_to_the_parent)
    try:
        while True:
            # Enough ahead to keep every process busy, few enough to keep memory and a walk within bounds.
            for file in itertools.islice(files, 8 * processors - len(running)):
                running.append(file)
                results.append(pool.submit(work, file))
            if not running:
                return []
            result = results.popleft().result()
            running.popleft()
            yield result
    except BrokenProcessPool:
        return list(running)
    finally:
        pool.shutdown(cancel_futures=True)


def _one_by_one(work: Work, files: Iterable[FoundFile]) -> Iterator[SurveyedFile]:
    """`work` for every file in one other process, and in a new one after each that dies."""
    waiting = deque(files)
    while waiting:
        with ProcessPoolExecutor(1, initializer=_leave_interrupts_to_the_parent) as pool:
            try:
                while waiting:
                    yield pool.submit(work, waiting[0]).result()
                    waiting.popleft()
            except BrokenProcessPool:
                yield SurveyedFile(waiting.popleft(), problem=internal_error("the process that worked on it died"))


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
