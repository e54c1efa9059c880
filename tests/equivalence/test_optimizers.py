"""Every optimizer of old flax.optim, with each argument flipped, takes the steps of what the facts make of it.

Each case (see `optimizer_cases.py`) is a form of the facts with its arguments, run for twenty steps on the parameters
and gradients of `proof/drivers/optimizer_trees.py` beside the old class. They stand with their numbers in the table.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from linen_upgrade.flax_api.optimizers import OptimizerForm, helper_source, optimizer, optimizers
from linen_upgrade.proof.optimizers import OptimizerComparison, OptimizerRun, run_optimizers
from linen_upgrade.proof.worlds import Worlds

from .optimizer_cases import FLIPS, OPTIMIZER, OPTIMIZERS
from .table import power_of

pytestmark = pytest.mark.timeout(2700)
LOOSE = {"Adafactor: beta1=0.9, dtype_momentum=jnp.bfloat16": 1e-4}
"""Where less agrees than in float32: a momentum of 16 bits is rounded in another order."""


def forms() -> list[tuple[str, OptimizerForm]]:
    """Every form of the facts, and whose it is."""
    return [(name, form) for name in optimizers() if (known := optimizer(name)) for form in known.forms]


def test_no_case_stands_there_twice() -> None:
    assert len(OPTIMIZER) == len(OPTIMIZERS)


@pytest.mark.parametrize("name", optimizers())
def test_every_argument_is_flipped(name: str) -> None:
    known = optimizer(name)
    assert known is not None
    arguments = [case.arguments for case in OPTIMIZERS if case.name == name]
    optional = [parameter.name for parameter in known.parameters if parameter.default is not None]
    assert [word for word in optional if not any(f"{word}=" in spelled for spelled in arguments)] == []
    assert set(FLIPS) == {name for name in optimizers() if name not in ("WeightNorm", "MultiOptimizer")}


@pytest.mark.parametrize(("name", "form"), forms(), ids=lambda value: str(getattr(value, "when", value)))
def test_a_form_has_its_case(name: str, form: OptimizerForm) -> None:
    assert form.proof in OPTIMIZER
    assert OPTIMIZER[form.proof].name == name
    assert OPTIMIZER[form.proof].form == form, "its case has to show it"


def test_every_helper_is_run() -> None:
    named = {helper for _, form in forms() for helper in form.helpers}
    run = {source for case in OPTIMIZERS for source in case.run.helpers}
    assert {helper_source(name) for name in named} == run


@pytest.mark.parametrize("label", OPTIMIZER)
def test_it_takes_the_same_steps(label: str, optimizer_comparisons: dict[str, OptimizerComparison]) -> None:
    comparison = optimizer_comparisons[label]
    assert comparison.error == ""
    assert comparison.moved > 1e-5
    problem = comparison.problem(LOOSE.get(label, 1e-5))
    if OPTIMIZER[label].form.exact:
        assert problem == ""
    else:
        assert problem, "it is exact: say so in the facts"


@pytest.mark.parametrize(("name", "form"), forms(), ids=lambda value: str(getattr(value, "when", value)))
def test_the_facts_have_its_difference(
    name: str, form: OptimizerForm, optimizer_comparisons: dict[str, OptimizerComparison]
) -> None:
    found = [optimizer_comparisons[case.label].largest for case in OPTIMIZERS if case.form == form]
    assert found
    if form.largest_difference is None:
        assert None in found
        return
    largest = max(number for number in found if number is not None)
    assert None not in found
    assert abs(power_of(largest) - power_of(form.largest_difference)) <= 1, (largest, form.largest_difference)


SABOTAGE = {
    "momentum left to its default": ("Momentum: defaults", "momentum=0.9", "momentum=None"),
    "no decay": ("Adam: weight_decay=0.01", "weight_decay=0.01", "weight_decay=0.0"),
    "decay by default": ("Adam: defaults", "optax.adam(", "optax.adamw("),
    "eps inside of the root": ("RMSProp: defaults", "eps_in_sqrt=False", "eps_in_sqrt=True"),
    "another accumulator": ("Adagrad: defaults", "scale_by_rss_eps_outside()", "optax.scale_by_rss(0.1)"),
    "decay that is coupled": ("Adadelta: weight_decay=0.01", "optax.scale_by_adadelta()", "optax.identity()"),
    "a ratio of one": ("LAMB: defaults", "flax_lamb_trust", "lambda update, param: update"),
    "no weight normalisation": ("WeightNorm: defaults", "weight_norm(optax.sgd(0.1))", "optax.sgd(0.1)"),
    "another second eps": ("Adafactor: epsilon2=0.1", "optax.scale_by_param_block_rms(0.1)", "optax.identity()"),
}


def broken(name: str) -> OptimizerRun:
    """The run of a case with something else in its form."""
    label, old, new = SABOTAGE[name]
    run = OPTIMIZER[label].run
    assert old in run.new, run.new
    return replace(run, new=run.new.replace(old, new))


@pytest.fixture(scope="module")
def broken_comparisons(worlds: Worlds) -> dict[str, OptimizerComparison]:
    return dict(zip(SABOTAGE, run_optimizers(worlds, [broken(name) for name in SABOTAGE]), strict=True))


@pytest.mark.parametrize("name", SABOTAGE)
def test_another_form_is_seen(name: str, broken_comparisons: dict[str, OptimizerComparison]) -> None:
    comparison = broken_comparisons[name]
    assert comparison.error == ""
    assert "only one of them is finite" in comparison.problem() or "differ by" in comparison.problem()
