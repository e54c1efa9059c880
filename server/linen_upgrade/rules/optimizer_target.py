"""LIN504: members of optimizers, which a TrainState has under other names."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.training_constructs import OptimizerMember
from linen_upgrade.meaning.values import UNKNOWN
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.callable_models import callable_model, is_callable, parameters_in, partial_of
from linen_upgrade.rules.layout import with_keyword
from linen_upgrade.rules.rule import SAFE, Verdict
from linen_upgrade.rules.training import TrainingRule, has_models, is_name, is_state

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten

_TODAY = {"target": "params", "state.step": "step", "optimizer_def": "tx"}
_WHAT_TO_DO = {
    "state": "take `step` of the TrainState, and of its `opt_state` what optax keeps there",
    "replace": "give it `target` alone, by keyword",
    "replicate": "write `jax_utils.replicate(…)` around it",
    "unreplicate": "write `jax_utils.unreplicate(…)` around it",
}


class OptimizerTarget(TrainingRule):
    """`optimizer.target` becomes `optimizer.params`, `optimizer.state.step` becomes `optimizer.step`."""

    code, name = "LIN504", "optimizer-target"
    summary = "Member of an optimizer, which a TrainState has under another name"
    constructs = (OptimizerMember,)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every member of an optimizer."""
        assert isinstance(construct, OptimizerMember)
        today = _TODAY.get(construct.name)
        how = f": a TrainState calls it `{today}`" if today else ", and a TrainState has none"
        yield self.finding(construct, f"`{construct.name}` of an optimizer is gone{how}")

    def verdict_on_form(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual for what a TrainState doesn't have."""
        construct: OptimizerMember = finding.finding.construct
        if construct.name == "target" and construct.target == UNKNOWN and has_models(finding, file):
            return Applicability.UNSAFE, "what this optimizer updates can't be known: a model, or parameters"
        is_read_twice = construct.name == "target" and is_callable(construct.target, finding, file)
        if is_read_twice and not is_name(file.text(finding, construct.receiver)):
            return Applicability.MANUAL, "give the optimizer a name first: it is asked for its function, too, today"
        if construct.name in _TODAY or construct.given is not None:
            return SAFE
        if construct.name.startswith("optimizer_def."):
            return Applicability.MANUAL, "optax keeps none: take it from where the optimizer is defined"
        return Applicability.MANUAL, _WHAT_TO_DO.get(
            construct.name, "take what it gave of `params`, `opt_state` or `tx`"
        )

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct: OptimizerMember = finding.finding.construct
        held = is_state(construct.target, construct.bare, finding, file)
        called = is_callable(construct.target, finding, file)
        partial = partial_of(file) if called and construct.name == "target" else ""
        # A TrainState begins with a number of Python's, which the old state never was.
        wanted = construct.name == "state.step" and construct.as_array
        array = file.names.qualified("jax.numpy", "asarray", "jnp") if wanted else ""

        def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            if isinstance(node, cst.Call):
                given = with_keyword(node.args[0], "params")
                params = cst.Attribute(given.value, cst.Name("params"))
                if called:
                    return node.with_changes(args=[given.with_changes(value=parameters_in(given.value, file))])
                return node.with_changes(args=[given.with_changes(value=params) if held else given])
            assert isinstance(node, cst.Attribute)
            value = node.value
            if construct.name == "target" and held:
                return value
            if partial:
                text = done.code(value)
                return callable_model(partial, f"{text}.apply_fn", f"{text}.params", file)
            if construct.name == "state.step":
                assert isinstance(value, cst.Attribute)
                step = node.with_changes(value=value.value, attr=cst.Name("step"))
                return cst.parse_expression(f"{array}({done.code(step)})") if array else step
            return node.with_changes(value=value, attr=cst.Name(_TODAY[construct.name]))

        yield Change(construct.span, cst.Call if construct.given is not None else cst.Attribute, change)
