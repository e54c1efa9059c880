"""Model files as research code of 2020 had them, each upgraded by safe fixes alone: they compute the same.

With those of `tests/workspace/research`, which `tests/execution/test_workspace.py` runs, they are at least 25.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from linen_upgrade.proof.worlds import Case, Comparison, Worlds, run_all
from tests.execution.test_traps import label
from tests.execution.test_workspace import CASES, NOT_YET, name_of

from .model_runs import MODEL_RUNS
from .upgrading import Upgrade, upgraded

MODELS = Path(__file__).parent / "models"
ALL = {label(name, run): (name, run) for name, runs in MODEL_RUNS.items() for run in runs}

pytestmark = pytest.mark.timeout(2700)


@pytest.fixture(scope="module")
def model_upgrades() -> dict[str, Upgrade]:
    return {name: upgraded((MODELS / f"{name}.py").read_text(encoding="utf-8")) for name in MODEL_RUNS}


@pytest.fixture(scope="module")
def model_comparisons(
    worlds: Worlds, model_upgrades: dict[str, Upgrade], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Comparison]:
    """What each run showed."""
    folder = tmp_path_factory.mktemp("models")
    for name, upgrade in model_upgrades.items():
        (folder / f"{name}.py").write_text(upgrade.after, encoding="utf-8")
    cases = [
        Case(MODELS / f"{name}.py", folder / f"{name}.py", run.cls, run.inputs, run.keywords)
        for name, run in ALL.values()
    ]
    return dict(zip(ALL, run_all(worlds, cases), strict=True))


def test_every_model_is_run() -> None:
    assert {path.stem for path in MODELS.glob("*.py")} == set(MODEL_RUNS)


def test_there_are_enough_models() -> None:
    research = {run.module for run in CASES if name_of(run) not in NOT_YET}
    assert len(MODEL_RUNS) + len(research) >= 25


@pytest.mark.parametrize("name", MODEL_RUNS)
def test_safe_fixes_upgrade_it(name: str, model_upgrades: dict[str, Upgrade]) -> None:
    assert (model_upgrades[name].fix, model_upgrades[name].reasons) == ("safe", ())


@pytest.mark.parametrize("name", ALL)
def test_a_model_computes_the_same(name: str, model_comparisons: dict[str, Comparison]) -> None:
    assert model_comparisons[name].problem == ""
