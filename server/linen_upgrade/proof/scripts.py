"""Running a whole script and what became of it side by side, and comparing what a variable holds at the end.

    run_scripts(worlds, [Script(before, after, "losses")])[0] == ""

It is for training code, which no class and its inputs stand for: what a script computes is what it says it does.
"""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from linen_upgrade.proof.worlds import Worlds, drive

TOLERANCE = 1e-4


@dataclass(frozen=True)
class Script:
    """A script before and after, and the variable of it that is compared: numbers, in lists and dictionaries or not."""

    before: Path
    after: Path
    result: str


def run_scripts(worlds: Worlds, scripts: Sequence[Script], path: Sequence[Path] = ()) -> list[str]:
    """Run many scripts in one process per world; of each why it doesn't count as equal, '' where it does.

    `path` leads to modules that they import. Raises DriverError.
    """
    with tempfile.TemporaryDirectory() as name:
        job, old, new = (Path(name) / part for part in ("scripts.json", "old.json", "new.json"))
        listed = [{"old": str(s.before), "new": str(s.after), "result": s.result} for s in scripts]
        job.write_text(json.dumps(listed), encoding="utf-8")
        drive(worlds.old, "script_driver", [job, old], path)
        drive(worlds.new, "script_driver", [job, new], path)
        pairs = zip(*(json.loads(results.read_text(encoding="utf-8")) for results in (old, new)), strict=True)
        return [_problem(*pair) for pair in pairs]


def _problem(old: dict[str, Any], new: dict[str, Any]) -> str:
    for world, outcome in (("old", old), ("new", new)):
        if "error" in outcome:
            return f"the {world} world failed:\n{outcome['error']}"
    if not any(True for _ in _numbers(old["result"])):
        return "no numbers were compared"
    return "\n".join(differences(old["result"], new["result"]))


def _numbers(value: Any) -> Iterator[float]:
    if isinstance(value, (dict, list)):
        for held in value.values() if isinstance(value, dict) else value:
            yield from _numbers(held)
    else:
        yield value


def differences(old: Any, new: Any, at: str = "result") -> Iterator[str]:
    """Every difference of two results in a sentence."""
    if isinstance(old, dict) and isinstance(new, dict):
        if old.keys() != new.keys():
            yield f"{at} had {sorted(old)} and has {sorted(new)}"
        for key in sorted(old.keys() & new.keys()):
            yield from differences(old[key], new[key], f"{at}[{key!r}]")
    elif isinstance(old, list) and isinstance(new, list):
        if len(old) != len(new):
            yield f"{at} had {len(old)} entries and has {len(new)}"
        for index, pair in enumerate(zip(old, new, strict=False)):
            yield from differences(*pair, f"{at}[{index}]")
    elif isinstance(old, (dict, list)) or isinstance(new, (dict, list)) or not _is_near(old, new):
        yield f"{at} was {old} and is {new}"


def _is_near(old: float, new: float) -> bool:
    if not (math.isfinite(old) and math.isfinite(new)):
        return old == new or (math.isnan(old) and math.isnan(new))
    return abs(old - new) <= TOLERANCE * max(1.0, abs(old))
