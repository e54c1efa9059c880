"""Attention: what the old masks are today, and how far the rewrite can be trusted."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from linen_upgrade.flax_api import BuiltinModule, Parameter
from linen_upgrade.meaning.constructs import Argument, Call, ModuleCall
from linen_upgrade.meaning.values import Array, ParameterValue, module_classes
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability
from linen_upgrade.rules.calls import Placement
from linen_upgrade.rules.rule import SAFE, Verdict

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten

ATTENTION = ("MultiHeadDotProductAttention", "SelfAttention")
_BY_HAND = "build one `mask=` for the call by hand, as the page of LIN104 shows"
_KEYS_OF = {"padding_mask": "key_padding_mask", "segmentation": "key_segmentation"}
"""Which mask of the keys goes with which mask of the queries."""


def mask_verdict(fact: Parameter, construct: Call) -> Verdict:
    """How far the rewrite of one mask argument of an attention call can be trusted."""
    if not isinstance(construct, ModuleCall):
        return Applicability.MANUAL, f"`{fact.name}` is an input today: pass the mask where the module is called"
    return SAFE


def attention_verdict(builtin: BuiltinModule, construct: ModuleCall) -> Verdict | None:
    """Why the rewrite of an attention call is not safe; None for other modules."""
    if builtin.name not in ATTENTION:
        return None
    given = _given(builtin, construct)
    if given is None:
        return Applicability.MANUAL, f"which arguments are masks can't be told: {_BY_HAND}"
    masks = {name for name in given if (fact := builtin.parameter(name)) is not None and fact.role == "mask"}
    operands = [given[name] for name in ("inputs_q", "inputs_kv", *masks) if name in given]
    if masks and not all(argument.is_name for argument in operands):
        return Applicability.MANUAL, f"give {_listed(masks)} and what it attends over a name first, or {_BY_HAND}"
    if "key_segmentation" in masks and "segmentation" not in masks:
        return Applicability.MANUAL, f"`key_segmentation` without `segmentation`: {_BY_HAND}"
    before = (
        "the old class over what `attention_axis` said"
        if "attention_axis" in given
        else "the old default over all axes between batch and features"
    )
    axes = (
        f"Linen attends over the axis before the features only, {before}: "
        "the same for inputs of shape (batch, length, features), but not for images"
    )
    if masks - {"causal_mask"}:
        axes += "; and where a whole query row is masked, gradients differ (outputs agree)"
    return Applicability.UNSAFE, axes


def mask_argument(
    construct: ModuleCall, placements: list[Placement], done: Rewritten, file: FileContext
) -> cst.Arg | None:
    """The one `mask=` of today for the old mask arguments of an attention call; None without them."""
    import libcst as cst

    if not any(module.builtin in ATTENTION for module in module_classes(construct.callee)):
        return None
    given = {p.parameter.name: p.argument for p in placements if p.parameter is not None}

    def source(name: str) -> str:
        argument = done.result(given[name].span, cst.Arg)
        assert isinstance(argument, cst.Arg)
        return done.code(argument.value)

    parts = [part for part in _parts(given, source, file) if part]
    if not parts:
        return None
    mask = parts[0] if len(parts) == 1 else f"{file.names.linen('combine_masks')}({', '.join(parts)})"
    tight = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    return cst.Arg(cst.parse_expression(mask), keyword=cst.Name("mask"), equal=tight)


def _parts(given: dict[str, Argument], source: Callable[[str], str], file: FileContext) -> list[str]:
    """The masks of today, one for each way in which old arguments masked."""
    queries = source("inputs_q")
    over_itself = "inputs_kv" not in given or source("inputs_kv") in ("None", queries)
    parts = [_causal(given, source, queries, file)]
    for name, key_name in _KEYS_OF.items():
        of_queries = _flat(source(name), queries) if _is_given(given, name, source) else ""
        of_keys = of_queries if over_itself else ""
        if _is_given(given, key_name, source):
            of_keys = _flat(source(key_name), queries if over_itself else source("inputs_kv"))
            # A mask of the keys alone masked the queries too, where a sequence attends over itself.
            of_queries = of_queries or (of_keys if over_itself else "")
        if of_queries or of_keys:
            mask = _pairwise(of_queries, of_keys, queries, source, file, equal=name == "segmentation")
            optional = [
                source(n) for n in (name, key_name) if _is_given(given, n, source) and _may_be_none(given[n], file)
            ]
            parts.append(f"{mask} if {optional[0]} is not None else None" if optional else mask)
    return parts


def _pairwise(
    of_queries: str, of_keys: str, queries: str, source: Callable[[str], str], file: FileContext, equal: bool
) -> str:
    """`nn.make_attention_mask` of a mask of the queries and one of the keys; one that is missing masks nothing."""
    ones = file.names.qualified("jax.numpy", "ones", "jnp") if not (of_queries and of_keys) else ""
    of_queries = of_queries or f"{ones}({queries}.shape[:2])"
    of_keys = of_keys or f"{ones}({source('inputs_kv')}.shape[:2])"
    how = f", {file.names.qualified('jax.numpy', 'equal', 'jnp')}" if equal else ""
    return f"{file.names.linen('make_attention_mask')}({of_queries}, {of_keys}{how})"


def _causal(given: dict[str, Argument], source: Callable[[str], str], queries: str, file: FileContext) -> str:
    if "causal_mask" not in given or source("causal_mask") == "False":
        return ""
    mask = f"{file.names.linen('make_causal_mask')}({queries}[..., 0])"
    return mask if source("causal_mask") == "True" else f"{mask} if {source('causal_mask')} else None"


def _flat(mask: str, inputs: str) -> str:
    """A mask without its last axis of one, which old masks could have and today's can't."""
    return f"{mask}.reshape({inputs}.shape[:2])"


def _is_given(given: dict[str, Argument], name: str, source: Callable[[str], str]) -> bool:
    return name in given and source(name) != "None"


def _given(builtin: BuiltinModule, construct: ModuleCall) -> dict[str, Argument] | None:
    """Arguments by the names of the old parameters; None behind stars."""
    found: dict[str, Argument] = {}
    for position, argument in enumerate(construct.arguments):
        if argument.star:
            return None
        found[argument.keyword or builtin.parameters[position].name] = argument
    return found


def _may_be_none(mask: Argument, file: FileContext) -> bool:
    """Whether a mask may be left out at run time: all but an array, and a parameter that has no default."""
    if not isinstance(mask.value, ParameterValue):
        return not isinstance(mask.value, Array)
    definition = file.definition(mask.value.owner)
    parameters = definition.finding.construct.module.parameters if definition is not None else ()
    return not any(p.name == mask.value.name and p.default is None for p in parameters)


def _listed(names: set[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))
