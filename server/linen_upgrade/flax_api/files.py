"""Reads the data files of this package, each at most once."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any, cast


@cache
def facts(name: str) -> dict[str, Any]:
    """The content of `data/NAME.json`. Shared by all who ask: never change it."""
    text = files(__package__).joinpath("data", f"{name}.json").read_text(encoding="utf-8")
    return cast("dict[str, Any]", json.loads(text))
