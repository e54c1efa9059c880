"""Attention: how far the rewrite of a call can be trusted."""

from __future__ import annotations

from collections.abc import Iterator

from linen_upgrade.flax_api import BuiltinModule, Parameter
from linen_upgrade.meaning.constructs import BY_MODULES, Call, ModuleCall
from linen_upgrade.meaning.values import Function, Value
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, LocatedFinding
from linen_upgrade.rules.attention_call import (
    ATTENTION,
    MASKS,
    AttentionCall,
    attention_call,
    is_library_function,
    is_none,
    possible,
)
from linen_upgrade.rules.caches import CACHE_TODAY
from linen_upgrade.rules.rule import SAFE, Verdict

_BY_HAND = "write the call by hand, as the page of LIN104 shows"


def gone_verdict(fact: Parameter, construct: Call) -> Verdict:
    """How far the rewrite of one argument that has no place of its own today can be trusted."""
    if isinstance(construct, ModuleCall):
        return SAFE  # The call's own verdict is about all of its arguments together.
    if fact.role == "mask":
        return Applicability.MANUAL, f"`{fact.name}` is an input today: pass the mask where the module is called"
    return Applicability.MANUAL, fact.note


def attention_verdict(
    builtin: BuiltinModule, construct: ModuleCall, finding: LocatedFinding, file: FileContext
) -> Verdict | None:
    """Why the rewrite of an attention call is not safe; None for what is, and for other modules."""
    if builtin.name not in ATTENTION:
        return None
    call = attention_call(construct, finding, file)
    if call is None:
        return Applicability.MANUAL, f"which arguments it has can't be told: {_BY_HAND}"
    manual = _axes_problem(call) or _names_problem(call, construct, finding, file)
    if manual:
        return Applicability.MANUAL, manual
    unsafe = next(_doubts(call, file), "")
    return (Applicability.UNSAFE, unsafe) if unsafe else None


def plain_mask(construct: ModuleCall, finding: LocatedFinding, file: FileContext) -> tuple[str, str] | None:
    """The shorter form of a call whose masks may hide whole rows, and what is different then."""
    call = attention_call(construct, finding, file)
    if call is None or not call.hides_rows or call.takes_function:
        return None
    return "with a plain mask=", "where a whole query row is masked, gradients differ (outputs agree)"


def _axes_problem(call: AttentionCall) -> str:
    if call.axes is None:
        return "`attention_axis` has no equivalent today, and which axes it says can't be told: reshape around the call"
    return ""


def _names_problem(call: AttentionCall, construct: ModuleCall, finding: LocatedFinding, file: FileContext) -> str:
    """Why what the new form reads more than once can't be given a name first."""
    nameless = [name for name in call.needs_names if not call.given[name].is_name]
    if not nameless:
        return ""
    if not call.liftable:
        return f"give `{nameless[0]}` a name first: nothing can be put on a line before this place"
    before = [f for f in file.of_code("LIN103") if _stands_before(f, finding)]
    if before and any(not call.given[name].is_name for name in nameless if name.startswith("inputs")):
        return f"give `{nameless[0]}` a name first: a module before it in the statement has to be made before it"
    return ""


def _stands_before(other: LocatedFinding, finding: LocatedFinding) -> bool:
    """Whether another module is called earlier in the same statement."""
    first, second = other.finding.construct, finding.finding.construct
    same = other.base == finding.base and first.nesting.statement == second.nesting.statement
    return same and first.span.end <= second.span.start


def _doubts(call: AttentionCall, file: FileContext) -> Iterator[str]:
    """What may make a difference, for all that is known."""
    if "attention_axis" in call.bound and call.rank != 3:
        yield "a partial binds `attention_axis`, which is left out: right for inputs of shape (batch, length, features)"
    if "attention_fn" in call.bound and call.masks:
        yield "a partial binds `attention_fn`, which would be given the masks in another way"
    if "attention_fn" in call.given:
        yield from _function_doubts(call, list(possible(call.given["attention_fn"].value, file)))
    if "cache" in call.given and not all(map(is_none, possible(call.given["cache"].value, file, BY_MODULES))):
        # What runs whole models with a cache has a finding of its own.
        yield f"a module passes it a cache, by which it decodes step by step: {CACHE_TODAY}"


def _function_doubts(call: AttentionCall, functions: list[Value]) -> Iterator[str]:
    own = [f for f in functions if not is_library_function(f)]
    for function in own:
        if not isinstance(function, Function):
            yield "which function `attention_fn` is can't be told: Linen hands it only the arguments that it names"
            return
        names = function.positional
        if "axis" in names:
            yield f"Linen does not tell `{function.name}` the axis to attend over: let it take the last but two"
        if function.reads_rest:
            yield f"Linen hands `{function.name}` only arguments that it names, and nothing for its `**`: name them"


def takes_dtype(call: AttentionCall, file: FileContext) -> bool:
    """Whether a function of the user's own computes in the type that the module tells it, which had a default."""
    if "attention_fn" not in call.given or "dtype" in call.texts or "dtype" in call.bound:
        return False
    functions = possible(call.given["attention_fn"].value, file)
    return any(isinstance(f, Function) and "dtype" in f.positional for f in functions)


__all__ = ["ATTENTION", "MASKS", "attention_verdict", "gone_verdict", "takes_dtype"]
