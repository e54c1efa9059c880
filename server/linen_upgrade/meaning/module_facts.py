"""Which modules reach which parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from linen_upgrade.meaning.constructs import PASSED, Evidence
from linen_upgrade.meaning.joining import join_all
from linen_upgrade.meaning.scope import unclear
from linen_upgrade.meaning.training_values import TRAINING_KINDS
from linen_upgrade.meaning.values import (
    MODULE_KINDS,
    Container,
    Derived,
    Either,
    Function,
    Imported,
    Literal,
    MaybeModule,
    ModuleClass,
    ParameterValue,
    PartialModule,
    PlainClass,
    Unknown,
    Value,
    is_defined,
)

_TELLING = (
    *MODULE_KINDS,
    *TRAINING_KINDS,
    Container,
    MaybeModule,
    ParameterValue,
    Function,
    Imported,
    Unknown,
    PlainClass,
    Derived,
)


def tells_of_modules(evidence: Evidence) -> bool:
    """Whether an observation may say which modules reach a parameter."""
    return evidence.kind in PASSED and isinstance(evidence.value, _TELLING)


def module_facts(classes: Iterable[ModuleClass], evidence: Iterable[Evidence]) -> dict[ParameterValue | str, Value]:
    """Which module classes reach which parameters: by call sites, by partials, by defaults; parameters seen through."""
    given: dict[ParameterValue, list[Value]] = {}
    facts: dict[ParameterValue | str, Value] = {}
    for module in classes:
        for parameter in module.parameters:
            default = parameter.default_value
            if isinstance(default, (Function, Imported)) and not is_defined(default):
                default = MaybeModule()
            if isinstance(default, (*MODULE_KINDS, Container, Function, MaybeModule)):
                given.setdefault(ParameterValue(module.key, parameter.name), []).append(default)
    for item in filter(tells_of_modules, evidence):
        target, value = ParameterValue(item.owner, item.parameter), item.value
        if isinstance(value, (Unknown, PlainClass, Derived)) or (isinstance(value, MaybeModule) and value.result):
            facts[unclear(target)] = Literal("bool")
        else:
            is_function = isinstance(value, (Function, Imported)) and not is_defined(value)
            given.setdefault(target, []).append(MaybeModule() if is_function else value)
    for target in given:
        options = list(_resolved(target, given, set()))
        # A function alone says nothing of modules.
        if any(option != MaybeModule() and not isinstance(option, Function) for option in options):
            facts[target] = join_all(options)
    return facts


def _resolved(
    target: ParameterValue, given: Mapping[ParameterValue, list[Value]], seen: set[ParameterValue]
) -> Iterable[Value]:
    if target in seen:
        return
    seen.add(target)
    for value in given.get(target, ()):
        yield from _seen_through(value, given, seen)


def _seen_through(
    value: Value, given: Mapping[ParameterValue, list[Value]], seen: set[ParameterValue]
) -> Iterable[Value]:
    if isinstance(value, ParameterValue):
        yield from _resolved(value, given, seen)
    elif isinstance(value, PartialModule) and isinstance(value.base, ParameterValue):
        for base in _resolved(value.base, given, seen):
            yield PartialModule(base, value.bound, origin=value.origin)
    elif isinstance(value, Either):
        for option in value.options:
            yield from _seen_through(option, given, seen)
    elif isinstance(value, (*MODULE_KINDS, *TRAINING_KINDS, Container, MaybeModule)) or is_defined(value):
        yield value
