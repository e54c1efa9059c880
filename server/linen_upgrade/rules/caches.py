"""Caches of attention, by which models decode step by step: what runs of whole models are given of them today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from linen_upgrade.meaning.caches import takes_cache
from linen_upgrade.meaning.training_constructs import ContextUse
from linen_upgrade.meaning.values import Literal, ParameterValue, Value, module_classes
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rules.calls import Placement

CACHE = "cache"
"""The collection that attention keeps what it decodes with in."""
CACHE_TODAY = (
    "today `decode=True` keeps one in the collection 'cache'. Get it with `cache = model.init(key, "
    "inputs_of_full_length, cache=True)['cache']`, and for each step call `y, changed = model.apply({'params': params, "
    "'cache': cache}, token, cache=True, mutable=['cache'])`"
)


def cache_around(uses: Sequence[ContextUse]) -> ContextUse | None:
    """The context whose cache a run is handed."""
    return next((use for use in uses if use.kind == "cache"), None)


def with_cache(
    placements: list[Placement], use: ContextUse | None, finding: LocatedFinding, file: FileContext
) -> list[Placement]:
    """The arguments of a run, with True for the cache that it is handed: whether to decode is all that is left."""
    if use is None:
        return placements
    return [
        replace(item, written="True") if file.text(finding, item.argument.value_span) == use.yields else item
        for item in placements
    ]


def cache_problem(placements: Iterable[Placement], callee: Value, file: FileContext) -> str:
    """Why a whole model can't be run, as it is handed a cache that nobody sees; '' where it gets none."""
    for item in placements:
        if item.parameter is None or item.written or item.argument.value == Literal("None"):
            continue
        parameters = (ParameterValue(module.key, item.parameter.name) for module in module_classes(callee))
        if any(takes_cache(parameter, file.roles) for parameter in parameters):
            return f"a cache is passed, by which it decodes step by step: {CACHE_TODAY}"
    return ""
