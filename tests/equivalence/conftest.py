"""What the files here share: both worlds, and what running every case in them showed."""

from __future__ import annotations

import pytest

from linen_upgrade.proof.worlds import Comparison, Worlds, run_all
from tests.execution.conftest import new_python, old_python, worlds

from .catalogue import CASES
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
