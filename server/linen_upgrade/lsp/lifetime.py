"""A server does not outlive the editor that started it."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable

INTERVAL = 2.0
"""Seconds between two looks at the editor's process."""


async def watch_process(process_id: int, gone: Callable[[], None]) -> None:
    """Call `gone` once the process of that id has ended, within a few seconds."""
    while is_alive(process_id):
        await asyncio.sleep(INTERVAL)
    gone()


def is_alive(process_id: int) -> bool:
    """Whether there is a process of that id."""
    if sys.platform == "win32":
        return _is_alive_on_windows(process_id)
    try:
        os.kill(process_id, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):  # someone else's, or no process id at all, so nothing to go by
        return True
    return True


def _is_alive_on_windows(process_id: int) -> bool:
    # `os.kill` would send it a signal. Waiting for a process ends at once if it has ended, else when the time is out.
    import ctypes

    synchronize, timed_out = 0x00100000, 0x00000102
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined]
    handle = kernel.OpenProcess(synchronize, False, process_id)
    if not handle:
        return False
    try:
        return bool(kernel.WaitForSingleObject(handle, 0) == timed_out)
    finally:
        kernel.CloseHandle(handle)
