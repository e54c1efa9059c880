"""Attention: what old masks and axes are today, and how far the rewrite can be trusted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linen_upgrade.flax_api import BuiltinModule, Parameter
from linen_upgrade.meaning.constructs import Call, ModuleCall
from linen_upgrade.meaning.values import Literal, module_classes
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability
from linen_upgrade.rules.calls import Placement
from linen_upgrade.rules.rule import SAFE, Verdict

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten

ATTENTION = ("MultiHeadDotProductAttention", "SelfAttention")


def mask_verdict(fact: Parameter, construct: Call) -> Verdict:
    """How far the rewrite of one mask argument of an attention call can be trusted."""
    if not isinstance(construct, ModuleCall):
        return Applicability.MANUAL, f"`{fact.name}` is an input today: pass the mask where the module is called"
    return SAFE


def attention_verdict(builtin: BuiltinModule, construct: ModuleCall) -> Verdict | None:
    """Why the rewrite of an attention call is not safe; None for other modules."""
    if builtin.name not in ATTENTION:
        return None
    given = {a.keyword for a in construct.arguments if a.keyword}
    masks = {p.name for p in builtin.parameters if p.role in ("mask", "gone")} & given
    if masks - {"causal_mask"} or (masks and not construct.arguments[0].is_name):
        listed = ", ".join(f"`{name}`" for name in sorted(masks))
        return Applicability.MANUAL, f"{listed}: build one `mask=` for the call by hand, as the page of LIN104 shows"
    return (
        Applicability.UNSAFE,
        "Linen attends over the axis before the features only, the old default over all axes between batch and "
        "features: the same for inputs of shape (batch, length, features)",
    )


def mask_argument(
    construct: ModuleCall, placements: list[Placement], done: Rewritten, file: FileContext
) -> cst.Arg | None:
    """The one `mask=` of today for the old mask arguments of an attention call; None without them."""
    import libcst as cst

    if not any(module.builtin in ATTENTION for module in module_classes(construct.callee)):
        return None
    causal = next((p for p in placements if p.parameter is not None and p.parameter.name == "causal_mask"), None)
    if causal is None:
        return None
    value = done.result(causal.argument.value_span, cst.Name)
    if isinstance(causal.argument.value, Literal) and isinstance(value, cst.Name) and value.value == "False":
        return None
    mask = f"{file.names.linen('make_causal_mask')}({construct.first_text}[..., 0])"
    if not (isinstance(value, cst.Name) and value.value == "True"):
        condition = done.result(causal.argument.span, cst.Arg)
        assert isinstance(condition, cst.Arg)
        mask = f"{mask} if {done.code(condition.value)} else None"
    tight = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    return cst.Arg(cst.parse_expression(mask), keyword=cst.Name("mask"), equal=tight)
