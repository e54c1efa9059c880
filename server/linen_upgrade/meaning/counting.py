"""Counters whose values are known as numbers, or as sums that count by the variables of loops."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from tree_sitter import Node

from linen_upgrade.document import parts_of, walk


@dataclass(frozen=True, slots=True)
class Position:
    """`number` plus, for each variable of a loop, so many times its value."""

    number: int = 0
    terms: tuple[tuple[str, int], ...] = ()

    def plus(self, number: int, variable: str = "", factor: int = 0) -> Position:
        """The position behind this one by `number`, and by `factor` times a variable."""
        terms = (*self.terms, (variable, factor)) if factor else self.terms
        return Position(self.number + number, terms)

    @property
    def source(self) -> str:
        """How to write it in Python."""
        parts = [name if factor == 1 else f"{factor} * {name}" for name, factor in self.terms]
        if not parts:
            return str(self.number)
        rest = f" {'-' if self.number < 0 else '+'} {abs(self.number)}" if self.number else ""
        return " + ".join(parts) + rest


Count = Position | None
"""None: it can't be known."""


@dataclass(frozen=True)
class Counters:
    """The old counter, today's one of each class that something is known of, and where those of all others stand."""

    total: Count
    others: Count
    classes: Mapping[str, Count] = field(default_factory=dict)

    def of(self, name: str) -> Count:
        """Today's counter of a class."""
        return self.classes.get(name, self.others)

    def taking(self, name: str) -> Counters:
        """After one more of a class."""
        return Counters(_next(self.total), self.others, {**self.classes, name: _next(self.of(name))})

    def each(self, other: Counters, change: Callable[[Count, Count], Count]) -> Counters:
        """Counters made of those of two states."""
        names = {*self.classes, *other.classes}
        return Counters(
            change(self.total, other.total),
            change(self.others, other.others),
            {name: change(self.of(name), other.of(name)) for name in names},
        )


START = Counters(Position(), Position())
OPEN = Counters(None, None)
"""Where nothing is known of any counter."""


@dataclass(frozen=True, slots=True)
class Trip:
    """How a loop runs: by which variable, beginning with which number; how often: a number, a name, None."""

    variable: str = ""
    first: int = 0
    times: int | str | None = None


def joined(states: Sequence[Counters]) -> Counters:
    """Where counters stand, whichever way was taken."""
    state = states[0]
    for other in states[1:]:
        state = state.each(other, lambda first, second: first if first == second else None)
    return state


def repeated(before: Counters, after: Counters | None, how: Trip) -> tuple[Counters, Counters]:
    """Counters inside a loop's body and behind the loop, by what its body did to them once (None: not known)."""
    if after is None:
        return OPEN, OPEN

    def inside(start: Count, end: Count) -> Count:
        step = _step(start, end)
        if start is None or step is None or (step and not how.variable):
            return None
        return start.plus(-how.first * step, how.variable, step) if step else start

    def behind(start: Count, end: Count) -> Count:
        step = _step(start, end)
        if start is None or step is None or (step and how.times is None):
            return None
        if not step:
            return start
        return start.plus(0, how.times, step) if isinstance(how.times, str) else start.plus(step * (how.times or 0))

    return before.each(after, inside), before.each(after, behind)


def trip(left: Node | None, right: Node | None, bodies: Sequence[Node], text: Callable[[Node], str]) -> Trip:
    """How a loop over what an expression yields runs."""
    if left is None or right is None:
        return Trip()
    if right.type in ("list", "tuple"):
        entries = parts_of(right)
        return Trip() if any("splat" in entry.type for entry in entries) else Trip(times=len(entries))
    function, arguments = right.child_by_field_name("function"), right.child_by_field_name("arguments")
    if right.type != "call" or function is None or arguments is None:
        return Trip()
    given = parts_of(arguments)
    plain = all(child.type not in ("keyword_argument", "list_splat", "dictionary_splat") for child in given)
    name = text(function)
    if name == "enumerate" and len(given) == 1 and plain and left.type in ("pattern_list", "tuple_pattern"):
        targets = parts_of(left)
        return _by(targets[0], 0, None, bodies, text) if targets else Trip()
    if name != "range" or not plain or len(given) not in (1, 2):
        return Trip()
    numbers = [int(text(child)) if child.type == "integer" and text(child).isdigit() else None for child in given]
    first, last = (0, numbers[0]) if len(given) == 1 else (numbers[0], numbers[1])
    if first is None:
        return Trip()
    times: int | str | None = max(last - first, 0) if last is not None else None
    if given[-1].type == "identifier" and not first:
        times = text(given[-1])
    return _by(left, first, times, bodies, text)


def _by(target: Node, first: int, times: int | str | None, bodies: Sequence[Node], text: Callable[[Node], str]) -> Trip:
    name = text(target) if target.type == "identifier" else ""
    return Trip(times=times) if not name or rebinds(name, bodies, text) else Trip(name, first, times)


def rebinds(name: str, bodies: Sequence[Node], text: Callable[[Node], str]) -> bool:
    """Whether a name gets another value in some code."""
    for node in chain.from_iterable(map(walk, bodies)):
        target = node.child_by_field_name("left") or (
            node.child_by_field_name("name") if node.type == "named_expression" else None
        )
        if target is not None and "operator" not in node.type and name in text(target).replace(",", " ").split():
            return True
    return False


def _next(count: Count) -> Count:
    return count.plus(1) if count is not None else None


def _step(start: Count, end: Count) -> int | None:
    """By how much a counter moved, where that is a plain number."""
    if start is None or end is None or start.terms != end.terms:
        return None
    return end.number - start.number
