"""dopamine's JAX agents, published in 2020 with flax.nn and flax.optim: after one `fix` they learn the same today.

Each takes training steps on made up transitions, writes a bundle, takes it back and goes on; compared are its losses,
its actions, and what is in its networks. What the agents import and isn't at hand has stand-ins: gin, TensorFlow, absl,
the replay buffers, the agent in TensorFlow, Atari and gym (`fixtures/stand_ins`, `fixtures/agents/stand_ins`).
"""

from __future__ import annotations

import os
import shutil
import sys
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from linen_upgrade.proof.environments import MissingError, cache_folder, make_once, run
from linen_upgrade.proof.worlds import Worlds
from tests.training.running import Log, ProgramError, differences, logged

from .command_line import findings, fix

FIXTURES = Path(__file__).parent / "fixtures"
AGENTS = {"dqn": "JaxDQNAgent", "rainbow": "JaxRainbowAgent", "implicit_quantile": "JaxImplicitQuantileAgent"}
VERSIONS = {"3.1.2": AGENTS, "3.1.7": {**AGENTS, "quantile": "JaxQuantileAgent"}}
EVERY = [f"{version} {name}" for version, agents in VERSIONS.items() for name in agents]
pytestmark = pytest.mark.timeout(2700)

Outcome = tuple[Log | ProgramError, Log | ProgramError]


def published(version: str) -> Path:
    """The package's jax folder as it was published, fetched and unpacked without installing it."""
    package = f"dopamine-rl=={version}"
    folder = cache_folder() / package.replace("==", "-")

    def download(place: Path) -> None:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
        run([*command, "--dest", str(place), package], f"pip must be able to download {package} from a package index")
        (wheel,) = place.glob("*.whl")
        with zipfile.ZipFile(wheel) as archive:
            archive.extractall(place)

    try:
        if not folder.exists():
            make_once(folder, download)
    except MissingError as missing:
        pytest.fail(str(missing), pytrace=False)
    return folder / "dopamine" / "jax"


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """Of each version: a folder with its agents and the stand-ins, as it was and after `fix`."""
    made = {}
    for version in VERSIONS:
        around = tmp_path_factory.mktemp(f"dopamine-{version}")
        source = around / "source"
        shutil.copytree(published(version), source / "dopamine" / "jax")
        (source / "pyproject.toml").touch()
        sides = around / "old", around / "new"
        for side in sides:
            side.mkdir()
            (side / "pyproject.toml").touch()
            for stand_ins in (FIXTURES / "stand_ins", FIXTURES / "agents" / "stand_ins"):
                shutil.copytree(stand_ins, side, dirs_exist_ok=True)
            shutil.copy(FIXTURES / "agents" / "drive.py", side)
            if side.name == "new":
                fix(source)
            shutil.copytree(source / "dopamine" / "jax", side / "dopamine" / "jax")
        made[version] = sides
    return made


@pytest.fixture(scope="module")
def outcomes(worlds: Worlds, folders: dict[str, tuple[Path, Path]]) -> dict[str, Outcome]:
    """What each agent logs in the old world, and the upgraded one today. As many run at once as there are cores."""

    def outcome(python: Path, folder: Path, name: str, agent: str) -> Log | ProgramError:
        try:
            return logged(python, folder, "drive.py", f"{name}.{name}_agent", agent)
        except ProgramError as error:
            return error

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        running = {
            f"{version} {name}": [
                pool.submit(outcome, python, folder, name, agent)
                for python, folder in zip((worlds.old, worlds.new), folders[version], strict=True)
            ]
            for version, agents in VERSIONS.items()
            for name, agent in agents.items()
        }
        return {each: (old.result(), new.result()) for each, (old, new) in running.items()}


def folders_of_agents(jax_folder: Path) -> set[str]:
    return {path.name for path in (jax_folder / "agents").iterdir() if path.is_dir() and path.name != "__pycache__"}


@pytest.mark.parametrize("version", VERSIONS)
def test_every_agent_is_run(version: str) -> None:
    assert folders_of_agents(published(version)) == set(VERSIONS[version])


@pytest.mark.parametrize("version", VERSIONS)
def test_nothing_is_left_to_find(version: str, folders: dict[str, tuple[Path, Path]]) -> None:
    old, new = (side / "dopamine" for side in folders[version])
    codes = {finding["code"] for finding in findings(old)}
    assert {"LIN001", "LIN002", "LIN101", "LIN105", "LIN401", "LIN402", "LIN403", "LIN404", "LIN501"} <= codes
    assert findings(new) == []


@pytest.mark.parametrize("each", EVERY)
def test_ten_steps_have_losses(each: str, outcomes: dict[str, Outcome]) -> None:
    old, _ = outcomes[each]
    assert not isinstance(old, ProgramError), str(old)
    losses = [number for line in old for name, number in line.items() if name.endswith("Loss")]
    assert len(losses) >= 10
    assert len(set(losses)) == len(losses), "it does not train"


@pytest.mark.parametrize("each", EVERY)
def test_the_agent_learns_the_same_today(each: str, outcomes: dict[str, Outcome]) -> None:
    old, new = outcomes[each]
    assert not isinstance(old, ProgramError)
    assert not isinstance(new, ProgramError), str(new)
    assert differences(old, new) == []
