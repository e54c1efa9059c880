"""dopamine 3.1.2, published in 2020 with its networks in flax.nn: upgraded by the tool, they compute the same today.

Its own helpers need gym, Atari, TensorFlow and gin; in `fixtures/stand_ins` is what the networks use of them.
"""

from __future__ import annotations

import ast
import shutil
import sys
import zipfile
from pathlib import Path

import pytest

from linen_upgrade.proof.environments import MissingError, cache_folder, make_once, run
from linen_upgrade.proof.worlds import Worlds

from .command_line import findings, fix, linen_upgrade

PACKAGE = "dopamine-rl==3.1.2"
STAND_INS = Path(__file__).parent / "fixtures" / "stand_ins"

pytestmark = pytest.mark.timeout(2700)

PIXELS, SUPPORT = "i32[84,84,4]<256", {"num_actions": "3", "num_atoms": "5", "support": "f32[5]"}
NETWORKS: dict[str, tuple[str, dict[str, str]]] = {
    "NatureDQNNetwork": (PIXELS, {"num_actions": "3"}),
    "CartpoleDQNNetwork": ("f32[4,1]", {"num_actions": "3"}),
    "AcrobotDQNNetwork": ("f32[6,1]", {"num_actions": "3"}),
    "RainbowNetwork": (PIXELS, SUPPORT),
    "CartpoleRainbowNetwork": ("f32[4,1]", SUPPORT),
    "AcrobotRainbowNetwork": ("f32[6,1]", SUPPORT),
    "ImplicitQuantileNetwork": (
        PIXELS,
        {"num_actions": "3", "quantile_embedding_dim": "8", "num_quantiles": "6", "rng": "key"},
    ),
}


def download(folder: Path) -> None:
    """Fetch the package and unpack it, without installing it."""
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    run([*command, "--dest", str(folder), PACKAGE], f"pip must be able to download {PACKAGE} from a package index")
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)


@pytest.fixture(scope="module")
def published() -> Path:
    """The package's jax folder as it was published."""
    folder = cache_folder() / PACKAGE.replace("==", "-")
    try:
        if not folder.exists():
            make_once(folder, download)
    except MissingError as missing:
        pytest.fail(str(missing), pytrace=False)
    return folder / "dopamine" / "jax"


@pytest.fixture(scope="module")
def networks(published: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The networks after `fix`."""
    file = Path(shutil.copy(published / "networks.py", tmp_path_factory.mktemp("dopamine")))
    fix(file)
    return file


def test_every_network_of_the_file_is_run(published: Path) -> None:
    tree = ast.parse((published / "networks.py").read_text(encoding="utf-8"))
    assert {node.name for node in tree.body if isinstance(node, ast.ClassDef)} == set(NETWORKS)


def test_the_published_file_has_findings(published: Path) -> None:
    codes = {finding["code"] for finding in findings(published / "networks.py")}
    assert {"LIN001", "LIN101", "LIN103"} <= codes


def test_the_upgraded_file_has_none_and_compiles(networks: Path) -> None:
    assert findings(networks) == []
    compile(networks.read_text(encoding="utf-8"), str(networks), "exec")


@pytest.mark.parametrize("name", NETWORKS)
def test_the_tool_verifies_the_network(name: str, published: Path, worlds: Worlds, tmp_path: Path) -> None:
    """By its own command, on the file as it was published, with the stand-ins by PYTHONPATH."""
    shutil.copy(published / "networks.py", tmp_path)
    inputs, keywords = NETWORKS[name]
    fields = [word for keyword, value in keywords.items() for word in ("--field", f"{keyword}={value}")]
    pythons = ["--old-python", worlds.old, "--new-python", worlds.new]
    command = ["verify", f"networks.py:{name}", "--input", inputs, *fields, *pythons]
    done = linen_upgrade(*command, cwd=tmp_path, PYTHONPATH=str(STAND_INS))
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(f"{name} is equal: ")


def test_the_agents_show_their_findings(published: Path, tmp_path: Path) -> None:
    shutil.copytree(published, tmp_path / "jax")
    agents = {f"jax/agents/{name}/{name}_agent.py" for name in ("dqn", "rainbow", "implicit_quantile")}
    done = linen_upgrade("check", "jax/agents", cwd=tmp_path)
    assert done.returncode == 1
    assert "Traceback" not in done.stdout + done.stderr
    assert "internal error" not in (done.stdout + done.stderr).lower()
    assert {path for path in agents if f"{path}:" in done.stdout} == agents
