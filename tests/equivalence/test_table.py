"""The page of everything that was compared says what running it gives.

`LINEN_UPGRADE_WRITE=1 pytest tests/equivalence/test_table.py` writes it anew.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from linen_upgrade.proof.optimizers import OptimizerComparison
from linen_upgrade.proof.worlds import Comparison

from .catalogue import CASES
from .model_runs import MODELS_RUN
from .optimizer_cases import OPTIMIZERS
from .table import HEAD, LEAST, PAGE, Row, code, page, power_of, read, row_of, row_of_model, row_of_optimizer
from .upgrading import Upgrade

pytestmark = pytest.mark.timeout(2700)
README = Path(__file__).resolve().parents[2] / "README.md"


@pytest.fixture(scope="module")
def rows(upgrades: dict[str, Upgrade], comparisons: dict[str, Comparison]) -> dict[str, Row]:
    return {case.label: row_of(case, upgrades[case.label], comparisons.get(case.label)) for case in CASES}


@pytest.fixture(scope="module")
def models(model_upgrades: dict[str, Upgrade], model_comparisons: dict[str, Comparison]) -> dict[str, Row]:
    return {
        label: row_of_model(name, label, model_upgrades[name], model_comparisons[label])
        for label, (name, _) in MODELS_RUN.items()
    }


@pytest.fixture(scope="module")
def optimizers(optimizer_comparisons: dict[str, OptimizerComparison]) -> dict[str, Row]:
    return {case.label: row_of_optimizer(case, optimizer_comparisons[case.label]) for case in OPTIMIZERS}


@pytest.fixture(scope="module")
def written(rows: dict[str, Row], models: dict[str, Row], optimizers: dict[str, Row]) -> str:
    if os.environ.get("LINEN_UPGRADE_WRITE"):
        PAGE.write_text(page(rows, models, optimizers), encoding="utf-8")
    return PAGE.read_text(encoding="utf-8")


def test_the_page_has_every_case(
    rows: dict[str, Row], models: dict[str, Row], optimizers: dict[str, Row], written: str
) -> None:
    assert written.startswith(HEAD)
    assert [first for first, _ in read(written)] == [first for first, _ in read(page(rows, models, optimizers))]


def test_the_page_has_models_enough() -> None:
    assert len({name for name, _ in MODELS_RUN.values()}) >= 25


def test_differences_are_what_the_page_says(
    rows: dict[str, Row], models: dict[str, Row], optimizers: dict[str, Row], written: str
) -> None:
    wrong = [
        f"{label}: {row.line().strip()}, but the page has {told}"
        for (label, row), (_, told) in zip({**rows, **models, **optimizers}.items(), read(written), strict=True)
        if not agrees(row, told)
    ]
    assert wrong == []


def agrees(row: Row, told: str) -> bool:
    """Whether a machine's own number is within a power of ten of the page's: rounding differs between machines."""
    if row.power is None or not told.startswith("≤ 1e"):
        return told == row.words
    return abs(row.power - int(told.removeprefix("≤ 1e"))) <= 1


def test_the_readme_leads_to_the_page() -> None:
    place = Path("server") / "linen_upgrade" / "flax_api" / PAGE.name
    assert (README.parent / place).is_file()
    assert f"({place.as_posix()})" in README.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("difference", "power"), [(0.0, LEAST), (3e-9, LEAST), (2e-6, -5), (1e-3, -3), (0.02, -1), (4.0, 1)]
)
def test_powers(difference: float, power: int) -> None:
    assert power_of(difference) == power


def test_cells() -> None:
    assert code("bias=False | True") == "`bias=False \\| True`"
    assert code("defaults") == "defaults"


def test_another_number_is_seen() -> None:
    row = Row(("a", "b", "c", "safe"), -6)
    assert agrees(row, "≤ 1e-5")
    assert not agrees(row, "≤ 1e-1")
    assert not agrees(row, "not run")
