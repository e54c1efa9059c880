"""The harness passes what was upgraded by hand and sees each slip in it, so that the other tests mean something."""

from __future__ import annotations

import math
import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from linen_upgrade.proof.worlds import Worlds

from .catalogue import PROGRAMS
from .running import Log, ProgramError, differences, outcome

BY_HAND = Path(__file__).parent / "fixtures" / "by_hand"
MNIST, RESNET = "mnist", "resnet"

pytestmark = pytest.mark.timeout(1800)

# A slip in what was upgraded by hand: the program, what it replaces, by what, and where it must show.
SLIPS = {
    "nothing in mnist": (MNIST, "", "", ""),
    "a lost momentum": (MNIST, ", momentum=beta", "", "train_loss was"),
    "another initialiser": (
        MNIST,
        "nn.Dense(features=10)",
        "nn.Dense(features=10, kernel_init=nn.initializers.zeros)",
        "initial_loss was",
    ),
    "an old call": (MNIST, "optimizer.params)", "optimizer.target)", "no attribute 'target'"),
    "nothing in resnet": (RESNET, "", "", ""),
    "a lost schedule": (RESNET, "learning_rate=lr)", "learning_rate=0.1)", "loss was"),
    "statistics that stay": (RESNET, "model_state=new_model_state)", "model_state=state.model_state)", "eval_loss was"),
}


def changed(slip: str, folder: Path) -> Path:
    """A copy of what was upgraded by hand with the slip in it."""
    name, old, new, _ = SLIPS[slip]
    place = Path(shutil.copytree(PROGRAMS / name, folder))
    text = (BY_HAND / f"{name}.py").read_text(encoding="utf-8")
    assert old in text
    (place / "train.py").write_text(text.replace(old, new) if old else text, encoding="utf-8")
    if name == RESNET:
        shutil.copy(BY_HAND / "models.py", place)
    return place


@pytest.fixture(scope="module")
def logs(worlds: Worlds, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Log | ProgramError]:
    """What each logs; the old programs under their names."""
    folder = tmp_path_factory.mktemp("slips")
    places = {slip: (worlds.new, changed(slip, folder / str(i))) for i, slip in enumerate(SLIPS)}
    places.update({name: (worlds.old, PROGRAMS / name) for name in (MNIST, RESNET)})
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = {key: pool.submit(outcome, python, place, "train.py") for key, (python, place) in places.items()}
        return {key: each.result() for key, each in running.items()}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_seen(slip: str, logs: dict[str, Log | ProgramError]) -> None:
    name, *_, shown = SLIPS[slip]
    old, new = logs[name], logs[slip]
    assert not isinstance(old, ProgramError), str(old)
    found = str(new) if isinstance(new, ProgramError) else "\n".join(differences(old, new))
    if shown:
        assert shown in found
    else:
        assert found == ""


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ([{"loss": 2.0001}], []),
        ([{"loss": 2.0004}], ["line 0: loss was 2.0 and is 2.0004"]),
        ([{"loss": math.nan}], ["line 0: loss was 2.0 and is nan"]),
        ([], ["1 lines became 0"]),
        ([{"error": 2.0}], ["line 0: ['loss'] became ['error']"]),
    ],
)
def test_a_number_that_is_off_is_told(new: Log, said: list[str]) -> None:
    assert differences([{"loss": 2.0}], new) == said
