"""LIN503: an optimizer that is given a gradient, as a TrainState is today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from linen_upgrade.document import Span
from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.training_constructs import GradientApplied
from linen_upgrade.meaning.training_kinds import Model
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules import loss_gradient
from linen_upgrade.rules.callable_models import is_callable, parameters_in
from linen_upgrade.rules.layout import with_keyword
from linen_upgrade.rules.optax_form import Unwritable, choose
from linen_upgrade.rules.optimizer_definition import handed_each_step, wrapped_definitions
from linen_upgrade.rules.rule import SAFE, Verdict
from linen_upgrade.rules.training import TrainingRule, is_name

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
        found = self.finding(construct, f"`{construct.name}` is gone: a TrainState has `apply_gradients`")
        if construct.name != "apply_gradient" and construct.pattern is not None:
            found = replace(found, construct_span=Span(construct.pattern.start, construct.span.end))
        yield found

    def verdict_on_form(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual for what a TrainState can't do in one call."""
        construct: GradientApplied = finding.finding.construct
        if any(argument.star for argument in construct.arguments):
            return Applicability.MANUAL, "what it is given can't be told: write the arguments out"
        if len(construct.arguments) - len(construct.hyper_parameters) != 1:
            return Applicability.MANUAL, "what it is given can't be told: give the hyper-parameters by keyword"
        if construct.name != "apply_gradient":
            form = loss_gradient.verdict(construct, finding, file)
            return form if form != SAFE or not construct.updates else _hyper_parameters(construct, finding, file)
        if construct.hyper_parameters and file.has_comment(finding, construct.span):
            return Applicability.MANUAL, "a comment stands in it, and would be lost: move that first"
        gradient = next((a for a in construct.arguments if a.keyword in (None, "grads")), None)
        is_known = gradient is None or isinstance(gradient.value, Model)
        if not is_known and is_callable(construct.optimizer.target, finding, file):
            why = "whether the gradient is that of the model can't be told: give it the one of its parameters"
            return Applicability.MANUAL, why
        return _hyper_parameters(construct, finding, file)

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        import libcst as cst

        construct: GradientApplied = finding.finding.construct
        names = _names_today(construct, finding, file)
        setting = f"{file.names.dotted('optax', 'tree')}.set" if names else ""
        if construct.name != "apply_gradient":
            text = file.text(finding, construct.receiver)
            values = loss_gradient.given_today(construct, names, finding, file)
            held = _held(text, setting, values) if names else text
            yield from loss_gradient.rewrite(construct, finding, file, held)
            return

        called = is_callable(construct.optimizer.target, finding, file)

        def change(node: cst.CSTNode, done: Rewritten) -> cst.CSTNode:
            assert isinstance(node, cst.Call)
            assert isinstance(node.func, cst.Attribute)
            given = {names[a.keyword.value]: a for a in node.args if a.keyword is not None and a.keyword.value in names}
            grad = next(a for a in node.args if a not in given.values())
            if called:
                grad = grad.with_changes(value=parameters_in(grad.value, file))
            grads = with_keyword(grad, "grads").with_changes(comma=cst.MaybeSentinel.DEFAULT)
            receiver = node.func.value
            if given:
                text = done.code(receiver)
                values = ", ".join(f"{name}={done.code(argument.value)}" for name, argument in given.items())
                held = _held(text, setting, values)
                receiver = cst.parse_expression(held, done.module.config_for_parsing)
            function = cst.Attribute(receiver, cst.Name("apply_gradients"))
            return node.with_changes(func=function, args=[grads])

        yield Change(construct.span, cst.Call, change)


def _held(optimizer: str, setting: str, values: str) -> str:
    """An optimizer with some of its hyper-parameters set."""
    return f"{optimizer}.replace(opt_state={setting}({optimizer}.opt_state, {values}))"


def _hyper_parameters(construct: GradientApplied, finding: LocatedFinding, file: FileContext) -> Verdict:
    """Whether what is given beside the gradient can be put into the optimizer's state."""
    program = file.code_base.programs.of(finding)
    definitions = program.definitions(construct)
    given = {name for found in definitions for name in program.given_each_step(found.finding.construct.origin)}
    if given != set(construct.hyper_parameters):
        missing = ", ".join(f"`{name}`" for name in sorted(given - set(construct.hyper_parameters)))
        return Applicability.MANUAL, f"another step is given {missing}: give it to this one, too"
    if not given:
        return SAFE
    if not is_name(file.text(finding, construct.receiver)):
        return Applicability.MANUAL, "give what it is called on a name first: its state is read as well"
    try:
        names = _names_today(construct, finding, file)
    except Unwritable as error:
        return Applicability.MANUAL, str(error)
    if construct.declared:
        why = f"a module has a parameter `{construct.declared}`, and what is kept for it would be set as well"
        return Applicability.UNSAFE, f"{why}: call it otherwise"
    if set(names) != given:
        return Applicability.MANUAL, f"optax can't be given {', '.join(sorted(given - set(names)))} with a step"
    return SAFE


def _names_today(construct: GradientApplied, finding: LocatedFinding, file: FileContext) -> dict[str, str]:
    """What optax calls the hyper-parameters that are given beside the gradient, by old name. Raises Unwritable."""
    names: dict[str, str] = {}
    for found in file.code_base.programs.of(finding).definitions(construct) if construct.hyper_parameters else ():
        home = file.code_base.files[found.home]
        for one in (found, *wrapped_definitions(found, home)):
            for old, today in choose(one, home, handed_each_step(one, home)).injected.items():
                if names.setdefault(old, today) != today:
                    raise Unwritable(f"its optimizers call `{old}` by different names in optax: update them one by one")
    return names
