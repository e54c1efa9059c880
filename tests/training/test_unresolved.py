"""Training code that nobody can follow without running it: models in lists, by `getattr`, behind patched methods.

It ends in valid Python with findings or a note that explain what is left, and never in a program that trains to other
numbers: what isn't equal today fails loudly.
"""

from __future__ import annotations

import os
import shutil
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from linen_upgrade.proof.worlds import Worlds
from tests.execution.command_line import findings, linen_upgrade

from .catalogue import UNRESOLVED
from .running import Log, ProgramError, differences, outcome

pytestmark = pytest.mark.timeout(1800)

NAMES = sorted(path.stem for path in UNRESOLVED.glob("*.py"))
MODES = {"safe": (), "unsafe": ("--unsafe-fixes",)}
RUNS = [f"{name} {mode}" for name in NAMES for mode in MODES]
FOLLOWS = "so they must follow by hand"

Outcome = tuple[Log | ProgramError, Log | ProgramError]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, str, int]]:
    """Of each program in each mode: the folder with what `fix` makes of it, what it said, and its exit code."""
    made = {}
    for run in RUNS:
        name, mode = run.split()
        folder = tmp_path_factory.mktemp(name)
        shutil.copy(UNRESOLVED / f"{name}.py", folder)
        done = linen_upgrade("fix", ".", *MODES[mode], cwd=folder)
        made[run] = folder, done.stdout + done.stderr, done.returncode
    return made


@pytest.fixture(scope="module")
def logs(worlds: Worlds, folders: dict[str, tuple[Path, str, int]]) -> dict[str, Outcome]:
    """What each logs in 2020 and today, or how it fails; what both modes make the same is run once."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        old = {name: pool.submit(outcome, worlds.old, UNRESOLVED, f"{name}.py") for name in NAMES}
        new: dict[str, Future[Log | ProgramError]] = {}
        for run in RUNS:
            (file,) = folders[run][0].glob("*.py")
            text = file.read_text(encoding="utf-8")
            new[text] = new[run] = new.get(text) or pool.submit(outcome, worlds.new, file.parent, file.name)
        return {run: (old[run.split()[0]].result(), new[run].result()) for run in RUNS}


@pytest.mark.parametrize("run", RUNS)
def test_what_comes_out_compiles(run: str, folders: dict[str, tuple[Path, str, int]]) -> None:
    (file,) = folders[run][0].glob("*.py")
    compile(file.read_text(encoding="utf-8"), file.name, "exec")


@pytest.mark.parametrize("run", RUNS)
def test_what_is_left_is_explained(
    run: str, folders: dict[str, tuple[Path, str, int]], logs: dict[str, Outcome]
) -> None:
    folder, said, code = folders[run]
    assert "Traceback" not in said
    assert "internal error" not in said.lower()
    left = findings(folder)
    assert code == (1 if left else 0), said
    assert [found for found in left if found["applicability"] != "safe" and not found["reason"]] == []
    if isinstance(logs[run][1], ProgramError):
        name, mode = run.split()
        # Who applies what wants a review has been told why, by what was left before.
        before = findings(folders[f"{name} safe"][0]) if mode == "unsafe" else []
        assert left or FOLLOWS in said or any(found["reason"] for found in before)


@pytest.mark.parametrize("run", RUNS)
def test_it_never_trains_to_other_numbers(run: str, logs: dict[str, Outcome]) -> None:
    old, new = logs[run]
    assert not isinstance(old, ProgramError), str(old)
    assert len(old) >= 3
    assert isinstance(new, ProgramError) or differences(old, new) == []
