"""Every pair of traps (`tests/rules/traps`) gives the same in both worlds.

That the fix makes the one out of the other is tested with the rules; here, that the one computes what the other did.
What each is run with stands in `trap_inputs.py`; those that are run as whole scripts stand in `trap_scripts.py`.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from linen_upgrade.proof.scripts import Script, run_scripts
from linen_upgrade.proof.worlds import Case, Comparison, Worlds, run_all

from .trap_inputs import NOT_RUN, RUNS, Run
from .trap_scripts import SCRIPTS

TRAPS = Path(__file__).parent.parent / "rules" / "traps"
ALL = [(name, run) for name, runs in sorted(RUNS.items()) for run in runs]

# One process per world runs all traps, in the first test that asks for them.
pytestmark = pytest.mark.timeout(2700)


def label(name: str, run: Run) -> str:
    return " ".join([name, run.cls, *run.inputs, *(f"{word}={value}" for word, value in run.keywords.items())])


@pytest.fixture(scope="module")
def comparisons(worlds: Worlds) -> dict[str, Comparison]:
    """What each run showed, by its label."""
    cases = [
        Case(TRAPS / f"{name}.before.py", TRAPS / f"{name}.after.py", run.cls, run.inputs, run.keywords)
        for name, run in ALL
    ]
    return dict(zip([label(name, run) for name, run in ALL], run_all(worlds, cases), strict=True))


@pytest.fixture(scope="module")
def problems(worlds: Worlds) -> dict[str, str]:
    """What speaks against each script, by its name."""
    scripts = [Script(TRAPS / f"{name}.before.py", TRAPS / f"{name}.after.py", SCRIPTS[name]) for name in SCRIPTS]
    return dict(zip(SCRIPTS, run_scripts(worlds, scripts), strict=True))


def test_every_trap_is_run_or_says_why_not() -> None:
    pairs = {path.name.removesuffix(".before.py") for path in TRAPS.glob("*.before.py")}
    assert not set(RUNS) & set(NOT_RUN)
    assert not set(SCRIPTS) & (set(RUNS) | set(NOT_RUN))
    known = set(RUNS) | set(NOT_RUN) | set(SCRIPTS)
    assert known == pairs, "trap_inputs.py and trap_scripts.py must name every pair of traps, and nothing else"
    assert all(RUNS.values())
    assert all(NOT_RUN.values())


def test_no_run_stands_there_twice() -> None:
    labels = [label(name, run) for name, run in ALL]
    assert len(set(labels)) == len(labels)


@pytest.mark.parametrize(("name", "run"), ALL, ids=[label(name, run) for name, run in ALL])
def test_trap_computes_the_same(name: str, run: Run, comparisons: dict[str, Comparison]) -> None:
    assert comparisons[label(name, run)].problem == ""


@pytest.mark.parametrize("name", SCRIPTS)
def test_script_computes_the_same(name: str, problems: dict[str, str]) -> None:
    assert problems[name] == ""
