"""What went wrong in a case, told by its stage, its exception and the line of the user's file that it came from."""

from __future__ import annotations

import contextlib
import os
import traceback
from collections.abc import Iterator
from typing import Any


@contextlib.contextmanager
def stage(name: str) -> Iterator[None]:
    """Remember, on an exception that passes, in which stage of a run it was raised; the innermost stage counts."""
    try:
        yield
    except (Exception, SystemExit) as error:
        if not hasattr(error, "stage"):
            error.stage = name  # type: ignore[union-attr]
        raise


def failure(world: str, error: BaseException, place: str) -> dict[str, Any]:
    """An exception as plain values; `place` is the file, or the folder of files, that is the user's."""
    file, line = place_of(error, place)
    return {
        "world": world,
        "stage": getattr(error, "stage", "run"),
        "type": type(error).__name__,
        "message": str(error),
        "missing": (error.name or "") if isinstance(error, ModuleNotFoundError) else "",
        "file": file,
        "line": line,
        "trace": "".join(traceback.format_exception(type(error), error, error.__traceback__, limit=-6)),
    }


def place_of(error: BaseException, place: str) -> tuple[str, int]:
    """The file, as seen from `place`, and the line of the user's code that an exception came from last."""
    frames = [(frame.filename, frame.lineno or 0) for frame in traceback.extract_tb(error.__traceback__)]
    if isinstance(error, SyntaxError) and error.filename:
        frames.append((error.filename, error.lineno or 0))
    for filename, line in reversed(frames):
        if is_in(filename, place):
            return seen_from(filename, place), line
    return "", 0


def is_in(filename: str, place: str) -> bool:
    """Whether a file is `place`, or lies in that folder."""
    return filename == place or filename.startswith(place.rstrip(os.sep) + os.sep)


def seen_from(filename: str, place: str) -> str:
    """What a file is called in a folder; a place that is the file itself gives its name."""
    return os.path.basename(filename) if filename == place else os.path.relpath(filename, place)
