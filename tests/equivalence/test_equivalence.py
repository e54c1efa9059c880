"""Every built-in of old flax.nn, with each argument flipped, and every other construct: both worlds give the same.

Each case is a small pre-Linen file (see `catalogue.py`), upgraded by the tool itself and run in both worlds with the
old parameters carried over. Fixes that the tool calls safe must give the same; of those that it wants reviewed,
`DIFFERENT` names the ones that don't, and why. All of them stand with their numbers in the table (see `test_table.py`).
"""

from __future__ import annotations

import pytest

from linen_upgrade import flax_api
from linen_upgrade.proof.worlds import Comparison

from .builtin_cases import SETTINGS
from .catalogue import BY_LABEL, CASES
from .different import DIFFERENT
from .upgrading import Upgrade

# One process per world runs all cases, in the first test that asks for them.
pytestmark = pytest.mark.timeout(2700)


def test_no_case_stands_there_twice() -> None:
    assert len(BY_LABEL) == len(CASES)


def test_every_module_has_cases() -> None:
    assert set(flax_api.modules()) <= set(SETTINGS)


@pytest.mark.parametrize("name", SETTINGS)
def test_every_argument_is_flipped(name: str) -> None:
    fact = flax_api.module(name) or flax_api.function(name)
    assert fact is not None
    arguments = [case.arguments for case in CASES if case.name == name]
    optional = [parameter.name for parameter in fact.parameters if not parameter.required]
    assert [word for word in optional if not any(f"{word}=" in spelled for spelled in arguments)] == []


@pytest.mark.parametrize("label", BY_LABEL)
def test_it_computes_the_same(label: str, upgrades: dict[str, Upgrade], comparisons: dict[str, Comparison]) -> None:
    upgrade, reason = upgrades[label], DIFFERENT.get(label)
    if upgrade.fix == "manual":
        assert upgrade.reasons
        assert reason is None
        return
    if reason is None:
        assert comparisons[label].problem == ""
        return
    assert upgrade.fix == "unsafe", "what is called safe has to be equal"
    assert any(reason in told for told in upgrade.reasons), upgrade.reasons
    assert comparisons[label].problem, "it is equal: take it off the list"


def test_what_differs_is_a_case() -> None:
    assert set(DIFFERENT) <= set(BY_LABEL)
