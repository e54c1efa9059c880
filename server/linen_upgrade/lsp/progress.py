"""Long work: shown to the person, and ended when they say so."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Coroutine
from concurrent.futures import Future
from typing import Any, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcRequestCancelled
from pygls.progress import Progress

T = TypeVar("T")

PATIENCE = 0.4
"""Seconds that work may take before it is worth a word."""
_CLIENT_TIME = 2.0


async def with_progress(
    work: Coroutine[Any, Any, T], title: str, progress: Progress, token: str | int | None, may_create: bool
) -> T:
    """The result of `work`, which is told to the client and may be cancelled from there once it takes long.

    `token` is the one that the client gave for the purpose; without it one is created if the client allows that.
    Raises JsonRpcRequestCancelled if the person cancels it; `work` is cancelled then, and if this is cancelled.
    """
    task = asyncio.ensure_future(work)
    told = None
    try:
        await asyncio.wait({task}, timeout=PATIENCE)
        if not task.done():
            told = token if token is not None else await _new_token(progress, may_create)
        if told is not None and not task.done():
            progress.begin(told, types.WorkDoneProgressBegin(title, cancellable=True))
            progress.tokens[told].add_done_callback(lambda stop: _cancel_with(task, stop))
        return await task
    except asyncio.CancelledError:
        if told is not None and progress.tokens[told].cancelled():
            raise JsonRpcRequestCancelled(f"{title}: cancelled.") from None
        raise
    finally:
        task.cancel()
        if told is not None and told in progress.tokens:
            progress.end(told, types.WorkDoneProgressEnd())
            del progress.tokens[told]


def _cancel_with(task: asyncio.Task[Any], stop: Future[Any]) -> None:
    if stop.cancelled():
        task.cancel()


async def _new_token(progress: Progress, may_create: bool) -> str | None:
    if not may_create:
        return None
    token = f"linen-upgrade-{secrets.token_hex(4)}"
    try:
        await asyncio.wait_for(progress.create_async(token), _CLIENT_TIME)
    except Exception:  # whatever the client answers, the work matters more than the sight of it
        return None
    return token


class Bar:
    """The progress of work that nobody waits for, shown once it takes long; the person may end it."""

    def __init__(self, title: str, progress: Progress, may_create: bool) -> None:
        self._title, self._progress, self._may_create = title, progress, may_create
        self._token: str | None = None
        self._showing: asyncio.Task[None] | None = None
        self._last: types.WorkDoneProgressReport | None = None
        self.cancelled = False
        """Whether the person has ended the work."""

    def __enter__(self) -> Bar:
        """Begin with the current task as the work."""
        self._showing = asyncio.ensure_future(self._show(asyncio.current_task()))
        return self

    def report(self, done: int, of: int) -> None:
        """Tell how far the work is."""
        share = 100 * done // max(of, 1)
        self._last = types.WorkDoneProgressReport(message=f"{done} of {of} files", percentage=share)
        if self._token is not None:
            self._progress.report(self._token, self._last)

    def __exit__(self, *_error: object) -> None:
        if self._showing is not None:
            self._showing.cancel()
        if self._token is not None:
            self._progress.end(self._token, types.WorkDoneProgressEnd())
            self._progress.tokens.pop(self._token, None)
            self._token = None

    async def _show(self, work: asyncio.Task[Any] | None) -> None:
        await asyncio.sleep(PATIENCE)
        token = await _new_token(self._progress, self._may_create)
        if token is None:
            return
        self._progress.begin(token, types.WorkDoneProgressBegin(self._title, cancellable=True, percentage=0))
        self._progress.tokens[token].add_done_callback(lambda stop: self._stop(stop, work))
        self._token = token
        if self._last is not None:
            self._progress.report(token, self._last)

    def _stop(self, stop: Future[Any], work: asyncio.Task[Any] | None) -> None:
        if stop.cancelled() and work is not None and self._token is not None:
            self.cancelled = True
            work.cancel()
