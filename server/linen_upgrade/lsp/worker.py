"""Does what would hold up the editor in another process: indexing, and the edits of more than a statement.

That process is started when it is needed first, and again after it has died or was stopped: cancelling a job
stops it, as does the end of the server. An executor of `concurrent.futures` could do neither: it cannot stop a job
that runs, and its workers outlive a server that is killed.
"""

from __future__ import annotations

import asyncio
import contextlib
import pickle
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from linen_upgrade.lsp.worker_process import LENGTH, Failed, Job, Told, frame

T = TypeVar("T")


class WorkFailed(Exception):
    """The job could not be done; says why."""


class WorkerDied(WorkFailed):
    """The process has ended with the job, and with all that it knew."""


class Worker:
    """The other process. One job at a time; others wait."""

    def __init__(self) -> None:
        self.generation = 0
        """How many processes there have been: each begins without knowing anything."""
        self._process: Process | None = None
        self._turn = asyncio.Lock()

    @property
    def knows(self) -> int:
        """The generation of the process that would do the next job, 0 if there is none yet."""
        alive = self._process is not None and self._process.returncode is None
        return self.generation if alive else 0

    async def run(self, job: Job[T], told: Callable[[Any], None] = lambda _message: None) -> T:
        """The result of a job; `told` gets what it tells on the way. When it is cancelled, the process is stopped.

        Raises WorkFailed.
        """
        async with self._turn:
            process = await self._started()
            try:
                answer = await _exchange(process, job, told)
            except (asyncio.IncompleteReadError, OSError) as error:
                self.stop()
                raise WorkerDied("the process that computes it has died") from error
            except asyncio.CancelledError:
                self.stop()
                raise
        if isinstance(answer, Failed):
            raise WorkFailed(answer.why)
        return answer

    def stop(self) -> None:
        """End the process, whatever it is at."""
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()

    async def _started(self) -> Process:
        if self._process is None or self._process.returncode is not None:
            # The same modules as here, none from the folder where the server was started: that is the person's.
            folders = [folder for folder in sys.path if folder]
            command = (
                f"import sys; sys.path[:] = {folders!r}; from linen_upgrade.lsp.worker_process import main; main()"
            )
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", command, stdin=PIPE, stdout=PIPE, cwd=Path(sys.executable).parent
            )
            self.generation += 1
        return self._process


async def _exchange(process: Process, job: Job[T], told: Callable[[Any], None]) -> T | Failed:
    assert process.stdin is not None  # both are pipes
    assert process.stdout is not None
    process.stdin.write(frame(job))
    await process.stdin.drain()
    while True:
        (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
        answer = pickle.loads(await process.stdout.readexactly(length))
        if not isinstance(answer, Told):
            result: T | Failed = answer
            return result
        told(answer.message)
