"""A research repository of 2020 (`tests/workspace/research`), upgraded by one `fix .`: every model computes the same.

What is run, and with what, stands in `tests/workspace/models.py`.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from linen_upgrade.proof.worlds import Case, Comparison, MethodCall, Worlds, run_all
from linen_upgrade.rules import rule
from tests.workspace.models import CASES, METHODS, RESEARCH, SCRIPTS, Method, Model

from .command_line import findings, linen_upgrade

pytestmark = pytest.mark.timeout(2700)

# What an argument is spelled like that the case gives in the old world's terms.
RESPELLED = {
    "nn.Conv.partial(bias=False)": "functools.partial(nn.Conv, use_bias=False)",
    "nn.BatchNorm": "functools.partial(nn.BatchNorm, use_running_average=False)",
}


@dataclass(frozen=True)
class Left:
    """Why the tool leaves something for its owner to do: the finding that says so, by file, code and words."""

    path: str
    code: str
    reason: str


LAYERS, MODELS = "lumen.layers.", "lumen.models."


# What `fix .` leaves to be reviewed, and the reason that it gives: a shared module keeps a state. From equal states
# both worlds go on alike. Those of an initialisation aren't equal: the old one updates them from the second call on.
REVIEWED: dict[str, Left] = {
    name: Left(f"lumen/{path}.py", "LIN101", "initial states may differ, from equal ones both go on alike")
    for name, path in {LAYERS + "norm.SpectralDense": "layers/norm", MODELS + "vae.Critic": "models/vae"}.items()
}
STARTS_OTHERWISE = {MODELS + "vae.Critic"}


# A cell that a caller hands over is asked in today's form, which a cell of the caller's own has to be given by hand.
_OWN_CELL = MODELS + "recurrent.BidirectionalGRU f32[2,4,3] 5 cell_cls=NormalizedGRUCell keep_sequence=True"
MUST_FOLLOW = {_OWN_CELL: "NormalizedGRUCell"}


@dataclass(frozen=True)
class Upgraded:
    """The repository after `fix .`, and what the tool said."""

    folder: Path
    told: str


def as_case(run: Model | Method, folder: Path) -> Case:
    model = run.model if isinstance(run, Method) else run
    method = MethodCall(run.name, run.inputs, run.keywords) if isinstance(run, Method) else None
    respelled = {name: RESPELLED[value] for name, value in model.keywords.items() if value in RESPELLED}
    return Case(RESEARCH, folder, model.name, model.inputs, model.keywords, model.module, respelled, method)


def name_of(run: Model | Method) -> str:
    return f"{name_of(run.model)}.{run.name}" if isinstance(run, Method) else f"{run.module}.{run.name}"


def label(run: Model | Method) -> str:
    return " ".join([name_of(run), *run.inputs, *(f"{word}={value}" for word, value in run.keywords.items())])


ALL = {label(run): run for run in [*CASES, *METHODS]}


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Upgraded:
    folder = tmp_path_factory.mktemp("upgraded") / "research"
    shutil.copytree(RESEARCH, folder)
    done = linen_upgrade("fix", ".", cwd=folder)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return Upgraded(folder, done.stdout + done.stderr)


@pytest.fixture(scope="module")
def left(upgraded: Upgraded) -> list[dict[str, Any]]:
    """What `check` finds afterwards."""
    return findings(upgraded.folder)


@pytest.fixture(scope="module")
def comparisons(worlds: Worlds, upgraded: Upgraded) -> dict[str, Comparison]:
    """What running each model showed."""
    results = run_all(worlds, [as_case(run, upgraded.folder) for run in ALL.values()])
    return dict(zip(ALL, results, strict=True))


@pytest.fixture(scope="module")
def reviewed(worlds: Worlds, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Comparison]:
    """What running the models that want a review showed, upgraded with the unsafe fixes."""
    folder = tmp_path_factory.mktemp("reviewed") / "research"
    shutil.copytree(RESEARCH, folder)
    linen_upgrade("fix", ".", "--unsafe-fixes", cwd=folder)
    runs = {name: run for name, run in ALL.items() if name_of(run) in REVIEWED}
    return dict(zip(runs, run_all(worlds, [as_case(run, folder) for run in runs.values()]), strict=True))


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_no_run_stands_there_twice() -> None:
    assert len(ALL) == len(CASES) + len(METHODS)


def test_nothing_is_left_that_has_a_safe_fix(left: list[dict[str, Any]]) -> None:
    # Automatic names are pinned on request only.
    safe = [finding for finding in left if finding["applicability"] == "safe"]
    assert [finding for finding in safe if not rule(finding["code"]).on_request] == []


def test_a_second_run_changes_nothing(upgraded: Upgraded) -> None:
    before = contents(upgraded.folder)
    linen_upgrade("fix", ".", cwd=upgraded.folder)
    assert contents(upgraded.folder) == before


def test_everything_compiles(upgraded: Upgraded) -> None:
    files = sorted(upgraded.folder.rglob("*.py"))
    assert len(files) == len(list(RESEARCH.rglob("*.py")))
    for file in files:
        compile(file.read_text(encoding="utf-8"), str(file), "exec")


@pytest.mark.parametrize("script", SCRIPTS)
def test_training_scripts_are_upgraded_or_say_why(script: str, left: list[dict[str, Any]]) -> None:
    of_training = [f for f in left if f["path"] == f"research/{script}" and f["code"][:4] in ("LIN2", "LIN4", "LIN5")]
    assert bool(of_training) is not SCRIPTS[script]
    assert all(finding["applicability"] != "safe" and finding["reason"] for finding in of_training)


@pytest.mark.parametrize("name", ALL)
def test_a_model_computes_the_same(name: str, comparisons: dict[str, Comparison], left: list[dict[str, Any]]) -> None:
    why, comparison = REVIEWED.get(name_of(ALL[name])), comparisons[name]
    if name in MUST_FOLLOW:
        assert comparison.error.startswith("the new world failed")
        assert MUST_FOLLOW[name] in comparison.error
        return
    if why is None:
        assert comparison.problem == ""
        return
    assert comparison.error.startswith("the new world failed"), "it works: take it off the list"
    place = f"research/{why.path}", why.code, "unsafe"
    told = [f["reason"] for f in left if (f["path"], f["code"], f["applicability"]) == place]
    assert len(told) == 1
    assert why.reason in told[0]


@pytest.mark.parametrize("name", [name for name, run in ALL.items() if name_of(run) in REVIEWED])
def test_a_model_to_be_reviewed_computes_the_same_from_equal_states(name: str, reviewed: dict[str, Comparison]) -> None:
    comparison = reviewed[name]
    assert comparison.error == ""
    needed = {"initial parameters", "output as in training", "state as in training", "gradient"}
    assert needed <= {what for what, arrays in comparison.compared.items() if arrays}
    differ = {difference.partition(":")[0].rpartition(" ")[0] for difference in comparison.differences}
    assert differ == ({"initial state"} if name_of(ALL[name]) in STARTS_OTHERWISE else set())


def test_what_is_told_apart_is_run() -> None:
    assert set(REVIEWED) <= {name_of(run) for run in ALL.values()}
    assert set(MUST_FOLLOW) <= set(ALL)
    assert set(REVIEWED) >= STARTS_OTHERWISE
