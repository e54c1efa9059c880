"""What goes into and comes out of every submodule while a model runs, in the order in which it happens."""

from __future__ import annotations

import sys
from types import FrameType
from typing import Any

import numpy as np

from linen_upgrade.proof.drivers.failing import is_in, seen_from

MOST = 4096
"""Of a larger array, about so many numbers are kept."""


class Recorder:
    """Takes down one run: `events` are dictionaries of what, path, place and the array."""

    def __init__(self, place: str) -> None:
        self.place = place
        self.events: list[dict[str, Any]] = []

    def begin(self, args: Any, kwargs: Any) -> dict[str, Any]:
        """A module is called; the path of what is returned may be filled in before it ends."""
        event = {"what": "input", "path": (), "value": sample((args, kwargs)), **self.line()}
        self.events.append(event)
        return event

    def end(self, begun: dict[str, Any], output: Any) -> None:
        """The module that was called has given its output."""
        self.events.append({**begun, "what": "output", "value": sample(output), "begun": id(begun)})

    def line(self) -> dict[str, Any]:
        """The user's file and line that are being run."""
        frame: FrameType | None = sys._getframe(1)
        while frame is not None and not is_in(frame.f_code.co_filename, self.place):
            frame = frame.f_back
        if frame is None:
            return {"file": "", "line": 0}
        return {"file": seen_from(frame.f_code.co_filename, self.place), "line": frame.f_lineno}

    def finished(self) -> list[dict[str, Any]]:
        """The events, each with how many of its kind its path had before."""
        counts: dict[Any, int] = {}
        for event in self.events:
            key = (event["what"], event["path"])
            event["nth"] = counts[key] = counts.get(key, -1) + 1
            event.pop("begun", None)
        return self.events


def sample(tree: Any) -> Any:
    """The first array of floats in a tree, a large one thinned out; None if there is none that can be read now."""
    import jax
    import jax.numpy as jnp

    for leaf in jax.tree_util.tree_leaves(tree):
        if isinstance(leaf, jax.core.Tracer):
            return None
        if isinstance(leaf, (jax.Array, np.ndarray)) and jnp.issubdtype(leaf.dtype, jnp.inexact):
            array = np.asarray(leaf)
            kept = array.reshape(-1)[:: max(1, array.size // MOST)].astype("complex128")
            return {"shape": array.shape, "numbers": kept if kept.imag.any() else kept.real}
    return None
