"""Faults of our own, in words that help who reports them."""

from __future__ import annotations

import traceback
from pathlib import PurePath


def described(error: Exception) -> str:
    """What went wrong and where: `IndexError: list index out of range (layout.py, line 12)`."""
    place = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__}: {error} ({PurePath(place.filename).name}, line {place.lineno})"


def internal_error(what: str) -> str:
    """The sentence for a fault of ours."""
    return (
        f"left as it is, because of an error in linen-upgrade, not in the file; please report it with the file: {what}"
    )
