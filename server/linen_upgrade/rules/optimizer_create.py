"""LIN502: an optimizer made of its definition and a target, which a TrainState is today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.training_constructs import OptimizerCreate
from linen_upgrade.meaning.training_kinds import Model
from linen_upgrade.meaning.values import (
    UNKNOWN,
    ModuleClass,
)
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.callable_models import is_callable, parameters_in
from linen_upgrade.rules.model_call import UNNAMED
from linen_upgrade.rules.module_access import access
from linen_upgrade.rules.rule import SAFE, Verdict
from linen_upgrade.rules.train_states import state_class, state_of
from linen_upgrade.rules.training import TrainingRule, fields_of, has_models, is_name, is_state

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


class OptimizerCreateRule(TrainingRule):
    """`optimizer_def.create(model)` becomes `TrainState.create(apply_fn=…, params=model, tx=optimizer_def)`."""

    code, name = "LIN502", "optimizer-create"
    summary = "Optimizer made of its definition and a target, which a TrainState is today"
    constructs = (OptimizerCreate,)
    deprecated = True

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every optimizer that is made."""
        yield self.finding(construct, "`create` of an optimizer is gone: a TrainState holds parameters and optimizer")

    def verdict_on_form(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where the target, or the module that is to be applied, can't be told."""
        construct: OptimizerCreate = finding.finding.construct
        if file.has_comment(finding, construct.span):
            return Applicability.MANUAL, "a comment stands in it, and would be lost: move that first"
        if construct.target_span is None:
            return Applicability.MANUAL, "it gets more than a target: write a TrainState with what optax has for it"
        if construct.target == UNKNOWN and has_models(finding, file):
            return Applicability.UNSAFE, "what it updates can't be known: a model, or parameters"
        if is_state(construct.target, False, finding, file) or is_callable(construct.target, finding, file):
            if construct.is_made_here or is_name(file.text(finding, construct.target_span)):
                return SAFE
            return Applicability.MANUAL, "give the model a name first: it is read more than once today"
        if isinstance(construct.target, Model) and _apply(construct, file) == "":
            return Applicability.MANUAL, UNNAMED
        return SAFE

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct: OptimizerCreate = finding.finding.construct
        name, held = state_class(file), is_state(construct.target, False, finding, file)
        called = is_callable(construct.target, finding, file)
        apply = "" if held or called else _apply(construct, file)

        def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            assert isinstance(node.func, cst.Attribute)
            target = node.args[0].value
            applied: cst.BaseExpression = cst.parse_expression(apply) if apply else target
            if held and construct.is_made_here:
                assert isinstance(target, cst.Call)
                applied, target = target.args[0].value, target.args[1].value
            elif called and construct.is_made_here:
                assert isinstance(target, cst.Call)
                variables = target.args[1].value
                assert isinstance(variables, cst.Dict)
                applied, target = target.args[0].value, variables.elements[0].value
            elif called:
                applied, target = cst.Attribute(target, cst.Name("func")), parameters_in(target, file)
            elif held:
                applied = cst.Attribute(target, cst.Name("apply_fn"))
                target = cst.Attribute(target, cst.Name("params"))
            return state_of(name, applied, target, node.func.value)

        yield Change(construct.span, cst.Call, change)


def _apply(construct: OptimizerCreate, file: FileContext) -> str:
    """The source of the function that applies the target; 'None' for a target that is no model, '' if none is known."""
    if not isinstance(construct.target, Model):
        return "None"
    base = construct.target.base
    found = access(base, construct.nearby, file)
    if found is not None and isinstance(base, ModuleClass) and any(f.default is None for f in fields_of(base, file)):
        return ""
    return found.apply if found is not None and found.is_instance else ""
