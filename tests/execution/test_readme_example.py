"""The model that the README upgrades computes the same afterwards, in training and in evaluation."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from linen_upgrade.proof.worlds import Case, Worlds, run_all

from .command_line import findings, fix

EXAMPLE = Path(__file__).resolve().parents[1] / "examples" / "classifier.py"

pytestmark = pytest.mark.timeout(2700)


def test_the_example_computes_the_same(worlds: Worlds, tmp_path: Path) -> None:
    after = Path(shutil.copy(EXAMPLE, tmp_path / EXAMPLE.name))
    fix(after)
    assert findings(after) == []
    cases = [
        Case(EXAMPLE, after, "Classifier", ("f32[2,16,16,3]",), {"num_classes": "5", "train": train})
        for train in ("True", "False")
    ]
    for comparison in run_all(worlds, cases):
        assert comparison.problem == ""
