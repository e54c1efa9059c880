"""The two worlds, made by the test session itself. A machine that cannot make them fails: nothing here is skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from linen_upgrade.proof.environments import NEW, OLD, MissingError, World, environment
from linen_upgrade.proof.worlds import Worlds


def python_of(world: World) -> Path:
    try:
        return environment(world)
    except MissingError as missing:
        pytest.fail(str(missing), pytrace=False)


@pytest.fixture(scope="session")
def old_python() -> Path:
    """The interpreter that has flax.nn."""
    return python_of(OLD)


@pytest.fixture(scope="session")
def new_python() -> Path:
    """The interpreter that has today's flax.linen."""
    return python_of(NEW)


@pytest.fixture(scope="session")
def worlds(old_python: Path, new_python: Path) -> Worlds:
    return Worlds(old_python, new_python)
