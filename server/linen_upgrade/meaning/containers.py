"""Containers of modules: what taking out, putting in, adding and pairing makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from linen_upgrade.meaning.joining import join_all
from linen_upgrade.meaning.training_values import holds_training, is_only_training
from linen_upgrade.meaning.values import (
    MODULE_KINDS,
    UNKNOWN,
    Array,
    Container,
    Function,
    Imported,
    Literal,
    MaybeModule,
    Rng,
    Value,
)

MIXED = MaybeModule("comes out of a container of modules and other things: put `lambda: …` around those")
PUTS = {"append": 0, "appendleft": 0, "add": 0, "insert": 1, "setdefault": 1, "extend": 0, "update": 0}
"""Methods that put something in, with the position of the argument that it is."""
TAKES = frozenset("get pop popleft setdefault".split())
KEEPS = frozenset("copy values index count keys items get".split())
"""Methods that leave the order of a list as it is."""
METHODS = frozenset({*PUTS, *TAKES, *KEEPS, "popitem", "remove", "clear", "reverse", "sort", "discard"})
_NEVER_CALLED = (Literal, Array, Rng)
_BY_POSITION = ("list", "tuple")


def holds_modules(value: Value) -> bool:
    """Whether a value is a module, or holds one, or may do so."""
    return isinstance(value, (*MODULE_KINDS, MaybeModule, Container)) and not is_only_training(value)


def is_followed(value: Value) -> bool:
    """Whether a value holds what is followed from place to place: modules, and what training code makes of them."""
    return holds_modules(value) or holds_training(value)


def holds_functions(value: Value) -> bool:
    """Whether a value is a display that holds functions."""
    return isinstance(value, Container) and any(isinstance(held, Function) for _, held in value.entries)


def display(sort: str, parts: Iterable[tuple[str, Value]]) -> Container:
    """A display with its entries; those of a sequence are counted as far as their places are known."""
    entries: tuple[tuple[str, Value], ...] = ()
    for key, value in parts:
        entries = (*entries, (_next(entries) if sort in _BY_POSITION and key != "*" else key, value))
    return Container(sort, tuple((key if key != "*" else "", value) for key, value in entries))


def _next(entries: Sequence[tuple[str, Value]]) -> str:
    """The index behind these entries, '' where that is not known."""
    keys = {key for key, _ in entries}
    return str(len(keys)) if keys == {str(i) for i in range(len(keys))} else ""


def held(container: Container) -> Value:
    """Any one of its entries, less those that nobody could call."""
    found = [value for _, value in container.entries if not isinstance(value, _NEVER_CALLED)]
    return join_all(found) if found else UNKNOWN


def inside(value: Value) -> Value:
    """What is held, however deep."""
    while isinstance(value, Container):
        value = held(value)
    return value


def element(container: Container) -> Value:
    """What iterating over it yields."""
    return UNKNOWN if container.type == "dict" else held(container)


def pick(container: Container, key: str) -> Value:
    """The entry under a key, index or attribute; any one where that is not known."""
    if key.startswith("-") and container.type in _BY_POSITION:
        count = _next(container.entries)
        key = str(int(count) + int(key)) if count and key[1:].isdigit() else ""
    exact = [value for known, value in container.entries if known == key and key]
    if not exact:
        return held(container)
    open_ended = [value for known, value in container.entries if not known]
    return join_all([*exact, *open_ended])


def has(container: Container, key: str) -> bool:
    """Whether a key is known, or may be there."""
    return any(known in (key, "") for known, _ in container.entries)


def unordered(container: Container, sort: str = "list") -> Container:
    """The same entries in an order that is not known."""
    return Container(sort, tuple(dict.fromkeys(("", value) for _, value in container.entries)))


def part(container: Container, bounds: slice | None) -> Container:
    """`container[bounds]`, None for bounds that are not known."""
    if bounds is None or not _next(container.entries) or bounds.step == 0:
        return unordered(container, container.type)
    keys = sorted({int(key) for key, _ in container.entries})
    entries = [(str(new), v) for new, key in enumerate(keys[bounds]) for k, v in container.entries if k == str(key)]
    return Container(container.type, tuple(entries))


def as_sequence(container: Container, sort: str) -> Container:
    """`list(container)`."""
    if container.type == "dict":
        return Container(sort, (("", UNKNOWN),))
    return Container(sort, container.entries) if container.type in _BY_POSITION else unordered(container, sort)


def added(current: Value, key: str | None, value: Value) -> Value:
    """What a name holds once `value` was put under `key`, or (None) at the end."""
    if isinstance(current, Literal):
        entries: tuple[tuple[str, Value], ...] = (("", MIXED),) if current.of == "function" else ()
        current = Container(current.type, entries)
        if not is_followed(value):
            is_function = isinstance(value, (Function, Imported))
            return Literal(current.type, "function") if is_function else Literal(current.type)
    if not isinstance(current, Container):
        if not is_followed(value):
            return current
        current = Container("object", (("", MIXED),))
    index = _next(current.entries) if key is None and current.type in _BY_POSITION else key or ""
    return replace(current, entries=tuple(dict.fromkeys((*current.entries, (index, value)))))


def concatenated(first: Value, second: Value) -> Value:
    """`first + second`, and `first | second` of dictionaries."""
    result = first
    if isinstance(second, Container):
        for key, value in second.entries:
            by_position = second.type in _BY_POSITION
            result = added(result, None if by_position and key else key, value)
    elif not isinstance(second, Literal) or second.of == "function":
        result = added(result, "", MIXED)
    return result


def paired(values: Sequence[Value]) -> Container:
    """`zip(…)`, or with a number in front `enumerate(…)`: one pair that stands for all."""
    parts = [element(value) if isinstance(value, Container) else value for value in values]
    return Container("list", (("", display("tuple", (("", part) for part in parts))),))


def items(container: Container) -> Container:
    """`container.items()`."""
    pairs = [display("tuple", (("", Literal("str")), ("", value))) for _, value in container.entries]
    return Container("list", tuple(dict.fromkeys(("", pair) for pair in pairs)))


def unpacked(value: Value, count: int) -> list[Value]:
    """What `count` targets on the left get."""
    if not isinstance(value, Container):
        return [MIXED] * count
    places = [str(index) for index in range(count)]
    if all(has(value, place) for place in places):
        return [pick(value, place) for place in places]
    return [element(value)] * count


def is_record(value: Container) -> bool:
    """Whether it is an object, or a dictionary of which every key is known."""
    return value.type == "object" or (value.type == "dict" and all(key for key, _ in value.entries))
