"""Why a class could not be run, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from linen_upgrade.cli.verify_sides import Side

_WORLDS = {"old": "the old world", "new": "today's world"}
_STAGES = {
    "init": "when it is initialised",
    "run": "when it is called",
    "gradient": "when its gradient is taken",
    "jit": "under jit",
    "inside": "when its submodules are watched",
    "keys": "with other keys",
}


def fails_today(failure: Mapping[str, Any], after: Side) -> bool:
    """Whether the old class runs and the new one, found and loaded, does not: then they are different.

    Not so where `fix` has left something in the file that fails.
    """
    unfinished = (failure["file"] or after.place.home) in after.reports
    return failure["world"] == "new" and failure["stage"] in _STAGES and not failure["missing"] and not unfinished


def could_not_run(failure: Mapping[str, Any], before: Side, after: Side) -> str:
    """What went wrong, where, and what to do about it."""
    side, world = (before if failure["world"] == "old" else after), _WORLDS[failure["world"]]
    file = side.shown_file(failure["file"]) if failure["file"] else side.shown
    line = f", line {failure['line']}" if failure["line"] else ""
    said = f"{failure['type']}: {first_line(failure['message'])}"
    stage: str = failure["stage"]
    if missing := failure["missing"]:
        return _missing(missing, f"{file}{line}", world)
    if stage.startswith("input "):
        return (
            f"--input {stage.removeprefix('input ')!r} is neither an array (f32[2,28], i32[2,5]<10, bool[2,5]), `key`, "
            f"nor Python that {side.shown} understands: {said}"
        )
    if stage.startswith("argument "):
        return f"{stage.removeprefix('argument ')!r} is not Python that {side.shown} understands: {said}"
    if stage == "class" and failure["type"] in ("NameError", "AttributeError"):
        return f"{side.shown} has no {side.cls}"
    if stage == "class":
        return f"{side.cls} of {side.shown} can't be called so: {first_line(failure['message'])}"
    if stage == "load":
        return f"{file}{line} can't be imported in {world}: {said}"
    return f"{side.cls} fails in {world} {_STAGES.get(stage, '')} ({file}{line}): {said}"


def _missing(name: str, place: str, world: str) -> str:
    package = name.partition(".")[0]
    if package == "flax":
        return f"{place} imports {name}, which {world} doesn't have: is that file not upgraded?"
    return (
        f"{place} imports {name}, which {world} doesn't have: put {package}, or a stand-in for it, in a folder that "
        f"PYTHONPATH names (it reaches both worlds)"
    )


def first_line(message: str) -> str:
    """As much of an exception's message as fits a sentence."""
    line = next((line.strip() for line in message.splitlines() if line.strip()), "it gave no reason")
    return line if len(line) <= 300 else line[:299] + "…"
