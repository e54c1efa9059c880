"""What others need of a file that is read in another process: plain values, which can be pickled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256

from linen_upgrade.analysis.reading import FileReading, Names, Said


@dataclass(frozen=True, slots=True)
class FileSummary:
    """One state of one file: what it defines, and what it says of the others' classes and functions.

    Which parameters are fields is no part of it: that is decided where all files are read.
    """

    digest: bytes
    """The hash of its text."""
    names: Names
    said: Sequence[Said]
    uses: frozenset[str] = frozenset()
    """The homes of the files that it imports."""
    uses_old_flax: bool = False
    asks_for_old_flax: bool = False
    is_silent: bool = False
    """Whether there is nothing in it that concerns anybody."""


def summary(file: FileReading) -> FileSummary:
    """The summary of a file that is read."""
    return FileSummary(
        sha256(file.document.source).digest(),
        dict(file.names),
        tuple(file.said),
        file.uses,
        file.uses_old_flax,
        file.asks_for_old_flax,
        file.is_silent,
    )
