"""Computes edits without holding up the editor: small ones at once, those of large files in another process.

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
from pathlib import Path

from linen_upgrade.document import Edit
from linen_upgrade.lsp.fix_process import LENGTH, Job, frame


class FixFailed(Exception):
    """The edits could not be computed; says why."""


class FixWorker:
    """The other process. One job at a time; others wait."""

    def __init__(self) -> None:
        self._process: Process | None = None
        self._turn = asyncio.Lock()

    async def run(self, job: Job) -> list[Edit]:
        """The edits of a job. Raises FixFailed; when it is cancelled, the process is stopped."""
        async with self._turn:
            process = await self._started()
            try:
                answer = await _exchange(process, job)
            except (asyncio.IncompleteReadError, OSError) as error:
                self.stop()
                raise FixFailed("the process that computes it has died") from error
            except asyncio.CancelledError:
                self.stop()
                raise
        if isinstance(answer, str):
            raise FixFailed(answer)
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
            command = f"import sys; sys.path[:] = {folders!r}; from linen_upgrade.lsp.fix_process import main; main()"
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-c", command, stdin=PIPE, stdout=PIPE, cwd=Path(sys.executable).parent
            )
        return self._process


async def _exchange(process: Process, job: Job) -> list[Edit] | str:
    assert process.stdin is not None  # both are pipes
    assert process.stdout is not None
    process.stdin.write(frame(job))
    await process.stdin.drain()
    (length,) = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))
    answer: list[Edit] | str = pickle.loads(await process.stdout.readexactly(length))
    return answer
