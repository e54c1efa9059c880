"""What the files here share: both worlds, and what running every case in them showed."""

from __future__ import annotations

import pytest

from linen_upgrade.proof.optimizers import OptimizerComparison, run_optimizers
from linen_upgrade.proof.worlds import Case, Comparison, Worlds, run_all
from tests.execution.conftest import new_python, old_python, worlds

from .catalogue import CASES
from .model_runs import MODELS_RUN, source_of
from .optimizer_cases import OPTIMIZERS, OptimizerCase
from .upgrading import Upgrade, as_case, upgraded

__all__ = ["new_python", "old_python", "worlds"]


@pytest.fixture(scope="session")
def upgrades() -> dict[str, Upgrade]:
    """What the tool makes of each case, by its label."""
    return {case.label: upgraded(case.source) for case in CASES}


@pytest.fixture(scope="session")
def comparisons(
    worlds: Worlds, upgrades: dict[str, Upgrade], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Comparison]:
    """What running each case showed, in one process per world: all but those that are left for a person to do."""
    folder = tmp_path_factory.mktemp("equivalence")
    run = [case for case in CASES if upgrades[case.label].fix != "manual"]
    results = run_all(worlds, [as_case(case, upgrades[case.label], folder) for case in run])
    return {case.label: result for case, result in zip(run, results, strict=True)}


@pytest.fixture(scope="session")
def model_upgrades() -> dict[str, Upgrade]:
    """What the tool makes of each model file, by its name."""
    names = dict.fromkeys(name for name, _ in MODELS_RUN.values())
    return {name: upgraded(source_of(name).read_text(encoding="utf-8")) for name in names}


@pytest.fixture(scope="session")
def model_comparisons(
    worlds: Worlds, model_upgrades: dict[str, Upgrade], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Comparison]:
    """What each run of a model showed, by its label."""
    folder = tmp_path_factory.mktemp("models")
    for name, upgrade in model_upgrades.items():
        (folder / f"{name}.py").write_text(upgrade.after, encoding="utf-8")
    cases = [
        Case(source_of(name), folder / f"{name}.py", run.cls, run.inputs, run.keywords)
        for name, run in MODELS_RUN.values()
    ]
    return dict(zip(MODELS_RUN, run_all(worlds, cases), strict=True))


@pytest.fixture(scope="session")
def optimizer_comparisons(worlds: Worlds, request: pytest.FixtureRequest) -> dict[str, OptimizerComparison]:
    """What twenty steps with each optimizer that is asked for showed, by the label of its case."""
    cases = [case for case in OPTIMIZERS if any(_asks_for(item, case) for item in request.session.items)]
    found = run_optimizers(worlds, [case.run for case in cases])
    return {case.label: comparison for case, comparison in zip(cases, found, strict=True)}


def _asks_for(item: pytest.Item, case: OptimizerCase) -> bool:
    """Whether a test is about a case: about that alone, or its form, or all of them."""
    if "optimizer_comparisons" not in getattr(item, "fixturenames", ()):
        return False
    told = getattr(getattr(item, "callspec", None), "params", {})
    return bool(told.get("label", case.label) == case.label and told.get("form", case.form) == case.form)
