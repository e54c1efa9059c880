"""The optimisers of old flax.optim with each of their arguments, and what is made of each by its form in the facts."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from linen_upgrade.flax_api.optimizers import BuiltinOptimizer, OptimizerForm, helper_source, optimizer
from linen_upgrade.proof.optimizers import OptimizerRun


@dataclass(frozen=True)
class Old:
    """An optimiser as it was made: its class, and its arguments as source."""

    name: str
    given: Mapping[str, str | Old]

    @property
    def facts(self) -> BuiltinOptimizer:
        """What is known of its class."""
        found = optimizer(self.name)
        assert found is not None, self.name
        return found

    @property
    def source(self) -> str:
        """How it was written."""
        words = [f"{name}={value.source if isinstance(value, Old) else value}" for name, value in self.given.items()]
        return f"optim.{self.name}({', '.join(words)})"

    @property
    def form(self) -> OptimizerForm:
        """The form that the facts have for it: of those whose arguments are all given, the one that names most."""
        defaults = {parameter.name: parameter.default for parameter in self.facts.parameters}
        flipped = {name for name, value in self.given.items() if value != defaults[name]}
        return max((form for form in self.facts.forms if flipped.issuperset(form.given)), key=lambda f: len(f.given))

    @property
    def helpers(self) -> list[str]:
        """What it needs that optax lacks."""
        inner = [value.helpers for value in self.given.values() if isinstance(value, Old)]
        return [*(helper_source(name) for name in self.form.helpers), *chain.from_iterable(inner)]

    def today(self, learning_rate: str = "") -> str:
        """That form with its arguments, and with another learning rate. What may be omitted is."""
        values = {p.name: OMITTED if p.name in self.form.omitted else str(p.default) for p in self.facts.parameters}
        for name, value in self.given.items():
            values[name] = value.today(learning_rate) if isinstance(value, Old) else value
        if learning_rate and "learning_rate" in values:
            values["learning_rate"] = learning_rate
        return ast.unparse(Written().visit(ast.parse(self.form.source.format_map(values), mode="eval")))


OMITTED = "omitted"
"""Stands for an argument that is not written."""


class Written(ast.NodeTransformer):
    """Leaves out arguments that are omitted, and those steps of a chain that are given None: optax has none such."""

    def visit_Call(self, node: ast.Call) -> ast.Call:
        """See `ast.NodeTransformer`."""
        self.generic_visit(node)
        node.args = [argument for argument in node.args if ast.unparse(argument) != OMITTED]
        node.keywords = [keyword for keyword in node.keywords if ast.unparse(keyword.value) != OMITTED]
        if ast.unparse(node.func) == "optax.chain":
            node.args = [step for step in node.args if not (isinstance(step, ast.Call) and is_of_none(step))]
        return node


def is_of_none(step: ast.Call) -> bool:
    """Whether the first argument is None."""
    return bool(step.args) and isinstance(step.args[0], ast.Constant) and step.args[0].value is None


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
    """The cases of one class: its arguments and its learning rate."""
    plain, rate = {"learning_rate": RATE[name]}, float(RATE[name])
    yield case(name, "defaults", plain)
    yield case(name, "learning_rate=0.003", {"learning_rate": "0.003"})
    for flip in FLIPS[name]:
        yield case(name, spelled(flip), {**plain, **flip})
    yield case(name, "learning rate per step, by a schedule", {}, rates="schedule", rate=rate)
    yield case(name, "learning rate per step, injected", {}, rates="injected", rate=rate)
    if name == "Adafactor":
        yield case(name, "step_offset=5, from step 8", {**plain, "step_offset": "5"}, start=8)
    if name in ("Adam", "LAMB"):
        yield case(name, "learning rate per step, from step 8", {}, rates="schedule", rate=rate, start=8)


def weight_norm_cases() -> Iterator[OptimizerCase]:
    """WeightNorm around other optimisers; the learning rate reaches the inner one."""
    inner, momentum = Old("GradientDescent", {"learning_rate": "0.1"}), Old("Momentum", {"learning_rate": "0.01"})
    adam = Old("Adam", {"learning_rate": "0.01"})
    decayed = Old("Adam", {"learning_rate": "0.01", "weight_decay": "0.1"})
    given: dict[str, Mapping[str, str | Old]] = {
        "defaults": {"wrapped_optimizer": inner},
        "around Momentum": {"wrapped_optimizer": momentum},
        "around Adam": {"wrapped_optimizer": adam},
        "around LAMB": {"wrapped_optimizer": Old("LAMB", {"learning_rate": "0.01"})},
        "wn_decay=0.1": {"wrapped_optimizer": adam, "wn_decay": "0.1"},
        "wn_eps=1e-2": {"wrapped_optimizer": momentum, "wn_eps": "1e-2"},
        "wn_decay=0.05, around Adam with weight decay": {"wrapped_optimizer": decayed, "wn_decay": "0.05"},
    }
    for arguments, values in given.items():
        yield case("WeightNorm", arguments, values)
    per_step: Mapping[str, str | Old] = {"wrapped_optimizer": Old("Momentum", {}), "wn_decay": "0.01"}
    yield case("WeightNorm", "learning rate per step, by a schedule", per_step, rates="schedule", rate=0.01)


def case(
    name: str, arguments: str, given: Mapping[str, str | Old], *, rates: str = "", rate: float = 1.0, start: int = 0
) -> OptimizerCase:
    """A case on what its class is run on."""
    old = Old(name, given)
    if rates == "injected":
        new = f"optax.inject_hyperparams(lambda learning_rate: {old.today('learning_rate')})(learning_rate=9.0)"
    else:
        new = old.today(rates)
    tree, sharp = TREE.get(name, "standard"), is_sharp(name, arguments, given)
    run = OptimizerRun(old.source, new, old.helpers, tree, rates, rate, start=start, sharp=sharp)
    return OptimizerCase(name, arguments, run, old.form)


def is_sharp(name: str, arguments: str, given: Mapping[str, object]) -> bool:
    """Whether it runs in float64 too: with defaults, and with several arguments at once.

    Not Adafactor, which computed in float32 whatever it was given.
    """
    return name != "Adafactor" and (arguments == "defaults" or len(given) > 2)


def spelled(given: Mapping[str, str]) -> str:
    """Arguments as they are written."""
    return ", ".join(f"{name}={value}" for name, value in given.items())


TRAVERSAL = "flax.traverse_util.ModelParamTraversal"
KERNELS, REST = ("lambda path, _: 'kernel' in path", "lambda path, _: 'kernel' not in path")
MOMENTUM, ADAM = Old("Momentum", {"learning_rate": "0.1"}), Old("Adam", {"learning_rate": "0.01"})
DECAYED = Old("Adam", {"learning_rate": "0.01", "weight_decay": "0.1"})
LARS, LAMB = Old("LARS", {"learning_rate": "1.0"}), Old("LAMB", {"learning_rate": "0.01"})
MULTI: dict[str, Sequence[tuple[str, Old]]] = {
    "defaults": [(KERNELS, MOMENTUM), (REST, ADAM)],
    "some parameters match nothing": [(KERNELS, ADAM)],
    "weight decay on kernels alone": [(KERNELS, DECAYED), (REST, ADAM)],
    "LARS and RMSProp": [(KERNELS, LARS), (REST, Old("RMSProp", {"learning_rate": "0.01"}))],
    "LAMB and Adagrad": [(KERNELS, LAMB), (REST, Old("Adagrad", {"learning_rate": "0.1"}))],
    "learning rate per step, by a schedule": [(KERNELS, Old("Momentum", {})), (REST, Old("Adam", {}))],
}


def multi_optimizer_cases() -> Iterator[OptimizerCase]:
    """MultiOptimizer over kernels and the rest, and a focus."""
    for arguments, parts in MULTI.items():
        yield multi(arguments, parts, "optim.MultiOptimizer({})")
    focus = multi("as the focus of Adam", [(KERNELS, ADAM)], ADAM.source)
    yield replace(focus, run=replace(focus.run, focus=f"optim.ModelParamTraversal({KERNELS})"))
    frozen = multi("of frozen parameters", MULTI["defaults"], "optim.MultiOptimizer({})")
    yield replace(frozen, run=replace(frozen.run, frozen=True))


def multi(arguments: str, parts: Sequence[tuple[str, Old]], old: str) -> OptimizerCase:
    """A case of MultiOptimizer: what today's form takes are the same traversals."""
    form = Old("MultiOptimizer", {}).form
    rates = "schedule" if arguments.startswith("learning rate") else ""
    before = ", ".join(f"(optim.ModelParamTraversal({chosen}), {part.source})" for chosen, part in parts)
    after = ", ".join(f"({TRAVERSAL}({chosen}), {part.today(rates)})" for chosen, part in parts)
    helpers = [*map(helper_source, form.helpers), *chain.from_iterable(part.helpers for _, part in parts)]
    run = OptimizerRun(old.format(before), f"{form.source}({after})", helpers, "standard", rates, 0.01, sharp=True)
    return OptimizerCase("MultiOptimizer", arguments, run, form)


OPTIMIZERS = optimizer_cases()
OPTIMIZER = {case.label: case for case in OPTIMIZERS}
