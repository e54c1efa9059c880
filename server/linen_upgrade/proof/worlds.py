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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from linen_upgrade.proof.environments import (
    NEW,
    OLD,
    Progress,
    World,
    check_given,
    clean_variables,
    environment,
    silent,
)

DRIVERS = Path(__file__).resolve().parent / "drivers"
SECONDS = 2400
# Nothing runs for long here: what costs time is compiling.
QUICK = "--xla_backend_optimization_level=0"


class DriverError(Exception):
    """A driver did not come to its end; the text says how, with all that it printed, `sentence` with its last line."""

    def __init__(self, sentence: str, driver: str, printed: str = "") -> None:
        super().__init__(f"{sentence} ({driver})\n{printed}".strip())
        last = printed.strip().splitlines()[-1:]
        self.sentence = ": ".join([sentence, *last])


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
    folders: tuple[str, ...] = ()
    """Where below `before` and `after` modules are looked for; there itself if none are given."""
    new_cls: str = ""
    """What the class, module and folders are afterwards, where these are others."""
    new_module: str = ""
    new_folders: tuple[str, ...] = ()
    rngs: tuple[str, ...] = ()
    """The streams of random draws that the new module is given; `dropout` if none are named."""
    tolerance: Mapping[str, float] = field(default_factory=dict)
    """`rtol` and `atol`, where they are not those of the suite."""
    jit: bool = False
    """Whether it is also compared under jit."""
    inside: bool = False
    """Whether to look for the submodule where a difference begins."""
    keys: int = 0
    """With how many keys its random draws are made, to see whether they change."""
    forgiving: bool = False
    """Whether what the old module can't do (gradients, jit) is left out with a note, or is an error."""
    stand_in: bool = True
    """Whether flax.nn is stood in for in the new world, so that what is still old beside the class can be imported."""

    def as_json(self) -> dict[str, object]:
        """The case as the drivers read it."""
        found = {word: value for word, value in asdict(self).items() if not word.startswith("new_")}
        today = {
            "class": self.new_cls or self.cls,
            "module": self.new_module or self.module,
            "folders": self.new_folders or self.folders,
        }
        return {**found, "before": str(self.before), "after": str(self.after), "class": self.cls, "today": today}


@dataclass(frozen=True)
class Comparison:
    """What running one case in both worlds showed."""

    found: Mapping[str, Any] = field(default_factory=dict)
    """As the driver of the new world gives it."""

    @property
    def error(self) -> str:
        """What went wrong in one of the worlds, and the trace."""
        failed = self.found.get("error")
        return f"the {failed['world']} world failed:\n{failed['trace']}" if failed else ""

    @property
    def differences(self) -> tuple[str, ...]:
        """Every difference in a sentence."""
        return tuple(
            f"{row['what']} {'/'.join(difference['path'])}: {difference['sentence']}"
            for row in self.found.get("rows", ())
            for difference in row["differences"]
        )

    @property
    def compared(self) -> dict[str, int]:
        """How many arrays of each kind were compared."""
        return {row["what"]: row["arrays"] for row in self.found.get("rows", ())}

    @property
    def problem(self) -> str:
        """Why the case doesn't count as equal; empty where both worlds ran and gave the same."""
        if self.error or self.differences:
            return self.error or "\n".join(self.differences)
        return "" if self.compared.get("output as in training") else "no output was compared"


def worlds(old: Path | None, new: Path | None, progress: Progress = silent) -> Worlds:
    """Both worlds: the interpreters that are given, and for the others environments that are made now if need be.

    Whether the given ones fit shows when they run (`check_given`). Raises MissingError.
    """
    return Worlds(old or environment(OLD, progress), new or environment(NEW, progress))


@contextmanager
def blaming(given: Mapping[World, Path | None]) -> Iterator[None]:
    """Where a driver fails, look first whether the interpreters that the user brings are what their worlds need.

    Raises MissingError if one is not, else the driver's own DriverError.
    """
    try:
        yield
    except DriverError:
        for world, python in given.items():
            if python is not None:
                check_given(world, python)
        raise


def run_both(worlds: Worlds, case: Case, path: Sequence[Path] = (), progress: Progress = silent) -> Comparison:
    """Run one case in both worlds."""
    return run_all(worlds, [case], path, progress)[0]


def run_all(
    worlds: Worlds, cases: Sequence[Case], path: Sequence[Path] = (), progress: Progress = silent
) -> list[Comparison]:
    """Run many cases in one process per world; `path` leads to modules that the files import (stand-ins).

    Raises DriverError.
    """
    with tempfile.TemporaryDirectory() as name:
        job, results, comparisons = (Path(name) / part for part in ("cases.json", "old.pickle", "comparisons.json"))
        job.write_text(json.dumps([case.as_json() for case in cases]), encoding="utf-8")
        progress("Running the old world")
        drive(worlds.old, "old_driver", [job, results, comparisons], path)
        if not comparisons.exists():  # as it does where the old world could run nothing
            progress("Running today's world")
            drive(worlds.new, "new_driver", [job, results, comparisons], path)
        return [Comparison(found) for found in json.loads(comparisons.read_text(encoding="utf-8"))]


def drive(python: Path, driver: str, files: Sequence[Path], path: Sequence[Path]) -> None:
    """Run a driver in its environment; an exception in a case is part of its results, one outside is raised here."""
    variables = {**clean_variables(), "JAX_PLATFORMS": "cpu", "PYTHONPATH": os.pathsep.join(map(str, path))}
    variables["XLA_FLAGS"] = QUICK
    variables["PYTHONDONTWRITEBYTECODE"] = "1"  # nothing is left behind in the user's folders
    command = [str(python), "-W", "ignore", str(DRIVERS / "start.py"), driver, *map(str, files)]
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS,
            check=False,
            env=variables,
        )
    except subprocess.TimeoutExpired:
        raise DriverError(f"it did not end within {SECONDS // 60} minutes", driver) from None
    except OSError as error:
        raise DriverError(f"{python} can't be started: {error.strerror or error}", driver) from None
    if done.returncode < 0:
        raise DriverError(f"its process was ended by signal {-done.returncode}", driver, done.stderr)
    if done.returncode:
        raise DriverError(f"its process ended with {done.returncode}", driver, done.stdout + done.stderr)
