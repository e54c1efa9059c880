"""How hypothesis works here, and which tests run in one process where there are several."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Without deadlines, for machines are shared, and always alike in CI.
settings.register_profile("here", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, database=None, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")

_SHARING = Path(__file__).parent / "equivalence"
"""A folder whose files share what running both worlds showed."""


@pytest.hookimpl(tryfirst=True)  # before xdist asks for the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep together what shares something that takes long: a file, a folder, or the laws over one source."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))


def _group(item: pytest.Item) -> str:
    source = getattr(getattr(item, "callspec", None), "params", {}).get("source")
    if item.path.parent.name == "laws" and isinstance(source, bytes):
        return hashlib.sha256(source).hexdigest()[:16]
    return str((_SHARING if _SHARING in item.path.parents else item.path).relative_to(Path(__file__).parent))
