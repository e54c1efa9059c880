"""What keeps library modules from being made as they were."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from linen_upgrade import flax_api
from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import Argument
from linen_upgrade.meaning.evidence import old_name
from linen_upgrade.meaning.signatures import Bound
from linen_upgrade.meaning.values import Function, ModuleClass
from linen_upgrade.rewriting.findings import Applicability
from linen_upgrade.rules.rule import Verdict


def renamed_problem(builtin: flax_api.BuiltinModule) -> Verdict | None:
    """Why a module that is another one today can't be made by its rule alone; None for all others."""
    if builtin.renamed_by is None or flax_api.linen_has(builtin.name):
        return None
    reason = f"nn.{builtin.name} is nn.{builtin.new_name} today, with another protocol ({builtin.renamed_by})"
    return Applicability.MANUAL, reason


def initializer_problem(
    builtin: flax_api.BuiltinModule, module: ModuleClass, arguments: Sequence[Argument]
) -> Verdict | None:
    """Why an initialiser among the arguments does not fit today; None if all do."""
    for argument in arguments:
        fact = builtin.parameter(old_name(module, argument.keyword)) if argument.keyword else None
        value = argument.value
        if fact is not None and fact.initializer and isinstance(value, Function) and len(value.positional) == 2:
            return Applicability.UNSAFE, f"`{fact.name}` is called with a third argument today: let it take `dtype` too"
    return None


def value_problem(
    builtin: flax_api.BuiltinModule, bound: Sequence[Bound], source: Callable[[Span], str]
) -> Verdict | None:
    """Why a value among the arguments may mean something else today; None if none does. `source` gives a span's."""
    for item in bound:
        fact = builtin.parameter(item.parameter.name) if item.parameter is not None else None
        if fact is not None and fact.exact_values and source(item.argument.value_span) not in fact.exact_values:
            return Applicability.UNSAFE, f"`{fact.name}` of nn.{builtin.name}: {fact.otherwise}"
    return None
