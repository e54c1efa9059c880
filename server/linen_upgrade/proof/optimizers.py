"""Running an optimiser of old flax.optim and what became of it side by side, for twenty steps on given gradients.

run_optimizers(worlds, [OptimizerRun("optim.Adam(1e-3)", "optax.adam(1e-3)")])[0].problem
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from linen_upgrade.proof.worlds import Worlds, drive


@dataclass(frozen=True)
class OptimizerRun:
    """An optimiser as source, before and after, and what it is run on (see `drivers/optimizer_trees.py`)."""

    old: str
    new: str
    helpers: Sequence[str] = ()
    """Source of the functions that `new` needs."""
    tree: str = "standard"
    handed: Mapping[str, tuple[str, str, float]] = field(default_factory=dict)
    """The hyper-parameters that `apply_gradient` is given, by their old names.

    Each with the way it takes to the new one (`constant`, `schedule` or `injected`, see `rules.optax_form.Way`), its
    name there, and the number that those of the steps are around. `NAME_schedule` is that schedule in `new`."""
    eager: bool = False
    """Whether the old one runs without `jit`, under which some hyper-parameters can't differ from step to step."""
    traversals: Mapping[str, str] = field(default_factory=dict)
    """Variables of both that choose parameters: the function that each is made of, as source."""
    focus: str = ""
    """Which of the traversals the old one is created with."""
    sharp: bool = False
    """Whether to run it in float64 too."""
    frozen: bool = False
    """Whether parameters and gradients are frozen dictionaries."""
    start: int = 0
    """The step at which both begin."""


@dataclass(frozen=True)
class OptimizerComparison:
    """How far the parameters of both worlds are apart, at the worst leaf and step."""

    found: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def error(self) -> str:
        """What went wrong in one of the worlds, and the trace."""
        return next((str(part["error"]) for part in self.found.values() if "error" in part), "")

    @property
    def odd(self) -> list[str]:
        """Where one of the worlds has no finite number, and the other has."""
        return [place for part in self.found.values() for place in part["odd"]]

    @property
    def moved(self) -> float:
        """How far the old parameters went."""
        return float(self.found["float32"]["moved"])

    @property
    def largest(self) -> float | None:
        """The largest difference of two numbers in float32; None if somewhere only one of them is finite."""
        return None if self.odd else float(self.found["float32"]["largest"])

    def problem(self, of_size: float = 1e-5, of_movement: float = 1e-10) -> str:
        """Why they don't count as equal: in float32 by their size, in float64 by how far they moved."""
        if self.error or self.odd:
            return self.error or f"only one of them is finite: {', '.join(self.odd)}"
        words = []
        for precision, part in self.found.items():
            measure, limit = ("of_size", of_size) if precision == "float32" else ("of_movement", of_movement)
            if part[measure] > limit:
                words.append(f"differ by {part[measure]:.1e} of their {measure[3:]} in {precision}")
        return "\n".join(words)


def run_optimizers(worlds: Worlds, runs: Sequence[OptimizerRun]) -> list[OptimizerComparison]:
    """Run many of them, in two processes per world. Raises DriverError."""
    with ThreadPoolExecutor(2) as pool:
        even, odd = pool.map(lambda half: _run(worlds, half), (runs[::2], runs[1::2]))
    found = [*even, *odd]
    found[::2], found[1::2] = even, odd
    return found


def _run(worlds: Worlds, runs: Sequence[OptimizerRun]) -> list[OptimizerComparison]:
    with tempfile.TemporaryDirectory() as name:
        job, old, found = (Path(name) / part for part in ("runs.json", "old.pickle", "found.json"))
        job.write_text(json.dumps([asdict(run) for run in runs]), encoding="utf-8")
        drive(worlds.old, "optimizer_driver", [job, old], ())
        drive(worlds.new, "optimizer_driver", [job, old, found], ())
        return [OptimizerComparison(part) for part in json.loads(found.read_text(encoding="utf-8"))]
