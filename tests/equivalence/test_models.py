"""Model files as research code of 2020 had them, each upgraded by safe fixes alone: they compute the same."""

from __future__ import annotations

import pytest

from linen_upgrade.proof.worlds import Comparison

from .model_runs import MODEL_RUNS, MODELS, MODELS_RUN
from .upgrading import Upgrade

pytestmark = pytest.mark.timeout(2700)


def test_every_model_is_run() -> None:
    assert {path.stem for path in MODELS.glob("*.py")} == set(MODEL_RUNS)


@pytest.mark.parametrize("name", sorted({name for name, _ in MODELS_RUN.values()}))
def test_safe_fixes_upgrade_it(name: str, model_upgrades: dict[str, Upgrade]) -> None:
    assert (model_upgrades[name].fix, model_upgrades[name].reasons) == ("safe", ())


@pytest.mark.parametrize("name", MODELS_RUN)
def test_a_model_computes_the_same(name: str, model_comparisons: dict[str, Comparison]) -> None:
    assert model_comparisons[name].problem == ""
