"""Both worlds."""

from __future__ import annotations

from tests.execution.conftest import new_python, old_python, worlds

__all__ = ["new_python", "old_python", "worlds"]
