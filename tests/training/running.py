"""Runs a training program in one of the worlds, and compares what it logs."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import linen_upgrade
from linen_upgrade.proof.environments import clean_variables
from linen_upgrade.proof.worlds import QUICK, Worlds

from .catalogue import Program

IN_WORLD = Path(__file__).with_name("in_world.py")
PACKAGE = Path(linen_upgrade.__file__).parent
DEVICES = "--xla_force_host_platform_device_count=2"
"""So that a mean over devices is one."""
TOLERANCE = 1e-4
SECONDS = 300

Log = list[dict[str, Any]]


class ProgramError(Exception):
    """A program did not come to its end; the text is what it printed."""


def logged(python: Path, folder: Path, file: str, *arguments: str) -> Log:
    """What a program that is given these arguments logs, line by line. Raises ProgramError."""
    variables = {**clean_variables(), "JAX_PLATFORMS": "cpu", "XLA_FLAGS": f"{QUICK} {DEVICES}"}
    variables["PYTHONDONTWRITEBYTECODE"] = "1"
    command = [str(python), "-W", "ignore", str(IN_WORLD), str(PACKAGE), str(folder), file, *arguments]
    done = subprocess.run(
        command, capture_output=True, text=True, timeout=SECONDS, check=False, env=variables, stdin=subprocess.DEVNULL
    )
    if done.returncode:
        raise ProgramError(done.stdout[-2000:] + done.stderr[-6000:])
    return [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]


def outcomes(worlds: Worlds, program: Program, old: Path, new: Path) -> tuple[Log | ProgramError, Log | ProgramError]:
    """What a program logs in the old world, and its upgraded folder today, or how each failed."""
    try:
        if program.writes:
            logged(worlds.old, old, program.writes)
            shutil.copytree(old / "checkpoints", new / "checkpoints")
    except ProgramError as error:
        return error, error
    return outcome(worlds.old, old, program.file), outcome(worlds.new, new, program.file)


def outcome(python: Path, folder: Path, file: str) -> Log | ProgramError:
    """What a program logs, or how it failed."""
    try:
        return logged(python, folder, file)
    except ProgramError as error:
        return error


def differences(old: Log, new: Log) -> list[str]:
    """Every difference of two logs in a sentence."""
    found = [f"{len(old)} lines became {len(new)}"] if len(old) != len(new) else []
    pairs = zip(old, new, strict=False)
    return [*found, *(f"line {i}: {said}" for i, pair in enumerate(pairs) for said in _of_lines(*pair))]


def _of_lines(old: dict[str, Any], new: dict[str, Any]) -> Iterator[str]:
    if old.keys() != new.keys():
        yield f"{sorted(old)} became {sorted(new)}"
    for name in sorted(old.keys() & new.keys()):
        if not abs(old[name] - new[name]) <= TOLERANCE * max(1.0, abs(old[name])):
            yield f"{name} was {old[name]} and is {new[name]}"
