"""Caches of old attention, by which models decode step by step: where one is handed in, and what to do today."""

from __future__ import annotations

from collections.abc import Iterable

from linen_upgrade.meaning.caches import takes_cache
from linen_upgrade.meaning.values import Literal, ParameterValue, Value, module_classes
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rules.calls import Placement

CACHE_TODAY = (
    "today `decode=True` keeps one in the collection 'cache'. Get it with `cache = model.init(key, "
    "inputs_of_full_length, cache=True)['cache']`, and for each step call `y, changed = model.apply({'params': params, "
    "'cache': cache}, token, cache=True, mutable=['cache'])`"
)


def cache_problem(placements: Iterable[Placement], callee: Value, file: FileContext) -> str:
    """Why a whole model that is run with a cache can't be: '' where it gets none."""
    for item in placements:
        if item.parameter is None or item.argument.value == Literal("None"):
            continue
        parameters = (ParameterValue(module.key, item.parameter.name) for module in module_classes(callee))
        if any(takes_cache(parameter, file.roles) for parameter in parameters):
            return f"a cache is passed, by which it decodes step by step: {CACHE_TODAY}"
    return ""
