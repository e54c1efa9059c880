"""Which form of optax an optimizer's definition asks for, with what `apply_gradient` is given beside it."""

from __future__ import annotations

import ast
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from linen_upgrade.flax_api.optimizers import BuiltinOptimizer, OptimizerForm, OptimizerParameter, optimizer
from linen_upgrade.meaning.constructs import Argument
from linen_upgrade.meaning.optimizers import OptimizerDefinition
from linen_upgrade.rewriting.context import FileContext
from linen_upgrade.rewriting.findings import LocatedFinding
from linen_upgrade.rules.arguments import given as by_name

RATE = "learning_rate"


class Unwritable(Exception):
    """No form of optax can be written for it. The message says why."""


class Way(str, Enum):
    """How a hyper-parameter that `apply_gradient` was given reaches an optimizer of optax."""

    CONSTANT = "constant"
    """It is the same at every step, so it stands in the definition."""
    SCHEDULE = "schedule"
    """It depends on the step alone: a function of the count of steps, which begins at 0, stands in the definition.

    optax calls it with a traced array, also where the old code computed with the step's number in Python."""
    INJECTED = "injected"
    """It is put into the optimizer's state before each step (see `Chosen.injected`)."""


@dataclass(frozen=True)
class Handed:
    """A hyper-parameter given as `apply_gradient(grad, NAME=…)`, by its old name.

    `source` is the constant or the function as the definition's place can write it; of an injected one, what it is
    before the first step, '' for what the definition says itself.
    """

    name: str
    way: Way
    source: str = ""


@dataclass(frozen=True)
class Chosen:
    """The form of a definition, and what fills it."""

    known: BuiltinOptimizer
    form: OptimizerForm
    given: Mapping[str, Argument]
    """The arguments of the definition by their old names."""
    handed: Mapping[str, Handed]
    """What takes the place of some of them, by old name."""

    @property
    def injected(self) -> dict[str, str]:
        """By old name, what the hyper-parameters are called in `optax.tree.set(state.opt_state, NAME=…)`."""
        names = {parameter.name: parameter.new_name or parameter.name for parameter in self.known.parameters}
        return {name: names[name] for name, one in self.handed.items() if _is_injected(one)}


def choose(finding: LocatedFinding, file: FileContext, handed: Sequence[Handed] = ()) -> Chosen:
    """The form that a definition selects with its arguments, and what it is handed. Raises Unwritable."""
    construct: OptimizerDefinition = finding.finding.construct
    known = optimizer(construct.name)
    assert known is not None
    ours = _of_its_own(known, handed)
    if not known.parameters:
        return Chosen(known, known.forms[0], {}, ours)
    given = by_name(construct, [parameter.name for parameter in known.parameters])
    if given is None:
        raise Unwritable("which arguments it gets can't be told: write them out")
    texts = {name: file.text(finding, argument.value_span) for name, argument in given.items()}
    texts |= {name: one.source if one.way is Way.CONSTANT else "…" for name, one in ours.items()}
    others = {p.name for p in known.parameters if p.name in texts and not is_default(p, texts[p.name])}
    form = max((form for form in known.forms if others.issuperset(form.given)), key=lambda form: len(form.given))
    for name in sorted(others):
        if "{" + name + "}" not in form.source:
            raise Unwritable(f"`{name}` has no place beside `{form.given[0] if form.given else 'the rest'}` in optax")
    if "{" + RATE + "}" in form.source and RATE not in others:
        raise Unwritable("it has no learning rate: write the one that `apply_gradient` is given, or a schedule of it")
    chosen = Chosen(known, form, given, ours)
    _check_names(chosen, texts)
    return chosen


def handed_on(finding: LocatedFinding, handed: Sequence[Handed]) -> list[Handed]:
    """What a wrapper leaves of that for the optimizers that it wraps."""
    known = optimizer(finding.finding.construct.name)
    own = {parameter.name for parameter in known.parameters} if known is not None else set()
    return [one for one in handed if one.name not in own]


def is_default(parameter: OptimizerParameter, text: str) -> bool:
    """Whether an argument is written as the default, or as another spelling of the same number."""
    if parameter.default is None:
        return False
    if text == parameter.default:
        return True
    try:
        return bool(ast.literal_eval(text) == ast.literal_eval(parameter.default))
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return False


def _of_its_own(known: BuiltinOptimizer, handed: Sequence[Handed]) -> dict[str, Handed]:
    """What counts of that for this optimizer: wrappers hand the rest on to what they wrap. Raises Unwritable."""
    parameters = {parameter.name: parameter for parameter in known.parameters}
    ours = {}
    for one in handed:
        parameter = parameters.get(one.name)
        if one.name == "hyper_params":
            raise Unwritable("`apply_gradient` is given all `hyper_params` at once: name those that change")
        if parameter is None and not known.wraps:
            raise Unwritable(f"`apply_gradient` is given `{one.name}`, which {known.name} does not have")
        if parameter is None or parameter.per_step == "ignored":
            continue
        if parameter.per_step == "never" and one.way is not Way.CONSTANT:
            raise Unwritable(f"`apply_gradient` is given `{one.name}`, which can't change from step to step in optax")
        ours[one.name] = one
    return ours


def _is_injected(one: Handed) -> bool:
    """Whether it goes through `optax.inject_hyperparams`: so do schedules of all but the learning rate."""
    return one.way is Way.INJECTED or (one.way is Way.SCHEDULE and one.name != RATE)


def _check_names(chosen: Chosen, texts: Mapping[str, str]) -> None:
    """Raise Unwritable where an argument reads a variable that an injected hyper-parameter would hide."""
    hidden = set(chosen.injected.values())
    for name, text in texts.items():
        read = {node.id for node in ast.walk(_parsed(text)) if isinstance(node, ast.Name)}
        if name not in chosen.injected and hidden & read:
            raise Unwritable(f"`{name}` reads a variable of the name of a hyper-parameter: call that something else")


def _parsed(text: str) -> ast.AST:
    try:
        return ast.parse(f"({text})", mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return ast.Module([], [])
