"""Running a pre-Linen file and what became of it side by side.

    run_both(worlds, Case(before, after, "Mlp", ("f32[2,28]",), {"width": "4"})).problem

The old file runs on flax.nn, the new one on flax.linen, each in its own environment, with the old parameters and state
carried over. Compared are initial parameters and state, outputs and changed state (with and without random draws, with
frozen state, as far as the old module allows it) and gradients. `drivers/` holds what runs in the environments.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from linen_upgrade.proof.environments import clean_variables

DRIVERS = Path(__file__).resolve().parent / "drivers"
SECONDS = 2400
# Nothing runs for long here: what costs time is compiling.
QUICK = "--xla_backend_optimization_level=0"


@dataclass(frozen=True)
class Worlds:
    """The interpreters of both worlds."""

    old: Path
    new: Path


@dataclass(frozen=True)
class MethodCall:
    """A module method, and what it is called with on the parameters of a case."""

    name: str
    inputs: tuple[str, ...]
    keywords: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """A module to be run in both worlds: of a file before and after, or of one `module` of a folder before and after.

    `cls` is Python with the file's names. Values are spelled as in the rules' pages: `f32[2,28]`, `i32[2,5]<10`,
    `bool[2,5]`, `key`, or Python likewise; `respelled` has those keywords that are spelled otherwise afterwards.
    All cases with a folder that are run together are of the same one.
    """

    before: Path
    after: Path
    cls: str
    inputs: tuple[str, ...]
    keywords: Mapping[str, str] = field(default_factory=dict)
    module: str = ""
    respelled: Mapping[str, str] = field(default_factory=dict)
    method: MethodCall | None = None

    def as_json(self) -> dict[str, object]:
        """The case as the drivers read it."""
        places = {"before": str(self.before), "after": str(self.after), "class": self.cls}
        return {
            **{word: value for word, value in asdict(self).items() if word not in ("before", "after", "cls")},
            **places,
        }


@dataclass(frozen=True)
class Comparison:
    """What running one case in both worlds showed."""

    differences: tuple[str, ...] = ()
    compared: Mapping[str, int] = field(default_factory=dict)
    error: str = ""

    @property
    def problem(self) -> str:
        """Why the case doesn't count as equal; empty where both worlds ran and gave the same."""
        if self.error or self.differences:
            return self.error or "\n".join(self.differences)
        return "" if self.compared.get("output as in training") else "no output was compared"


def run_both(worlds: Worlds, case: Case, path: Sequence[Path] = ()) -> Comparison:
    """Run one case in both worlds."""
    return run_all(worlds, [case], path)[0]


def run_all(worlds: Worlds, cases: Sequence[Case], path: Sequence[Path] = ()) -> list[Comparison]:
    """Run many cases in one process per world; `path` leads to modules that the files import (stand-ins)."""
    with tempfile.TemporaryDirectory() as name:
        job, results, comparisons = (Path(name) / part for part in ("cases.json", "old.pickle", "comparisons.json"))
        job.write_text(json.dumps([case.as_json() for case in cases]), encoding="utf-8")
        drive(worlds.old, "old_driver", [job, results], path)
        drive(worlds.new, "new_driver", [job, results, comparisons], path)
        return [
            Comparison(tuple(found.get("differences", ())), found.get("compared", {}), found.get("error", ""))
            for found in json.loads(comparisons.read_text(encoding="utf-8"))
        ]


def drive(python: Path, driver: str, files: Sequence[Path], path: Sequence[Path]) -> None:
    """Run a driver in its environment; an exception in a case is part of its results, one outside is raised here."""
    variables = {**clean_variables(), "JAX_PLATFORMS": "cpu", "PYTHONPATH": os.pathsep.join(map(str, path))}
    variables["XLA_FLAGS"] = QUICK
    command = [str(python), "-W", "ignore", str(DRIVERS / "start.py"), driver, *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, check=False, env=variables)
    if done.returncode:
        raise RuntimeError(f"{driver} ended with {done.returncode}:\n{done.stdout}\n{done.stderr}")
