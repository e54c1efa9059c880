"""LIN501: the classes of `flax.optim`, which optax has today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from linen_upgrade.document import apply_edits
from linen_upgrade.flax_api.optimizers import helper_source, moved, optimizer
from linen_upgrade.meaning.constructs import Construct
from linen_upgrade.meaning.optimizers import PACKAGE, OptimizerDefinition, OptimizerImport, OptimizerName
from linen_upgrade.meaning.training_constructs import OptimizerCreate
from linen_upgrade.rewriting.actions import Action, Change
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.definitions import defined, place_of_definitions
from linen_upgrade.rewriting.findings import Applicability, Finding, LocatedFinding
from linen_upgrade.rules.optax_form import Handed, Unwritable, Way, choose, handed_on
from linen_upgrade.rules.optax_source import spelled, written
from linen_upgrade.rules.rule import SAFE, Verdict
from linen_upgrade.rules.training import TrainingRule

_FOCUSING = "multi_optimizer"


class OptimizerDefinitionRule(TrainingRule):
    """`optim.Momentum(learning_rate=lr, beta=0.9)` becomes `optax.sgd(lr, momentum=0.9)`."""

    code, name = "LIN501", "optimizer-definition"
    summary = "Optimizer of flax.optim, which is optax today"
    constructs = (OptimizerDefinition, OptimizerName)

    def detect(self, construct: Construct) -> Iterator[Finding]:
        """Every call of an optimizer class, and what else is named that makes one."""
        if isinstance(construct, OptimizerDefinition):
            yield self.finding(construct, f"`flax.optim.{construct.name}` is gone: optimizers are those of optax today")
            return
        assert isinstance(construct, OptimizerName)
        today, is_bare = moved(construct.path), not construct.is_attribute
        if today and not is_bare:
            yield self.finding(construct, f"`{construct.path}` is `{today}` today")
        elif not today and _by_hand(construct):
            yield self.finding(construct, f"`{construct.path}` is gone: optimizers are those of optax today")

    def verdict_on_form(self, finding: LocatedFinding, file: FileContext) -> Verdict:
        """Manual where the definition can't be written."""
        construct = finding.finding.construct
        if isinstance(construct, OptimizerName):
            return SAFE if moved(construct.path) else (Applicability.MANUAL, _by_hand(construct))
        own = definition_verdict(finding, file, handed_each_step(finding, file))
        program = file.code_base.programs.of(finding).findings
        if own[0] is Applicability.MANUAL or any(isinstance(f.finding.construct, OptimizerCreate) for f in program):
            return own
        also = f"; {own[1]}" if own[1] else ""
        why = f"`create`, `apply_gradient` and `target` of what it defines must follow: optax has none of them{also}"
        return Applicability.UNSAFE, why

    def title(self, finding: Finding) -> str:
        """See `Rule.title`."""
        construct = finding.construct
        today = moved(construct.path) if isinstance(construct, OptimizerName) else ""
        return f"Take it from {today.rpartition('.')[0]}" if today else super().title(finding)

    def rewrite(self, finding: LocatedFinding, file: FileContext) -> Iterator[Action]:
        """See `Rule.rewrite`."""
        construct = finding.finding.construct
        if isinstance(construct, OptimizerName):
            module, _, name = moved(construct.path).rpartition(".")
            yield _renamed(construct, _imported_as(construct.path, file) or file.names.member(module, name))
        else:
            yield from definition_today(finding, file, handed_each_step(finding, file))


def handed_each_step(finding: LocatedFinding, file: FileContext) -> list[Handed]:
    """What `apply_gradient` is given for an optimizer, or for one that wraps it."""
    construct: OptimizerDefinition = finding.finding.construct
    given = file.code_base.programs.of(finding).given_each_step(construct.origin)
    if given:
        return [Handed(name, Way.INJECTED) for name in given]
    for other in file.of_code(OptimizerDefinitionRule.code):
        is_definition = isinstance(other.finding.construct, OptimizerDefinition) and other is not finding
        if is_definition and other.construct_span.contains(finding.construct_span):
            return handed_on(other, handed_each_step(other, file))
    return []


def _imported_as(path: str, file: FileContext) -> str:
    """What the file calls something of `flax.optim` that it imports by name, and keeps when that import moves."""
    for found in file.findings:
        construct = found.finding.construct
        if isinstance(construct, OptimizerImport) and found.construct_span.start == found.base:
            for member in construct.members:
                if member.path == path:
                    return member.binds
    return ""


def _renamed(construct: OptimizerName, text: str) -> Change:
    """The change of a name to other source."""
    import libcst as cst

    return Change(construct.span, cst.Attribute, lambda node, done: cst.parse_expression(text))


def _by_hand(construct: OptimizerName) -> str:
    """What to do about a name that is read and not called; '' where another rule knows."""
    package, _, name = construct.path.rpartition(".")
    if construct.is_base or construct.path == f"{PACKAGE}.OptimizerDef":
        return (
            "an optimizer of your own is `optax.GradientTransformation(init, update)` today: what `init_param_state` "
            "did belongs into `init`, what `apply_param_gradient` did into `update`, which returns the steps to add"
        )
    if package == PACKAGE and optimizer(name) is not None:
        return "the class itself is handed on: hand on a function of its arguments that makes the optax optimizer"
    return ""


def definition_verdict(finding: LocatedFinding, file: FileContext, handed: Sequence[Handed] = ()) -> Verdict:
    """Whether an optimizer's definition itself can be written with optax, all that uses it left aside.

    `handed` is what `apply_gradient` is given. A wrapper's verdict says nothing of what it wraps.
    """
    construct: OptimizerDefinition = finding.finding.construct
    try:
        form = choose(finding, file, handed).form
    except Unwritable as error:
        return Applicability.MANUAL, str(error)
    for helper in form.helpers:
        problem = _helper_problem(helper, finding, file)
        if problem:
            return Applicability.MANUAL, problem
    if file.has_comment(finding, construct.span) and form.source.count("(") > 1:
        return Applicability.MANUAL, "comments stand among its arguments, which go to several calls: write them by hand"
    if not form.exact:
        return Applicability.UNSAFE, f"it is only close: off by {form.largest_difference:.0e} after twenty steps"
    return SAFE


def definition_today(finding: LocatedFinding, file: FileContext, handed: Sequence[Handed] = ()) -> Iterator[Change]:
    """The change of an optimizer's definition to an optax expression. Raises Unwritable.

    Imports and functions that it needs are noted in `file.names`. See `definition_verdict`.
    """
    chosen = choose(finding, file, handed)
    for helper in chosen.form.helpers:
        file.names.definitions[helper] = spelled(helper_source(helper), file)
    yield written(finding, file, chosen)


def definition_source(finding: LocatedFinding, file: FileContext, handed: Sequence[Handed] = ()) -> str:
    """The same as text, with the definitions that it wraps. Raises Unwritable."""
    from linen_upgrade.rewriting.engine import rewrite_statement

    start, text = finding.finding.construct.span.start, file.text(finding, finding.finding.construct.span)
    today = [*definition_today(finding, file, handed)]
    for found in wrapped_definitions(finding, file):
        today += definition_today(found, file, handed_on(finding, handed))
    actions = [replace(action, span=action.span.shifted(-start)) for action in today]
    return apply_edits(text.encode(), rewrite_statement(text, actions, file.newline)).decode()


def injected(finding: LocatedFinding, file: FileContext, handed: Sequence[Handed]) -> dict[str, str]:
    """By old name, the `NAME` of `optax.tree.set(opt_state, NAME=…)`, which has to stand before each step.

    Of all definitions that `definition_source` writes. That function replaces every entry of a state that has the name,
    also in what is kept for a parameter called `b1`, say. Raises Unwritable.
    """
    found = choose(finding, file, handed).injected
    for inner in wrapped_definitions(finding, file):
        found |= choose(inner, file, handed_on(finding, handed)).injected
    return found


def focused(source: str, focus: str, file: FileContext) -> str:
    """An optax expression that moves what a traversal selects, as `create(target, focus)` did; both as source.

    The function that it needs is noted in `file.names`; see `focus_problem`.
    """
    file.names.definitions[_FOCUSING] = spelled(helper_source(_FOCUSING), file)
    return f"{_FOCUSING}(({focus}, {source}))"


def focus_problem(finding: LocatedFinding, file: FileContext) -> str:
    """What keeps a definition from being focused on some parameters; '' for nothing."""
    return _helper_problem(_FOCUSING, finding, file)


def wrapped_definitions(finding: LocatedFinding, file: FileContext) -> Iterator[LocatedFinding]:
    """The definitions that stand among the arguments of one: of WeightNorm, of MultiOptimizer."""
    for other in file.of_code(OptimizerDefinitionRule.code):
        is_definition = isinstance(other.finding.construct, OptimizerDefinition)
        if is_definition and other is not finding and finding.construct_span.contains(other.construct_span):
            yield other


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
