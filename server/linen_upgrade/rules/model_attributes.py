"""LIN404: members of models: their parameters are what is passed around today."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.training_constructs import ModelBared, ModelMember
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.callable_models import callable_model, parameters_in, partial_of
from linen_upgrade.rules.model_call import UNNAMED
from linen_upgrade.rules.model_object import in_parentheses
from linen_upgrade.rules.module_access import access
from linen_upgrade.rules.rule import SAFE, Verdict
from linen_upgrade.rules.training import TrainingRule, is_name, passes_callable, passes_state

if TYPE_CHECKING:
    import libcst as cst

    from linen_upgrade.rewriting.engine import Rewritten


class ModelAttributes(TrainingRule):
    """`model.params` becomes `model`, `model.replace(params=params)` becomes `params`."""

    code, name = "LIN404", "model-attributes"
    summary = "Member of a model, of which the parameters alone are passed around today"
    constructs = (ModelMember, ModelBared)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every member of a model."""
        if isinstance(construct, ModelBared):
            yield self.finding(construct, "a model can't be differentiated by today, its parameters can")
            return
        assert isinstance(construct, ModelMember)
        yield self.finding(construct, f"a model's `{construct.name}` is gone: its parameters are passed around today")

    def verdict_on_form(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual for what has no counterpart."""
        construct = finding.finding.construct
        if isinstance(construct, ModelBared):
            plain = construct.kind in _PLAIN or not passes_state(finding, file)
            return SAFE if plain else (Applicability.MANUAL, "differentiate by the parameters of this one")
        if construct.name == "params" or (construct.name == "replace" and construct.given is not None):
            is_read_twice = construct.name == "replace" and passes_callable(finding, file)
            if is_read_twice and not is_name(file.text(finding, construct.receiver)):
                return Applicability.MANUAL, "give the model a name first: it is asked for its function today"
            return SAFE
        if construct.name != "module":
            return Applicability.MANUAL, _WHAT_TO_DO.get(
                construct.name, "nothing has that member today: write what it did"
            )
        if not construct.bare and passes_state(finding, file):
            return SAFE
        found = None if passes_callable(finding, file) else access(construct.base, construct.nearby, file)
        return SAFE if found is not None and found.is_class else (Applicability.MANUAL, UNNAMED)

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct = finding.finding.construct
        if isinstance(construct, ModelBared):
            if passes_state(finding, file):
                yield _parameters(construct)
            return
        is_held = not construct.bare and passes_state(finding, file)
        if is_held and construct.name != "module":
            return  # A TrainState has both.

        as_callable = passes_callable(finding, file)
        partial = partial_of(file) if as_callable and construct.given is not None else ""

        def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            if isinstance(node, cst.Call) and partial:
                apply = f"{file.text(finding, construct.receiver)}.func"
                return callable_model(partial, apply, done.code(node.args[0].value), file)
            if isinstance(node, cst.Call):
                return in_parentheses(node.args[0].value)
            assert isinstance(node, cst.Attribute)
            if is_held:
                # What its `apply` is bound to: called like a class or a partial of one, that gives a module.
                return cst.parse_expression(f"{done.code(node.value)}.apply_fn.__self__.clone")
            if as_callable:
                return parameters_in(node.value, file)
            if construct.name == "module":
                found = access(construct.base, construct.nearby, file)
                assert found is not None
                return cst.parse_expression(found.maker)
            return node.value

        yield Change(construct.span, cst.Call if construct.given is not None else cst.Attribute, change)


def _parameters(construct: ModelBared) -> Change:
    """The parameters of the TrainState that stands for a model."""
    import libcst as cst

    kind = cst.Name if construct.kind == "identifier" else cst.Attribute

    def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
        assert isinstance(node, cst.BaseExpression)
        return cst.Attribute(node, cst.Name("params"))

    return Change(construct.span, kind, change)


_PLAIN = ("identifier", "attribute")
_WHAT_TO_DO = {
    "replace": "give it `params` alone, by keyword",
    "truncate_at": "make a module of the part that is wanted, or ask `apply` for `capture_intermediates=True`",
}
