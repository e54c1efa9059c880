"""Training programs of 2020, upgraded by one `fix .` without a hand's help: they train today, and log the same numbers.

Each program in `programs/` makes 30 steps on tiny data and prints what it measures as lines of JSON. Random draws are
functions of distribution and shape in both worlds, so dropout and sampling are compared too.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from linen_upgrade.proof.worlds import Worlds
from tests.execution.command_line import findings, linen_upgrade

from .catalogue import ALL, BY_NAME, PROGRAMS
from .running import Log, ProgramError, differences, outcomes

pytestmark = pytest.mark.timeout(1800)

Logs = dict[str, tuple[Log | ProgramError, Log | ProgramError]]
"""Of each program: in 2020, and today."""


@dataclass(frozen=True)
class Upgraded:
    """A program as it was and after `fix`, and what the command gave."""

    old: Path
    new: Path
    done: subprocess.CompletedProcess[str]


@pytest.fixture(scope="module")
def upgrades(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Upgraded]:
    """What `fix .` makes of every program, by its name."""
    made = {}
    for program in ALL:
        folder = tmp_path_factory.mktemp(program.name)
        old, new = (Path(shutil.copytree(program.folder, folder / side)) for side in ("old", "new"))
        options = ["--unsafe-fixes"] if program.unsafe else []
        made[program.name] = Upgraded(old, new, linen_upgrade("fix", ".", *options, cwd=new))
    return made


@pytest.fixture(scope="module")
def logs(worlds: Worlds, upgrades: dict[str, Upgraded]) -> Logs:
    """What every program logged in 2020 and logs today, or how it failed. As many run at once as there are cores."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        made = [(each, upgrades[each.name]) for each in ALL]
        running = {each.name: pool.submit(outcomes, worlds, each, it.old, it.new) for each, it in made}
        return {name: run.result() for name, run in running.items()}


def left_in(upgraded: Upgraded) -> list[dict[str, Any]]:
    return findings(upgraded.new)


def test_every_folder_is_a_program() -> None:
    assert {path.name for path in PROGRAMS.iterdir()} == set(BY_NAME)


@pytest.mark.parametrize("name", BY_NAME)
def test_thirty_steps_are_logged(name: str, logs: Logs) -> None:
    old, _ = logs[name]
    assert not isinstance(old, ProgramError), str(old)
    losses = [line for line in old if any("loss" in word for word in line)]
    assert len(losses) >= 30
    assert len({tuple(line.values()) for line in losses}) > 20, "it does not train"


@pytest.mark.parametrize("name", BY_NAME)
def test_it_logs_the_same_today(name: str, logs: Logs) -> None:
    old, new = logs[name]
    assert not isinstance(old, ProgramError)
    trouble = str(new) if isinstance(new, ProgramError) else "\n".join(differences(old, new))
    assert trouble == ""


@pytest.mark.parametrize("name", BY_NAME)
def test_what_comes_out_compiles(name: str, upgrades: dict[str, Upgraded]) -> None:
    files = sorted(upgrades[name].new.rglob("*.py"))
    assert len(files) == len(list((PROGRAMS / name).rglob("*.py")))
    for file in files:
        compile(file.read_text(encoding="utf-8"), str(file), "exec")


def test_nothing_is_left_of_what_is_upgraded(upgrades: dict[str, Upgraded]) -> None:
    done = {name: upgrades[name].done for name in BY_NAME}
    assert {name: each.stdout + each.stderr for name, each in done.items() if each.returncode} == {}
    assert {name: left for name in done if (left := left_in(upgrades[name]))} == {}
