"""What counts as a difference between the results of two scripts."""

from __future__ import annotations

import math
from typing import Any

import pytest

from linen_upgrade.proof.scripts import differences


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (1.0, 1.00001),
        ([1.0, 2.0], [1.0, 2.00001]),
        (1000.0, 1000.05),
        ({"loss": [0.0]}, {"loss": [1e-5]}),
        (math.nan, math.nan),
        (math.inf, math.inf),
    ],
)
def test_what_is_near_is_the_same(old: Any, new: Any) -> None:
    assert list(differences(old, new)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (1.0, 1.001, "result was 1.0 and is 1.001"),
        ([1.0, 2.0], [1.0], "result had 2 entries and has 1"),
        ([1.0, 2.0], [1.0, 2.5], "result[1] was 2.0 and is 2.5"),
        ({"loss": 1.0}, {"cost": 1.0}, "result had ['loss'] and has ['cost']"),
        ({"loss": [1.0]}, {"loss": 1.0}, "result['loss'] was [1.0] and is 1.0"),
        (1.0, math.nan, "result was 1.0 and is nan"),
        (math.inf, 1.0, "result was inf and is 1.0"),
    ],
)
def test_what_differs_is_told(old: Any, new: Any, said: str) -> None:
    assert list(differences(old, new)) == [said]
