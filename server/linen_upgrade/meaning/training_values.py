"""Values of training code: models, optimizers, parameters, collections, and what holds them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace

from linen_upgrade.meaning.either import either
from linen_upgrade.meaning.training_kinds import (
    Cache,
    DynamicScale,
    GradientFunction,
    Model,
    OldParameters,
    Optimizer,
    OptimizerDef,
    OptimizerState,
    StateCollection,
    Stored,
    WrappedModel,
)
from linen_upgrade.meaning.values import (
    MADE_BY_CALLS,
    MODULE_KINDS,
    UNKNOWN,
    Container,
    Either,
    Literal,
    MaybeModule,
    ModuleInstance,
    PartialModule,
    Unknown,
    Value,
)

TRAINING_KINDS = (
    Model,
    WrappedModel,
    OptimizerDef,
    Optimizer,
    OptimizerState,
    DynamicScale,
    GradientFunction,
    OldParameters,
    StateCollection,
    Stored,
    Cache,
)
_MOST_CALLS = 8


def _inside(value: Value) -> Iterator[Value]:
    """What a value is, or what it holds, however deep."""
    if not isinstance(value, Container):
        yield value
    for _, held in value.entries if isinstance(value, Container) else ():
        yield from _inside(held)


def holds_training(value: Value) -> bool:
    """Whether a value is one of training code, or holds one."""
    return any(isinstance(held, TRAINING_KINDS) for held in _inside(value))


def holds_objects(value: Value) -> bool:
    """Whether a value is or holds what is another object today; parameters and caches are trees in both worlds."""
    same = (OldParameters, GradientFunction, Cache, DynamicScale, Stored)
    return any(isinstance(held, TRAINING_KINDS) and not isinstance(held, same) for held in _inside(value))


def holds_models(value: Value) -> bool:
    """Whether a value is or holds a model or an optimizer."""
    return any(isinstance(held, (Model, Optimizer)) for held in _inside(value))


def is_only_training(value: Value) -> bool:
    """Whether a value belongs to training code and holds no module that could be called in the old form."""
    modules = (*MODULE_KINDS, MaybeModule)
    return holds_training(value) and not any(isinstance(held, modules) for held in _inside(value))


def is_followed_training(value: Value) -> bool:
    """Whether a value belongs to training code: all of it, or an object whose attributes are all known by name."""
    is_object = isinstance(value, Container) and value.type == "object" and all(key for key, _ in value.entries)
    return is_only_training(value) or (is_object and holds_training(value))


def join_training(first: Value, second: Value) -> Value | None:
    """What a name is after two branches gave it these, of which one at least belongs to training code; None if not."""
    if not isinstance(first, TRAINING_KINDS) and not isinstance(second, TRAINING_KINDS):
        return None
    for value, other in ((first, second), (second, first)):
        if other == Literal("None"):
            return value
    if isinstance(first, Model) and isinstance(second, Model):
        source = first.source if first.source == second.source else ""
        return Model(_known(first.base, second.base), first.bare or second.bare, source)
    if isinstance(first, OldParameters) and isinstance(second, OldParameters):
        return OldParameters(_known(first.base, second.base))
    if isinstance(first, Cache) and isinstance(second, Cache):
        return Cache(first.is_empty and second.is_empty)
    if isinstance(first, OptimizerDef) and isinstance(second, OptimizerDef):
        both = tuple(dict.fromkeys((*first.alternatives, *second.alternatives)))
        return replace(both[0], others=both[1:])
    if isinstance(first, Optimizer) and isinstance(second, Optimizer):
        together = tuple(dict.fromkeys((*first.definitions, *second.definitions)))
        return Optimizer(together, _part(first.target, second.target))
    return first if first == second else UNKNOWN


def join_records(first: Container, second: Container) -> Container | None:
    """What two objects or tuples that hold training code's values are together; None where their parts differ."""
    if first.type != second.type or not all(key for key, _ in (*first.entries, *second.entries)):
        return None
    is_object = first.type == "object" and (holds_training(first) or holds_training(second))
    if not is_object and not (is_only_training(first) and is_only_training(second)):
        return None
    entries: dict[str, list[Value]] = {}
    for key, value in (*first.entries, *second.entries):
        known = entries.setdefault(key, [])
        if known and (holds_training(value) or holds_training(known[0])):
            known[0] = _part(known[0], value)
        elif value not in known:
            known.append(value)
    of = tuple(dict.fromkeys((*first.of, *second.of)))
    return Container(first.type, tuple((key, value) for key, values in entries.items() for value in values), of)


def _part(first: Value, second: Value) -> Value:
    """The same for a part of a value. What is not known yet, as it comes from itself in a loop, adds nothing."""
    if first == second or isinstance(second, Unknown):
        return first
    if isinstance(first, Unknown):
        return second
    if isinstance(first, Container) and isinstance(second, Container):
        return join_records(first, second) or UNKNOWN
    return join_training(first, second) or UNKNOWN


def modules_in(values: Iterable[Value]) -> Iterator[Value]:
    """The partials, and the choices of modules, that these values are or hold."""
    for value in values:
        for held in _inside(value):
            if isinstance(held, (PartialModule, Either)):
                yield held
            if isinstance(held, Either):
                yield from modules_in(held.options)
            elif isinstance(held, (Model, ModuleInstance)):
                yield from modules_in([held.base])
            elif isinstance(held, Optimizer):
                yield from modules_in([held.target])


def made_by_call(value: Value, place: str, known: Collection[Value]) -> Value:
    """A value with the modules in it, but for the known ones, told apart from those that calls elsewhere give."""
    if isinstance(value, PartialModule):
        calls = value.origin.split(MADE_BY_CALLS)
        if value in known or place in calls or not 1 < len(calls) < _MOST_CALLS:
            return value
        return replace(value, origin=f"{value.origin}{place}{MADE_BY_CALLS}")
    if isinstance(value, Either):
        plain = replace(value, of="")
        options = tuple(made_by_call(option, place, known) for option in value.options)
        return plain if plain in known else value if value in known else Either(options, place)
    if isinstance(value, (Model, ModuleInstance, OldParameters)):
        return replace(value, base=made_by_call(value.base, place, known))
    if isinstance(value, Optimizer):
        return replace(value, target=made_by_call(value.target, place, known))
    if isinstance(value, Container):
        entries = ((key, made_by_call(held, place, known)) for key, held in value.entries)
        return replace(value, entries=tuple(dict.fromkeys(entries)))
    return value


def _known(first: Value, second: Value) -> Value:
    """One of two modules, or the one of them that is known."""
    if isinstance(first, Unknown) or isinstance(second, Unknown):
        return second if isinstance(first, Unknown) else first
    return either(first, second)
