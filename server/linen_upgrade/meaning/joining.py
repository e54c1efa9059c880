"""What a name is after several branches, callers or entries gave it their values."""

from __future__ import annotations

from collections.abc import Sequence

from linen_upgrade.meaning.either import either
from linen_upgrade.meaning.training_kinds import OldParameters, Stored
from linen_upgrade.meaning.training_values import is_only_training, join_records, join_training
from linen_upgrade.meaning.values import (
    MODULE_KINDS,
    UNKNOWN,
    Array,
    Container,
    Derived,
    Literal,
    MaybeModule,
    ParameterValue,
    PlainClass,
    Rng,
    Unknown,
    Value,
    is_defined,
    sources,
)


def join(first: Value, second: Value) -> Value:
    """What a name is after two branches gave it these values."""
    if first == second:
        return first
    if isinstance(first, Container) and isinstance(second, Container):
        records = join_records(first, second)
        if records is not None:
            return records
    for value, other in ((first, second), (second, first)):
        # What is done about stored parameters leaves others as they are.
        if isinstance(value, Stored) and isinstance(other, (Unknown, OldParameters)):
            return value
    if is_only_training(first) != is_only_training(second) and Literal("None") not in (first, second):
        return UNKNOWN
    if isinstance(first, Container) or isinstance(second, Container):
        return _merged(first, second)
    trained = join_training(first, second)
    if trained is not None:
        return trained
    modules = [v for v in (first, second) if isinstance(v, MODULE_KINDS)]
    if len(modules) == 2:
        return either(*modules)
    if modules:
        other = second if modules[0] is first else first
        if other == Literal("None"):
            return modules[0]
        known = isinstance(other, (ParameterValue, MaybeModule)) or is_defined(other)
        return either(modules[0], other if known else MaybeModule())
    for kind in (Array, Rng, MaybeModule):
        if isinstance(first, kind) or isinstance(second, kind):
            return first if isinstance(first, kind) else second
    if isinstance(first, (ParameterValue, Derived)) and isinstance(second, (Literal, Unknown, PlainClass)):
        return first
    if isinstance(second, (ParameterValue, Derived)) and isinstance(first, (Literal, Unknown, PlainClass)):
        return second
    both = sources(first) and sources(second)
    return Derived(frozenset((*sources(first), *sources(second))), each=True) if both else UNKNOWN


def join_all(values: Sequence[Value]) -> Value:
    """What a name is after branches gave it these values, at least one; functions count beside modules only."""
    first, *others = sorted(values, key=lambda value: not isinstance(value, (*MODULE_KINDS, Container)))
    for value in others:
        first = join(first, value)
    return first


def _merged(first: Value, second: Value) -> Value:
    """Two values one of which is a container, entry by entry."""
    container, other = (first, second) if isinstance(first, Container) else (second, first)
    assert isinstance(container, Container)
    if other == Literal("None"):
        return container
    if isinstance(other, Literal) and other.of != "function":
        other = Container(other.type, ())
    if not isinstance(other, Container):
        unknown = not (isinstance(other, (*MODULE_KINDS, MaybeModule, ParameterValue)) or is_defined(other))
        return Container(container.type, (*container.entries, ("", MaybeModule() if unknown else other)))
    # A position that only one of them has may be another one in what comes later.
    named = container.type == other.type and container.type in ("dict", "class", "object")
    common = {key for key, _ in container.entries} & {key for key, _ in other.entries}
    entries = [(k if named or k in common else "", v) for k, v in (*container.entries, *other.entries)]
    of = tuple(dict.fromkeys((*container.of, *other.of)))
    return Container(container.type, tuple(dict.fromkeys(entries)), of)
