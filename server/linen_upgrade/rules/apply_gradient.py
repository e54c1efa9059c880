"""LIN503: an optimizer that is given a gradient, as a TrainState is today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.training_constructs import GradientApplied
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.layout import with_keyword
from linen_upgrade.rules.rule import SAFE, Verdict
from linen_upgrade.rules.training import TrainingRule

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


class ApplyGradient(TrainingRule):
    """`optimizer.apply_gradient(grad)` becomes `optimizer.apply_gradients(grads=grad)`."""

    code, name = "LIN503", "apply-gradient"
    summary = "Optimizer given a gradient, as a TrainState is today"
    constructs = (GradientApplied,)
    deprecated = True

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every update of an optimizer."""
        assert isinstance(construct, GradientApplied)
        yield self.finding(construct, f"`{construct.name}` is gone: a TrainState has `apply_gradients`")

    def verdict_on_form(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual for what a TrainState can't do in one call."""
        construct: GradientApplied = finding.finding.construct
        if construct.optimizer is None:
            return Applicability.MANUAL, "what it is called on can't be known: make that a TrainState"
        if construct.name != "apply_gradient":
            return (
                Applicability.MANUAL,
                "ask `jax.value_and_grad` for the gradient, and `apply_gradients` for the update",
            )
        if any(argument.star for argument in construct.arguments):
            return Applicability.MANUAL, "what it is given can't be told: write the arguments out"
        others = [a.keyword or "" for a in construct.arguments if a.keyword not in (None, "grads")]
        if len(construct.arguments) - len(others) != 1 or others not in ([], ["learning_rate"]):
            given = ", ".join(f"`{name}`" for name in others)
            return Applicability.MANUAL, f"{given} can't be given with a gradient: make a schedule of it in optax"
        return SAFE

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct: GradientApplied = finding.finding.construct
        rated = any(a.keyword == "learning_rate" for a in construct.arguments)
        setting = f"{file.names.dotted('optax', 'tree')}.set" if rated else ""

        def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            assert isinstance(node.func, cst.Attribute)
            rate = next((a for a in node.args if a.keyword is not None and a.keyword.value == "learning_rate"), None)
            grad = next(a for a in node.args if a is not rate)
            grads = with_keyword(grad, "grads").with_changes(comma=cst.MaybeSentinel.DEFAULT)
            receiver = node.func.value
            if rate is not None:
                text = done.code(receiver)
                held = f"{text}.replace(opt_state={setting}({text}.opt_state, learning_rate={done.code(rate.value)}))"
                receiver = cst.parse_expression(held, done.module.config_for_parsing)
            function = cst.Attribute(receiver, cst.Name("apply_gradients"))
            return node.with_changes(func=function, args=[grads])

        yield Change(construct.span, cst.Call, change)
