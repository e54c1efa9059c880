"""What keeps library modules from being made as they were."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Sequence

from linen_upgrade import flax_api
from linen_upgrade.meaning.constructs import Argument
from linen_upgrade.meaning.evidence import old_name
from linen_upgrade.meaning.moved import CELLS
from linen_upgrade.meaning.signatures import Bound, bind
from linen_upgrade.meaning.values import Function, Imported, ModuleClass, ParameterValue, Value
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, LocatedFinding
from linen_upgrade.rules.rule import Verdict

_PACKAGES = {"jnp": "jax.numpy", "np": "numpy"}
"""How facts abbreviate packages."""


def renamed_problem(builtin: flax_api.BuiltinModule) -> Verdict | None:
    """Why a module that is another one today can't be made by its rule alone; None for all others."""
    # A cell of another name is found by that name, and is made in the same way.
    if builtin.renamed_by in (None, CELLS) or flax_api.linen_has(builtin.name):
        return None
    reason = f"nn.{builtin.name} is nn.{builtin.new_name} today, with another protocol ({builtin.renamed_by})"
    return Applicability.MANUAL, reason


def argument_problem(
    module: ModuleClass, arguments: Sequence[Argument], finding: LocatedFinding, file: FileContext
) -> Verdict | None:
    """Why an argument of a library module may mean something else today; None if none does."""
    builtin = flax_api.module(module.builtin) if module.builtin else None
    if builtin is None:
        return None
    for item in bind(arguments, module.parameters, (), lambda keyword: old_name(module, keyword)):
        fact = builtin.parameter(item.parameter.name) if item.parameter is not None else None
        if fact is None:
            continue
        if fact.initializer and any(_takes_two(value) for value, _ in _options(item, finding, file)):
            return Applicability.UNSAFE, f"`{fact.name}` is called with a third argument today: let it take `dtype` too"
        if fact.exact_values and not all(_is_exact(value, text, fact) for value, text in _options(item, finding, file)):
            return Applicability.UNSAFE, f"`{fact.name}` of nn.{builtin.name}: {fact.otherwise}"
        if fact.when_shifted and _is_shifted(file.text(finding, item.argument.value_span)):
            return Applicability.UNSAFE, f"`{fact.name}` of nn.{builtin.name}: {fact.when_shifted}"
    return None


def otherwise_today(module: ModuleClass, file: FileContext) -> list[str]:
    """The parameters of a module that are fields of another name today, or that it has to be given."""
    builtin = flax_api.module(module.builtin) if module.builtin else None
    if builtin is not None:
        fields = (fact for fact in builtin.parameters if fact.role not in ("input", "mask"))
        return [f.name for f in fields if f.new_name != f.name or f.write_old_default == "always" or f.exact_values]
    return [name for name, today in file.signature(module).field_names.items() if name != today]


def held_problem(modules: Iterable[ModuleClass], arguments: Sequence[Argument], file: FileContext) -> Verdict | None:
    """Why a keyword that a dictionary holds, which is handed on as `**`, is another one today; None if all stay."""
    held = [entry for argument in arguments if not argument.through for entry in argument.held or ()]
    for module in modules:
        builtin = flax_api.module(module.builtin) if module.builtin else None
        today = {} if builtin is not None else file.signature(module).field_names
        for name, value in held:
            fact = builtin.parameter(old_name(module, name)) if builtin is not None else None
            new = fact.new_name if fact is not None else today.get(name, name)
            if new != name:
                tells = f"`{new}` today" if new else "gone today"
                return Applicability.UNSAFE, f"the dictionary behind `**` holds `{name}`, which is {tells}"
            if fact is not None and (fact.exact_values or fact.when_shifted or _may_take_two(fact, value, file)):
                return (
                    Applicability.UNSAFE,
                    f"what the dictionary behind `**` holds for `{name}` may mean another thing",
                )
    return None


def _options(item: Bound, finding: LocatedFinding, file: FileContext) -> Sequence[tuple[Value, str]]:
    """What an argument may be, with its source: for a parameter its default, and what its callers give."""
    value = item.argument.value
    if isinstance(value, ParameterValue) and item.argument.is_name:
        return list(file.roles.given(value))
    return [(value, file.text(finding, item.argument.value_span))]


def _may_take_two(fact: flax_api.Parameter, value: Value, file: FileContext) -> bool:
    """Whether it may be an initialiser that does not take the third argument of today."""
    options = [given for given, _ in file.roles.given(value)] if isinstance(value, ParameterValue) else [value]
    return fact.initializer and any(map(_takes_two, options))


def _takes_two(value: Value) -> bool:
    return isinstance(value, Function) and len(value.positional) == 2


def _is_exact(value: Value, text: str, fact: flax_api.Parameter) -> bool:
    """Whether a value is one of those that mean today what they meant."""
    if text in fact.exact_values:
        return True
    paths = {
        _PACKAGES.get(head, head) + dot + tail for head, dot, tail in (v.partition(".") for v in fact.exact_values)
    }
    return isinstance(value, Imported) and value.path in paths


def _is_shifted(source: str) -> bool:
    """Whether an expression adds, subtracts or multiplies."""
    try:
        tree = ast.parse(f"({source})", mode="eval").body
    except SyntaxError:
        return False
    return isinstance(tree, ast.BinOp) and isinstance(tree.op, (ast.Add, ast.Sub, ast.Mult))
