"""LIN402: `nn.Model`, in whose place the parameters are passed around today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.training_constructs import ModelMade
from linen_upgrade.meaning.values import ModuleInstance, module_classes
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.callable_models import callable_model, partial_of
from linen_upgrade.rules.rule import SAFE, Verdict
from linen_upgrade.rules.train_states import state_class, state_of
from linen_upgrade.rules.training import TrainingRule, passes_callable, passes_state, stands_for_models

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


class ModelObject(TrainingRule):
    """`nn.Model(CNN, params)` becomes `params`."""

    code, name = "LIN402", "model-object"
    summary = "Model that holds its parameters, which are passed around themselves today"
    constructs = (ModelMade,)
    deprecated = True

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every `nn.Model(…)`."""
        yield self.finding(construct, "`nn.Model` is gone: its parameters are passed around today")

    def verdict_on_form(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where it can't be told which argument holds the parameters."""
        construct: ModelMade = finding.finding.construct
        if file.has_comment(finding, construct.span):
            return Applicability.MANUAL, "a comment stands in it, and would be lost: move that first"
        if construct.parameters is None:
            return Applicability.MANUAL, "which argument holds the parameters can't be told: pass those around"
        if not any(module_classes(construct.base)):
            why = "which module it is can't be known"
            if stands_for_models(finding, file):
                return Applicability.MANUAL, f"{why}: make a TrainState with its `apply`"
            return Applicability.UNSAFE, f"{why}, so what is done with it may be overlooked"
        return SAFE

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct: ModelMade = finding.finding.construct
        index = next(i for i, a in enumerate(construct.arguments) if a.value_span == construct.parameters)
        if passes_state(finding, file):
            yield _as_state(construct, index, file)
            return

        partial = partial_of(file) if passes_callable(finding, file) else ""

        def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            if partial:
                apply, params = _apply(node, construct, index), node.args[index].value
                return callable_model(partial, done.code(apply), done.code(params), file)
            return in_parentheses(node.args[index].value)

        yield Change(construct.span, cst.Call, change)


def _as_state(construct: ModelMade, index: int, file: FileContext) -> Change:
    """`TrainState.create(apply_fn=CNN().apply, params=params, tx=optax.identity())`."""
    import libcst as cst

    name, identity = state_class(file), file.names.dotted("optax", "identity")

    def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        assert isinstance(node, cst.Call)
        nothing = cst.parse_expression(f"{identity}()")
        return state_of(name, _apply(node, construct, index), node.args[index].value, nothing)

    return Change(construct.span, cst.Call, change)


def _apply(node: cst.Call, construct: ModelMade, index: int) -> cst.Attribute:
    """The `apply` of the module that a model is made of; `index` is that of the other argument."""
    import libcst as cst

    module = node.args[1 - index].value
    maker = module if isinstance(construct.base, ModuleInstance) else cst.Call(module)
    return cst.Attribute(maker, cst.Name("apply"))


def in_parentheses(node: cst.BaseExpression) -> cst.BaseExpression:
    """An expression as it can take the place of a name."""
    import libcst as cst

    plain = (cst.Name, cst.Attribute, cst.Call, cst.Subscript, cst.Dict, cst.List, cst.Tuple)
    if isinstance(node, plain) or node.lpar:
        return node
    return node.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])
