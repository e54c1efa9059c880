"""`linen-upgrade verify` as its users run it: equal, different and where, or why it could not be run."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from linen_upgrade.proof.worlds import Worlds

from .command_line import TOOL, fix, linen_upgrade

FIXTURES = Path(__file__).parent / "fixtures"
ENCODER = FIXTURES / "guide" / "encoder_before.py"
NET = FIXTURES / "verify" / "net.py"
OLD_CLASS = "class Net(nn.Module):\n  def apply(self, x):\n    return nn.Dense(x, 3)\n"

pytestmark = pytest.mark.timeout(2700)


@dataclass(frozen=True)
class Run:
    """How a run ended."""

    code: int
    out: str
    err: str

    @property
    def verdict(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def error(self) -> str:
        """The one sentence on standard error that says why nothing could be run."""
        assert self.code == 2, self.out + self.err
        assert "Traceback" not in self.err
        (sentence,) = [line for line in self.err.splitlines() if line.startswith("error: ")]
        return sentence.removeprefix("error: ")


Verify = Callable[..., Run]


@pytest.fixture
def verify(worlds: Worlds, tmp_path: Path) -> Verify:
    """Runs `verify` in the test's folder with both interpreters given, and a cache folder that must stay empty."""

    def run(*arguments: str, **variables: str) -> Run:
        cache = tmp_path / "cache"
        command = [*TOOL, "verify", "--old-python", str(worlds.old), "--new-python", str(worlds.new), *arguments]
        environment = {**os.environ, "XDG_CACHE_HOME": str(cache), **variables}
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=1200, check=False
        )
        assert not cache.exists(), "with both interpreters given, nothing is made"
        return Run(done.returncode, done.stdout, done.stderr)

    return run


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_the_encoder_of_the_guide_is_equal(verify: Verify, tmp_path: Path) -> None:
    shutil.copy(ENCODER, tmp_path / "encoder.py")
    run = verify("encoder.py:Encoder", "--input", "f32[2,28]")
    assert run.code == 0, run.out + run.err
    assert run.out.startswith("Encoder is equal: old and new differ by ")
    assert "after   encoder.py as `fix` upgrades it, in flax 0.12" in run.out
    for row in ("initial parameters", "output as in training", "gradient", "output under jit"):
        assert f"  {row} " in run.out
    assert (tmp_path / "encoder.py").read_bytes() == ENCODER.read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["encoder.py"]


def test_another_activation_is_different_and_it_says_where(verify: Verify, tmp_path: Path) -> None:
    shutil.copy(ENCODER, tmp_path / "encoder.py")
    new = Path(shutil.copy(ENCODER, tmp_path / "new.py"))
    fix(new)
    new.write_text(new.read_text().replace("nn.relu", "nn.gelu"))
    run = verify("encoder.py:Encoder", "new.py", "--input", "f32[2,28]", "--output-format", "json")
    assert run.code == 1, run.out + run.err
    first = run.verdict["first"]
    assert (first["what"], first["path"]) == ("input", "latents")
    assert first["sentence"].startswith("differ by ")
    assert first["equal_until"] == {"what": "output", "path": "Dense_0", "line": 7}
    assert first["before"] == {"file": "encoder.py", "line": 9, "text": 'z = nn.Dense(x, 500, name="latents")'}
    assert first["after"]["file"] == "new.py"
    assert [finding["code"] for finding in first["findings"]] == ["LIN103"]
    looser = verify("encoder.py:Encoder", "new.py:Encoder", "--input", "f32[2,28]", "--atol", "100")
    assert looser.code == 0, looser.out


def test_fields_calls_state_draws_and_an_old_version_in_git(verify: Verify, tmp_path: Path) -> None:
    net = Path(shutil.copy(NET, tmp_path / "net.py"))
    given = ["--input", "f32[2,8,8,3]", "--input", "i32[2]<10", "--field", "features=5", "--call", "train=True"]
    run = verify("net.py:Net", *given, "--rng", "dropout", "--output-format", "json")
    assert run.code == 0, run.out + run.err
    arrays = {row["what"]: row["arrays"] for row in run.verdict["compared"]}
    assert arrays == {
        **{"initial parameters": 9, "initial state": 4, "output as in training": 2, "state as in training": 4},
        **{"gradient": 9, "output under jit": 2, "state under jit": 4, "draws": 4},
    }
    assert 0 < run.verdict["largest"]["largest"] < 1e-5
    assert run.verdict["notes"] == [
        "its file still uses flax.optim, which is stood in for here and gone in today's Flax"
    ]
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "net.py")
    git(tmp_path, "commit", "--quiet", "--message", "old")
    assert linen_upgrade("fix", net.name, cwd=tmp_path).returncode == 1, "its training code stays"
    text = (
        net.read_text()
        .replace(", optim", "")
        .replace("nn.Dropout(rate=0.3)", "nn.Dropout(rate=0.3, rng_collection='params')")
    )
    net.write_text(text)
    still = verify("net.py:Net", *given, "--before", "HEAD", "--rng", "dropout", "--rng", "params")
    assert still.code == 0, still.out + still.err
    assert "before  net.py as in HEAD, in flax 0.3.4" in still.out
    net.write_text(
        text.replace("Block(self.features)(x, train=train)", "Block(self.features, rate=0.1)(x, train=train)")
    )
    other = verify("net.py:Net", *given, "--before", "HEAD", "--rng", "dropout", "--rng", "params")
    assert other.code == 1, other.out + other.err
    assert "first   output of Block_0: differ by " in other.out
    assert "before  net.py:17  x = nn.relu(Block(x, features, train=train))" in other.out


def test_draws_that_no_longer_change_are_seen(verify: Verify, tmp_path: Path) -> None:
    before = """\
from flax import nn


class Net(nn.Module):
  def apply(self, x):
    x = nn.dropout(x, 0.5)
    return nn.dropout(x, 0.5)
"""
    after = """\
import jax
from flax import linen as nn


class Net(nn.Module):
  @nn.compact
  def __call__(self, x):
    key = self.make_rng('dropout')
    for _ in range(2):
      x = jax.numpy.where(jax.random.bernoulli(key, 0.5, x.shape), x / 0.5, 0)
    return x
"""
    (tmp_path / "net.py").write_text(before)
    (tmp_path / "new.py").write_text(after)
    run = verify("net.py:Net", "new.py", "--input", "f32[4,8]", "--output-format", "json")
    assert run.code == 1, run.out + run.err
    differences = {row["what"]: row["differences"] for row in run.verdict["compared"] if row["differences"]}
    assert differences == {
        "draws": [
            {
                "path": ["bernoulli [4, 8]"],
                "sentence": "no longer differ from layer to layer: 100% of the pairs did, 0% do",
            }
        ]
    }


def test_a_missing_package_is_named_and_a_stand_in_on_the_path_will_do(verify: Verify, tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(f"import gym\nfrom flax import nn\n\n\n{OLD_CLASS}")
    error = verify("net.py:Net", "--input", "f32[2,5]").error
    assert error.startswith("net.py, line 1 imports gym, which the old world doesn't have: put gym, or a stand-in")
    (tmp_path / "stand_ins").mkdir()
    (tmp_path / "stand_ins" / "gym.py").touch()
    assert verify("net.py:Net", "--input", "f32[2,5]", PYTHONPATH="stand_ins").code == 0


WRONG = {
    "nothing given": (["nothing.py:Net", "--input", "f32[2,5]"], "nothing can be compared: Net gives no arrays"),
    "class": (["net.py:Other", "--input", "f32[2,5]"], "net.py has no Other"),
    "array": (["net.py:Net", "--input", "f32[2,5"], "--input 'f32[2,5' is neither an array"),
    "argument": (
        ["net.py:Net", "--input", "f32[2,5]", "--field", "width=nope"],
        "'width=nope' is not Python that net.py",
    ),
    "shape": (["net.py:Net", "--input", "f32[]"], "Net fails in the old world when it is initialised (net.py, line 6)"),
    "own error": (
        ["broken.py:Net", "--input", "f32[2,5]"],
        "broken.py, line 2 can't be imported in the old world: ZeroDivisionError: division by zero",
    ),
    "no Python": (["syntax.py:Net"], "syntax.py, line 1 can't be imported in the old world: SyntaxError"),
    "unfinished": (
        ["left.py:Net", "--input", "f32[2,5]"],
        "Net can't be run today: `fix` leaves 1 of its findings in left.py",
    ),
    "not upgraded": (["net.py:Net", "net.py:Net", "--input", "f32[2,5]"], "net.py, line 1 imports flax.nn"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_could_not_be_run_is_told_in_a_sentence(name: str, verify: Verify, tmp_path: Path) -> None:
    (tmp_path / "net.py").write_text(f"import flax.nn as nn\n\n\n{OLD_CLASS}")
    (tmp_path / "broken.py").write_text(f"from flax import nn\nx = 1 / 0\n{OLD_CLASS}")
    (tmp_path / "nothing.py").write_text(
        "from flax import nn\n\n\nclass Net(nn.Module):\n  def apply(self, x):\n    nn.Dense(x, 3)\n"
    )
    (tmp_path / "syntax.py").write_text("class Net(:\n")
    (tmp_path / "left.py").write_text(f"from flax import nn\n{OLD_CLASS.rstrip()}  # noqa: LIN103\n")
    arguments, sentence = WRONG[name]
    run = verify(*arguments)
    assert run.error.startswith(sentence)
    assert ("LIN" in run.err) == (name == "unfinished"), "findings are shown where they are what stands in the way"


def test_an_interpreter_that_does_not_fit_is_told(verify: Verify, worlds: Worlds, tmp_path: Path) -> None:
    shutil.copy(ENCODER, tmp_path / "encoder.py")
    given = "encoder.py:Encoder", "--input", "f32[2,28]"
    assert verify(*given, "--old-python", "nowhere").error == "nowhere can't be started: No such file or directory"
    error = verify(*given, "--old-python", str(worlds.new)).error
    assert error.startswith(f"{worlds.new} is no interpreter for the old world, which needs what requirements-old.txt")


def test_who_ends_it_ends_what_it_runs(worlds: Worlds, tmp_path: Path) -> None:
    """As an editor does, when its user cancels."""
    beats = tmp_path / "beats"
    beating = f"import time\nwhile True:\n  open({str(beats)!r}, 'a').write('.')\n  time.sleep(0.05)\n"
    (tmp_path / "net.py").write_text(beating + OLD_CLASS)
    command = [*TOOL, "verify", "net.py:Net", "--old-python", str(worlds.old), "--new-python", str(worlds.new)]
    with subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        while not beats.exists():
            assert process.poll() is None
            time.sleep(0.1)
        process.terminate()
        _, told = process.communicate(timeout=60)
    assert process.returncode == 130
    assert told.endswith("Interrupted.\n")
    beaten = beats.stat().st_size
    time.sleep(1)
    assert beats.stat().st_size == beaten
