"""The comparison can fail: with one thing broken in the tool, the cases that rest on it are no longer equal.

A copy of the package gets one fact, one mask or one number of the name map changed, and upgrades or carries with that.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

import linen_upgrade
from linen_upgrade.proof.worlds import Comparison, Worlds, run_all, run_both

from .cases import case_of
from .catalogue import BY_LABEL
from .upgrading import Upgrade, as_case, upgraded

pytestmark = pytest.mark.timeout(2700)
PACKAGE = Path(linen_upgrade.__file__).parent
RUN_ONE = Path(__file__).with_name("run_one.py")


@dataclass(frozen=True)
class Break:
    """One thing to break: in which file, what is replaced by what, which case must show it, and in which words."""

    file: str
    old: str
    new: str
    label: str
    shown: str


FACTS = "flax_api/data/modules.json"
BROKEN = {
    "a default": Break(
        FACTS,
        '"name": "use_running_average", "role": "field", "new_name": "use_running_average", "default": "False"',
        '"name": "use_running_average", "role": "field", "new_name": "use_running_average", "default": "True"',
        "BatchNorm: defaults",
        "output as in training",
    ),
    "the name of an argument": Break(
        FACTS,
        '"name": "bias", "role": "field", "new_name": "use_bias", "default": "True"',
        '"name": "bias", "role": "field", "new_name": "use_scale", "default": "True"',
        "LayerNorm: bias=False",
        "the new world failed",
    ),
    "a position": Break(
        FACTS,
        '"positional_fields": ["epsilon", "dtype"]',
        '"positional_fields": ["epsilon", "dtype", "bias", "scale"]',
        "LayerNorm: all by position",
        "the new world failed",
    ),
    "a mask": Break(
        "rules/attention_masks.py",
        '"jax.numpy", "equal", "jnp"',
        '"jax.numpy", "not_equal", "jnp"',
        "SelfAttention: segmentation=i32[2,5]<2",
        "output as in training",
    ),
}
NAME_MAP = Break(
    "proof/drivers/carrying.py",
    "for rank, name in enumerate(before)",
    "for rank, name in enumerate(reversed(before))",
    "Module: numbers of several classes",
    "output as in training",
)
NUMBERED = case_of(NAME_MAP.label, "return nn.Dense(nn.LayerNorm(nn.Dense(x, 4)), 4)", {"x": "f32[2,4]"})


def broken(thing: Break, folder: Path) -> Path:
    """A copy of the package with that thing broken, to be led to by PYTHONPATH."""
    copy = folder / PACKAGE.name
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    file = copy / thing.file
    text = file.read_text(encoding="utf-8")
    assert thing.old in text
    file.write_text(text.replace(thing.old, thing.new), encoding="utf-8")
    return folder


def run_broken(folder: Path, *words: str) -> str:
    """What Python prints when it imports the broken package."""
    variables = {**os.environ, "PYTHONPATH": str(folder), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([sys.executable, *words], capture_output=True, text=True, check=False, env=variables)
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def comparisons_of_broken(worlds: Worlds, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Comparison]:
    """What running each case showed, upgraded by the tool that has something broken."""
    cases = []
    for thing in BROKEN.values():
        folder = tmp_path_factory.mktemp("broken")
        case = BY_LABEL[thing.label]
        made = as_case(case, Upgrade(case.source, "safe", ()), folder)
        run_broken(broken(thing, folder), "-m", "linen_upgrade", "fix", "--unsafe-fixes", str(made.after))
        assert made.after.read_text(encoding="utf-8") != case.source
        cases.append(made)
    return dict(zip(BROKEN, run_all(worlds, cases), strict=True))


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_fact_is_seen(name: str, comparisons_of_broken: dict[str, Comparison]) -> None:
    assert BROKEN[name].shown in comparisons_of_broken[name].problem


def test_a_broken_name_map_is_seen(worlds: Worlds, tmp_path: Path) -> None:
    made = as_case(NUMBERED, upgraded(NUMBERED.source), tmp_path)
    words = [str(worlds.old), str(worlds.new), str(made.before), str(made.after), *NUMBERED.inputs]
    assert run_both(worlds, made).problem == ""
    assert NAME_MAP.shown in run_broken(broken(NAME_MAP, tmp_path), str(RUN_ONE), *words)
