"""How many axes an array has, as far as the source says: kept as an expression, worked out when a rule asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rank:
    """`plus` axes more than `of`, or than nothing."""

    plus: int
    of: Term | None = None


@dataclass(frozen=True, slots=True)
class OfParameter:
    """The rank of what a parameter of a class's `apply` takes."""

    owner: str
    name: str


@dataclass(frozen=True, slots=True)
class OfResult:
    """The rank of what a class returns, for arguments of these ranks."""

    owner: str
    arguments: tuple[tuple[str, Rank | None], ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """The one rank that all of these are; `widest`: the largest of them, as operands of one operator have it."""

    ranks: tuple[Rank | None, ...]
    widest: bool = False


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A rank that was read off the first round of a loop: good if what changes there has kept its own."""

    rank: Rank
    kept: tuple[tuple[Rank, Rank | None], ...]


Term = OfParameter | OfResult | Agreed | Unchanged


_LARGEST = 40
"""Parts of an expression beyond which a rank counts as unknown."""


def joined(ranks: Sequence[Rank | None], widest: bool = False) -> Rank | None:
    """The rank that all have, or the largest of them; None where one is unknown."""
    if not ranks or None in ranks:
        return None
    if all(rank == ranks[0] for rank in ranks):
        return ranks[0]
    return Rank(0, Agreed(tuple(ranks), widest))


def more(rank: Rank | None, axes: int) -> Rank | None:
    """So many axes more."""
    return Rank(rank.plus + axes, rank.of) if rank is not None else None


def small(rank: Rank | None) -> Rank | None:
    """The rank, None where its expression has grown beyond use."""
    stack, count = [rank], 0
    while stack:
        part = stack.pop()
        term = part.of if part is not None else None
        count += 1
        if count > _LARGEST:
            return None
        if isinstance(term, OfResult):
            stack += [argument for _, argument in term.arguments]
        elif isinstance(term, Agreed):
            stack += term.ranks
        elif isinstance(term, Unchanged):
            stack += [term.rank, *(side for pair in term.kept for side in pair)]
    return rank


class Ranks:
    """Works ranks out. `told` answers what is said of a parameter of a class, or ('()') of what it returns."""

    def __init__(self, told: Callable[[str, str], Sequence[Rank | None]]) -> None:
        self._told = told
        self._open: list[object] = []

    def resolve(self, rank: Rank | None, known: dict[tuple[str, str], int | None] | None = None) -> int | None:
        """The number of axes, None where that is not known; `known` are the ranks of parameters in one call."""
        if rank is None or rank.of is None:
            return rank.plus if rank is not None else None
        term = rank.of
        key = (term, tuple(sorted((known or {}).items(), key=str)))
        if key in self._open:
            return None
        self._open.append(key)
        try:
            found = self._term(term, known or {})
        finally:
            self._open.pop()
        return found + rank.plus if found is not None else None

    def _term(self, term: Term, known: dict[tuple[str, str], int | None]) -> int | None:
        if isinstance(term, OfParameter):
            if (term.owner, term.name) in known:
                return known[term.owner, term.name]
            return self._one([self.resolve(rank) for rank in self._told(term.owner, term.name)])
        if isinstance(term, OfResult):
            given = {(term.owner, name): self.resolve(rank, known) for name, rank in term.arguments}
            return self._one([self.resolve(rank, given) for rank in self._told(term.owner, "()")])
        if isinstance(term, Unchanged):
            kept = all(self.resolve(before, known) == self.resolve(after, known) for before, after in term.kept)
            return self.resolve(term.rank, known) if kept else None
        found = [self.resolve(rank, known) for rank in term.ranks]
        if term.widest and found and None not in found:
            return max(rank for rank in found if rank is not None)
        return self._one(found)

    def _one(self, found: Sequence[int | None]) -> int | None:
        return found[0] if found and all(rank == found[0] for rank in found) else None
