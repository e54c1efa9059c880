"""The optimisers of old flax.optim with each of their arguments, and what is made of each by its form in the facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from linen_upgrade.analysis import FileAnalysis
from linen_upgrade.document import Document
from linen_upgrade.flax_api.optimizers import OptimizerForm, optimizer
from linen_upgrade.proof.optimizers import OptimizerRun
from linen_upgrade.rules.optax_form import Handed, Way, choose
from linen_upgrade.rules.optimizer_definition import definition_source, focus_problem, focused, injected

HEAD = "import jax\nimport jax.numpy as jnp\nimport optax\nfrom flax import optim\n\n"


@dataclass(frozen=True)
class Today:
    """What the tool makes of a definition."""

    source: str
    helpers: Sequence[str]
    """Source of the functions that it needs."""
    injected: Mapping[str, str]
    """What hyper-parameters are called in its state, by old name."""
    form: OptimizerForm


def today(definition: str, handed: Sequence[Handed] = ()) -> Today:
    """What the tool makes of a definition, with what `apply_gradient` is given."""
    analysis = FileAnalysis(Document(f"{HEAD}TX = {definition}\n".encode()))
    file = analysis.workspace.contexts()[analysis.home]
    outer = min(file.of_code("LIN501"), key=lambda found: found.construct_span.start)
    form, names = choose(outer, file, handed).form, injected(outer, file, handed)
    source = definition_source(outer, file, handed)
    return Today(source, list(file.names.definitions.values()), names, form)


def old(name: str, given: Mapping[str, str]) -> str:
    """How a definition was written."""
    return f"optim.{name}({spelled(given)})"


@dataclass(frozen=True)
class OptimizerCase:
    """An optimiser that is run in both worlds, and what it is run on."""

    name: str
    arguments: str
    run: OptimizerRun
    form: OptimizerForm
    """The form that it shows."""

    @property
    def label(self) -> str:
        """What forms name as their proof."""
        return f"{self.name}: {self.arguments}"


RATE = {
    **{"GradientDescent": "0.1", "Momentum": "0.1", "Adam": "0.01", "RMSProp": "0.01", "Adagrad": "0.1"},
    **{"Adadelta": "1.0", "LAMB": "0.01", "LARS": "1.0", "Adafactor": "0.05"},
}
FLIPS: dict[str, Sequence[Mapping[str, str]]] = {
    "GradientDescent": [],
    "Momentum": [
        *({"beta": "0.5"}, {"beta": "0.0"}, {"nesterov": "True"}, {"weight_decay": "0.01"}),
        {"beta": "0.8", "weight_decay": "0.02", "nesterov": "True"},
    ],
    "Adam": [
        *({"beta1": "0.8"}, {"beta1": "0.0"}, {"beta2": "0.95"}, {"eps": "1e-3"}, {"weight_decay": "0.01"}),
        {"beta1": "0.8", "beta2": "0.95", "eps": "1e-5", "weight_decay": "0.1"},
    ],
    "RMSProp": [
        *({"beta2": "0.5"}, {"eps": "1e-3"}, {"centered": "True"}),
        {"beta2": "0.5", "eps": "1e-3", "centered": "True"},
    ],
    "Adagrad": [{"eps": "1e-3"}],
    "Adadelta": [
        *({"rho": "0.5"}, {"eps": "1e-3"}, {"weight_decay": "0.01"}),
        {"rho": "0.5", "eps": "1e-3", "weight_decay": "0.1"},
    ],
    "LAMB": [
        *({"beta1": "0.8"}, {"beta2": "0.95"}, {"weight_decay": "0.01"}, {"eps": "1e-3"}),
        {"beta1": "0.8", "beta2": "0.95", "weight_decay": "0.1", "eps": "1e-4"},
    ],
    "LARS": [
        *({"beta": "0.5"}, {"nesterov": "True"}, {"trust_coefficient": "0.02"}, {"eps": "1e-3"}),
        {"weight_decay": "0.01"},
        {"beta": "0.8", "weight_decay": "0.1", "trust_coefficient": "0.01", "eps": "1e-4", "nesterov": "True"},
    ],
    "Adafactor": [
        *({"factored": "False"}, {"multiply_by_parameter_scale": "False"}, {"beta1": "0.9"}, {"decay_rate": "0.6"}),
        *({"clipping_threshold": "None"}, {"clipping_threshold": "0.5"}, {"weight_decay_rate": "0.01"}),
        *({"min_dim_size_to_factor": "3"}, {"epsilon1": "1e-4"}),
        {"beta1": "0.9", "dtype_momentum": "jnp.bfloat16"},
        {"beta1": "0.9", "weight_decay_rate": "0.01"},
        *({"epsilon2": "0.1"}, {"epsilon2": "0.1", "clipping_threshold": "None"}),
        *({"epsilon2": "0.1", "beta1": "0.9"}, {"epsilon2": "0.1", "weight_decay_rate": "0.01"}),
        {"epsilon2": "0.1", "beta1": "0.9", "weight_decay_rate": "0.01"},
        {
            **{"beta1": "0.8", "decay_rate": "0.7", "clipping_threshold": "2.0", "weight_decay_rate": "1e-3"},
            **{"min_dim_size_to_factor": "4", "epsilon1": "1e-8", "epsilon2": "1e-2"},
        },
    ],
}
TREE = {"Adafactor": "large", "WeightNorm": "kernels"}
"""What classes are run on that are not run on `standard`."""


def optimizer_cases() -> list[OptimizerCase]:
    """Every case."""
    return [*chain.from_iterable(of_class(name) for name in RATE), *weight_norm_cases(), *multi_optimizer_cases()]


def of_class(name: str) -> Iterator[OptimizerCase]:
    """The cases of one class: its arguments, its learning rate, and what `apply_gradient` is given."""
    plain, rate = {"learning_rate": RATE[name]}, float(RATE[name])
    yield case(name, "defaults", plain)
    yield case(name, "learning_rate=0.003", {"learning_rate": "0.003"})
    for flip in FLIPS[name]:
        yield case(name, spelled(flip), {**plain, **flip})
    for way in (Way.SCHEDULE, Way.INJECTED):
        yield case(name, f"learning rate handed over, {way.value}", {}, handed={"learning_rate": (way, rate)})
    yield from handed_over(name, rate)
    if name == "Adafactor":
        yield case(name, "step_offset=5, from step 8", {**plain, "step_offset": "5"}, start=8)
    if name in ("Adam", "LAMB"):
        scheduled = {"learning_rate": (Way.SCHEDULE, rate)}
        yield case(name, "learning rate handed over, schedule, from step 8", {}, handed=scheduled, start=8)


NUMBERS = {
    **{"beta": 0.6, "beta1": 0.6, "beta2": 0.6, "eps": 1e-3, "rho": 0.6, "weight_decay": 0.02, "decay_rate": 0.6},
    **{"trust_coefficient": 0.01, "clipping_threshold": 1.0, "weight_decay_rate": 0.01},
    **{"epsilon1": 1e-4, "epsilon2": 1e-2},
}
"""What the numbers of hyper-parameters are around that differ from step to step."""
CHOSEN_ONCE = ("epsilon2", "beta1")
"""What Adafactor takes another form for, or had to know from the first step on."""


def handed_over(name: str, rate: float) -> Iterator[OptimizerCase]:
    """Cases of a class that is given all numbers at each step, in each way, and of its forms with a schedule."""
    known = optimizer(name)
    assert known is not None
    mine = [p.name for p in known.parameters if p.name in NUMBERS]
    if name == "Adafactor":
        mine = [parameter for parameter in mine if parameter not in CHOSEN_ONCE]
    for way in (Way.SCHEDULE, Way.INJECTED) if mine else ():
        numbers = {parameter: (way, NUMBERS[parameter]) for parameter in mine}
        numbers["learning_rate"] = way, rate
        eager = "weight_decay" in mine and name in ("Momentum", "LAMB", "LARS")
        yield case(name, f"all numbers handed over, {way.value}", {}, handed=numbers, eager=eager)
    for form in known.forms[1:]:
        given = {parameter: str(NUMBERS[parameter]) for parameter in form.given}
        for way in (Way.SCHEDULE, Way.INJECTED):
            words = f"{spelled(given)}, learning rate handed over, {way.value}"
            yield case(name, words, given, handed={"learning_rate": (way, rate)})
    constant = {parameter: (Way.CONSTANT, NUMBERS[parameter]) for parameter in mine}
    constant["learning_rate"] = Way.CONSTANT, rate
    yield case(name, "all numbers handed over, constant", {}, handed=constant)


def weight_norm_cases() -> Iterator[OptimizerCase]:
    """WeightNorm around other optimisers, to which it hands on what it is given."""
    adam, momentum = old("Adam", {"learning_rate": "0.01"}), old("Momentum", {"learning_rate": "0.01"})
    decayed = old("Adam", {"learning_rate": "0.01", "weight_decay": "0.1"})
    given: dict[str, Mapping[str, str]] = {
        "defaults": {"wrapped_optimizer": old("GradientDescent", {"learning_rate": "0.1"})},
        "around Momentum": {"wrapped_optimizer": momentum},
        "around Adam": {"wrapped_optimizer": adam},
        "around LAMB": {"wrapped_optimizer": old("LAMB", {"learning_rate": "0.01"})},
        "wn_decay=0.1": {"wrapped_optimizer": adam, "wn_decay": "0.1"},
        "wn_eps=1e-2": {"wrapped_optimizer": momentum, "wn_eps": "1e-2"},
        "wn_decay=0.05, around Adam with weight decay": {"wrapped_optimizer": decayed, "wn_decay": "0.05"},
    }
    for arguments, values in given.items():
        yield case("WeightNorm", arguments, values)
    inner = {"wrapped_optimizer": old("Momentum", {}), "wn_decay": "0.01"}
    for way in (Way.SCHEDULE, Way.INJECTED):
        handed = {"learning_rate": (way, 0.01)}
        yield case("WeightNorm", f"learning rate handed over, {way.value}", inner, handed=handed)
    numbers = {"learning_rate": (Way.INJECTED, 0.01), "wn_decay": (Way.INJECTED, 0.02), "wn_eps": (Way.INJECTED, 1e-3)}
    yield case("WeightNorm", "all numbers handed over, injected", inner, handed=numbers, eager=True)


def case(
    name: str,
    arguments: str,
    given: Mapping[str, str],
    *,
    handed: Mapping[str, tuple[Way, float]] | None = None,
    **how: Any,
) -> OptimizerCase:
    """A case on what its class is run on."""
    definition, numbers = old(name, given), handed or {}
    new = today(definition, [handed_as(parameter, *number) for parameter, number in numbers.items()])
    ways = {p: (way.value, new.injected.get(p, p), base) for p, (way, base) in numbers.items()}
    tree, sharp = TREE.get(name, "standard"), is_sharp(name, arguments, given)
    run = OptimizerRun(definition, new.source, new.helpers, tree, ways, sharp=sharp, **how)
    return OptimizerCase(name, arguments, run, new.form)


def handed_as(name: str, way: Way, base: float) -> Handed:
    """A hyper-parameter of a case as the tool is told of it."""
    sources = {Way.CONSTANT: str(base), Way.SCHEDULE: f"{name}_schedule", Way.INJECTED: ""}
    return Handed(name, way, sources[way])


def is_sharp(name: str, arguments: str, given: Mapping[str, object]) -> bool:
    """Whether it runs in float64 too: with defaults, and with several arguments at once.

    Not Adafactor, which computed in float32 whatever it was given.
    """
    return name != "Adafactor" and (arguments == "defaults" or len(given) > 2)


def spelled(given: Mapping[str, str]) -> str:
    """Arguments as they are written."""
    return ", ".join(f"{name}={value}" for name, value in given.items())


CHOSEN = {"kernels": "lambda path, _: 'kernel' in path", "rest": "lambda path, _: 'kernel' not in path"}
MOMENTUM, ADAM = old("Momentum", {"learning_rate": "0.1"}), old("Adam", {"learning_rate": "0.01"})
DECAYED = old("Adam", {"learning_rate": "0.01", "weight_decay": "0.1"})
MULTI: dict[str, Mapping[str, str]] = {
    "defaults": {"kernels": MOMENTUM, "rest": ADAM},
    "some parameters match nothing": {"kernels": ADAM},
    "weight decay on kernels alone": {"kernels": DECAYED, "rest": ADAM},
    "LARS and RMSProp": {"kernels": "optim.LARS(1.0)", "rest": "optim.RMSProp(0.01)"},
    "LAMB and Adagrad": {"kernels": "optim.LAMB(0.01)", "rest": "optim.Adagrad(0.1)"},
}


def multi_optimizer_cases() -> Iterator[OptimizerCase]:
    """MultiOptimizer over kernels and the rest, and a focus."""
    for arguments, parts in MULTI.items():
        yield multi(arguments, parts)
    per_step = {"kernels": "optim.Momentum()", "rest": "optim.Adam()"}
    for way in (Way.SCHEDULE, Way.INJECTED):
        yield multi(f"learning rate handed over, {way.value}", per_step, way)
    focus = multi("as the focus of Adam", {"kernels": ADAM})
    yield replace(focus, run=replace(focus.run, old=ADAM, new=on_kernels(ADAM), focus="kernels"))
    frozen = multi("of frozen parameters", MULTI["defaults"])
    yield replace(frozen, run=replace(frozen.run, frozen=True))


def on_kernels(definition: str) -> str:
    """What the tool makes of a definition that is focused on kernels."""
    analysis = FileAnalysis(Document(f"{HEAD}TX = {definition}\n".encode()))
    file = analysis.workspace.contexts()[analysis.home]
    (found,) = file.of_code("LIN501")
    assert focus_problem(found, file) == ""
    return focused(definition_source(found, file), "kernels", file)


def multi(arguments: str, parts: Mapping[str, str], way: Way | None = None) -> OptimizerCase:
    """A case of MultiOptimizer over some of the traversals."""
    source = f"optim.MultiOptimizer({', '.join(f'({chosen}, {part})' for chosen, part in parts.items())})"
    new = today(source, [handed_as("learning_rate", way, 0.01)] if way is not None else [])
    handed = {"learning_rate": (way.value, "learning_rate", 0.01)} if way is not None else {}
    run = OptimizerRun(source, new.source, new.helpers, handed=handed, traversals=CHOSEN, sharp=True)
    return OptimizerCase("MultiOptimizer", arguments, run, new.form)


OPTIMIZERS = optimizer_cases()
OPTIMIZER = {case.label: case for case in OPTIMIZERS}
