"""LIN501: the classes of `flax.optim`, which optax has today."""

from __future__ import annotations

from collections.abc import Iterator

from linen_upgrade.flax_api.optimizers import helper_source
from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.optimizers import OptimizerDefinition
from linen_upgrade.rewriting.actions import Action
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.definitions import defined, place_of_definitions
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.optax_source import Unwritable, chosen, spelled, written
from linen_upgrade.rules.rule import SAFE, Verdict
from linen_upgrade.rules.training import TrainingRule


class OptimizerDefinitionRule(TrainingRule):
    """`optim.Momentum(learning_rate=lr, beta=0.9)` becomes `optax.sgd(lr, momentum=0.9)`."""

    code, name = "LIN501", "optimizer-definition"
    summary = "Optimizer of flax.optim, which is optax today"
    constructs = (OptimizerDefinition,)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every call of an optimizer class."""
        assert isinstance(construct, OptimizerDefinition)
        yield self.finding(construct, f"`flax.optim.{construct.name}` is gone: optimizers are those of optax today")

    def verdict_on_form(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where the definition can't be written."""
        if finding.finding.construct.origin in file.code_base.programs.of(finding).rated:
            return Applicability.MANUAL, "its learning rate is given to each step: write a schedule of it"
        return definition_verdict(finding, file)

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        yield from definition_today(finding, file)


def definition_verdict(finding: LocatedFinding, file: FileContext, learning_rate: str | None = None) -> Verdict:
    """Whether an optimizer's definition itself can be written with optax, all that uses it left aside.

    `learning_rate` is the source of what takes the place of its rate: a schedule, say.
    """
    construct: OptimizerDefinition = finding.finding.construct
    try:
        form, _ = chosen(finding, file, learning_rate)
    except Unwritable as error:
        return Applicability.MANUAL, str(error)
    for helper in form.helpers:
        problem = _helper_problem(helper, finding, file)
        if problem:
            return Applicability.MANUAL, problem
    if construct.has_comments and form.source.count("(") > 1:
        return Applicability.MANUAL, "comments stand among its arguments, which go to several calls: write them by hand"
    return SAFE


def definition_today(finding: LocatedFinding, file: FileContext, learning_rate: str | None = None) -> Iterator[Action]:
    """The change of an optimizer's definition to an optax expression.

    Imports and functions that it needs are noted in `file.names`. See `definition_verdict` for `learning_rate`.
    """
    form, given = chosen(finding, file, learning_rate)
    for helper in form.helpers:
        file.names.definitions[helper] = spelled(helper_source(helper), file)
    yield written(finding, file, form, given, learning_rate)


def _helper_problem(name: str, finding: LocatedFinding, file: FileContext) -> str:
    """What keeps the file from getting a function that optax lacks; '' if it can have it or has it already."""
    found = defined(file.document, name)
    if found is not None:
        head = helper_source(name).splitlines()[:2]
        return "" if (found.text or b"").decode(errors="replace").splitlines()[:2] == head else _taken(name)
    if file.names.used(name):
        return _taken(name)
    place = place_of_definitions(file.document)
    if place is None or place > finding.span.start:
        return f"it needs a function `{name}`, for which there is no place above: import flax at the top of the file"
    return ""


def _taken(name: str) -> str:
    return f"it needs a function `{name}`, but the file has something of that name"
