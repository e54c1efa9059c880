"""One requirement: a package, and which versions of it will do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import NamedTuple

from tree_sitter import Node

from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import Construct


class Spelling(str, Enum):
    """How versions are written."""

    STANDARD = "standard"
    """As PEP 440 has it: `>=0.3,<0.4`."""
    POETRY = "poetry"
    """As in Poetry's tables: `^0.3`, `~0.3`, and `0.3.4` for exactly that."""
    CONDA = "conda"
    """As in Conda's files: `=0.3` for all of that series."""


class Beside(NamedTuple):
    """Where another requirement can be put beside one: its text is `form` with `{name}` and `{versions}`."""

    offset: int
    form: str


@dataclass(frozen=True, slots=True)
class Requirement(Construct):
    """A requirement as it is written down; spans count from where it begins."""

    name: str
    """Normalised: in lower case, with hyphens."""
    written: str
    """Which versions will do, as written; '' where any will, or where it doesn't come from an index."""
    versions: Span | None
    """Where that is written."""
    spelling: Spelling = Spelling.STANDARD
    extras: tuple[str, ...] = ()
    marker: str = ""
    """For which Pythons and systems it counts."""
    origin: str = ""
    """The address that it is fetched from."""
    hashed: bool = False
    """Whether hashes of its files are given."""
    beside: Beside | None = None

    def shifted(self, offset: int) -> Requirement:
        """The same one, with spans that count from `offset` bytes before."""
        return replace(
            self,
            token=self.token.shifted(offset),
            span=self.span.shifted(offset),
            versions=self.versions.shifted(offset) if self.versions is not None else None,
            beside=Beside(self.beside.offset + offset, self.beside.form) if self.beside is not None else None,
        )


class FoundRequirement(NamedTuple):
    """A requirement and the node of the syntax tree that it is."""

    node: Node
    requirement: Requirement
