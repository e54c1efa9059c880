"""How hypothesis works here, and which tests run in one process where there are several."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

# Without deadlines, for machines are shared, and always alike in CI.
settings.register_profile("here", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

_SHARING = "tests/equivalence/"
"""A folder whose files share what running both worlds showed."""


class _TogetherScheduling(LoadScopeScheduling):
    """Keeps together what shares something that takes long: a file, or such a folder."""

    def _split_scope(self, nodeid: str) -> str:
        return _SHARING if nodeid.startswith(_SHARING) else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """How `pytest -n auto` hands out tests."""
    return _TogetherScheduling(config, log)
