"""Checkpoints written in 2020's Flax go on in today's: the same outputs, the same next step of training.

One process of the old world trains and writes them (`fixtures/checkpoints/write_old.py`), one of the new converts,
restores and runs on (`check_new.py`); the tests here read what it found.
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

import linen_upgrade
from linen_upgrade.proof.environments import clean_variables
from linen_upgrade.proof.worlds import QUICK, Worlds

from .command_line import linen_upgrade as command

FIXTURES = Path(__file__).parent / "fixtures" / "checkpoints"
PACKAGE = Path(linen_upgrade.__file__).parent

pytestmark = pytest.mark.timeout(1800)


def run(python: Path, *arguments: Path) -> None:
    variables = {**clean_variables(), "JAX_PLATFORMS": "cpu", "XLA_FLAGS": QUICK}
    done = subprocess.run(
        [str(python), "-W", "ignore", *map(str, arguments)], capture_output=True, text=True, env=variables, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def folder(worlds: Worlds, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The old checkpoints, and the network migrated twice."""
    place = tmp_path_factory.mktemp("checkpoints")
    shutil.copy(FIXTURES / "net.py", place / "pinned_old.py")
    command("fix", "--pin-names", "--select", "LIN602", "pinned_old.py", cwd=place)
    run(worlds.old, FIXTURES / "write_old.py", place)
    for name, options in (("net.py", ()), ("pinned.py", ("--pin-names",))):
        shutil.copy(FIXTURES / "net.py", place / name)
        command("fix", *options, name, cwd=place)
    return place


@pytest.fixture(scope="module")
def found(worlds: Worlds, folder: Path) -> dict[str, Any]:
    result = folder / "result.json"
    run(worlds.new, FIXTURES / "check_new.py", PACKAGE, folder, result)
    told: dict[str, Any] = json.loads(result.read_text(encoding="utf-8"))
    return told


def test_a_converted_network_gives_the_old_output_and_the_old_next_step(found: dict[str, Any]) -> None:
    network = found["converted_network"]
    assert network["step"] == 4
    for part in ("output", "next parameters", "next statistics"):
        assert network[part] <= 2e-5, part


def test_the_table_has_every_array_once(found: dict[str, Any]) -> None:
    rows = found["converted_network"]["rows"]
    assert len({old for old, _, _ in rows}) == len({new for _, new, _ in rows}) == len(rows) > 100
    table = {old: new for old, new, _ in rows}
    assert table["Stage_2/Unit_1/Conv_2/kernel"] == "params/Stage_1/Unit_0/Conv_1/kernel"
    assert table["Mixer_4/Dense_22/kernel"] == "params/Mixer_0/Dense_11/kernel"
    assert table["0/kernel"] == "params/0/kernel"
    assert table["/Stage_1/Unit_2/BatchNorm_1 mean"] == "batch_stats/Stage_0/Unit_1/BatchNorm_0/mean"


def test_the_old_code_with_pinned_names_has_the_same_parameters(folder: Path) -> None:
    """That is asserted where it runs, in `same_trees`; here, that something was pinned."""
    text = (folder / "pinned_old.py").read_text()
    assert "from flax import nn" in text
    assert text.count("name=") > 15


def test_with_pinned_names_the_parameters_load_unconverted(found: dict[str, Any]) -> None:
    assert found["unconverted_network"]["output"] <= 2e-5
    assert found["unconverted_network"]["moved"] == []


@pytest.mark.parametrize("form", ["npz", "params", "orbax"])
def test_every_form_holds_the_same(found: dict[str, Any], form: str) -> None:
    assert found["other_forms"][form] == 0


def test_every_optimizer_goes_on(found: dict[str, Any]) -> None:
    assert len(found["optimizers"]) >= 8
    assert {name: off for name, off in found["optimizers"].items() if not off <= 1e-6} == {}


REFUSALS = {
    "another class": "don't fit the class",
    "another width": "(3, 3, 3, 4) in the checkpoint and (3, 3, 3, 8) today",
    "no inputs": "give --input",
    "no class": "Nothing",
    "no optimizer": "holds no optimizer",
    "another tx": "no place for `mu`, `nu`",
    "momentum or lars": "say which with --optimizer",
    "another optimizer": "no state of optim.Adam",
    "unheard-of optimizer": "had no Sgd",
    "names by hand": "--before",
}


@pytest.mark.parametrize("case", REFUSALS)
def test_what_does_not_fit_is_refused_with_the_reason(found: dict[str, Any], case: str) -> None:
    assert REFUSALS[case] in found["refusals"][case]
    assert found["refusals"]["made nothing"] is True


def test_names_by_hand_are_told_from_automatic_ones(found: dict[str, Any]) -> None:
    expected = [
        ["Conv_0/kernel", "params/Conv_0/kernel"],
        ["Dense_1/kernel", "params/Dense_0/kernel"],
        ["Dense_2/kernel", "params/Dense_1/kernel"],
        ["Dense_7/kernel", "params/Dense_7/kernel"],
    ]
    assert found["refusals"]["with the old source"] == expected
    assert found["refusals"]["by today's names"] == expected


def test_damaged_files_are_refused_or_read(found: dict[str, Any]) -> None:
    counts = found["damaged"]
    assert counts["converted"] + counts["refused"] == 3000
    assert counts["converted"] > 100  # only numbers were damaged
    assert counts["refused"] > 1500


def test_hostile_files_are_refused_and_nothing_in_them_runs(found: dict[str, Any]) -> None:
    sentences = dict(found["hostile"])
    assert sentences.pop("nothing was run") is True
    assert len(sentences) >= 14
    assert all(sentences.values()), sentences


def test_where_flax_itself_converts_rightly(found: dict[str, Any]) -> None:
    """What the page of LIN601 says of `convert_pre_linen`."""
    right = {case for case, same in found["flax_own"].items() if same}
    assert right == {
        "nested three deep, shared ones, loops",
        "more than ten of a kind",
        "state, its paths nested",
        "names of Linen",
    }


def test_the_command_writes_a_new_file_and_no_old_one(worlds: Worlds, folder: Path) -> None:
    source, target = folder / "params.msgpack", folder / "written"
    asked = ["checkpoint", source.name, target.name, "--model", "net.py:Net", "--input", "f32[2,6,6,3]"]
    asked += ["--new-python", str(worlds.new)]
    content = source.read_bytes()
    shown = command(*asked, "--dry-run", cwd=folder).stdout
    assert "Stage_1/LayerNorm_3/scale" in shown
    assert not target.exists()
    target.write_bytes(b"mine")
    assert "exists already" in command(*asked, cwd=folder).stderr
    assert target.read_bytes() == b"mine"
    os.remove(target)
    done = command(*asked, cwd=folder)
    assert done.returncode == 0
    assert target.exists()
    assert source.read_bytes() == content


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["missing", "out", "--model", "net.py:Net"], "does not exist"),
        (["net.py", "out", "--model", "net.py"], "FILE.py:CLASS"),
        (["net.py", "out", "--model", "nothing.py:Net"], "no such file"),
        (["net.py", "out", "--model", "net.py:Net", "--field", "3"], "NAME=VALUE"),
        (["net.py", "out", "--model", "net.py:Net", "--before", "--output=x"], "in no git work tree"),
        (["net.py", "out", "--model", "net.py:Net", "--tx", "tx.py:tx"], "no such file"),
    ],
)
def test_wrong_use_ends_with_2_and_a_sentence(tmp_path: Path, arguments: list[str], sentence: str) -> None:
    shutil.copy(FIXTURES / "net.py", tmp_path)
    done = command("checkpoint", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_readme_shows_what_it_prints(worlds: Worlds, folder: Path, tmp_path: Path) -> None:
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    block = readme.partition("<!-- checkpoint:")[2].partition("```console\n")[2].partition("```")[0]
    line, _, printed = block.partition("\n")
    shutil.copy(folder / "adam.msgpack", tmp_path / "checkpoint_3")
    shutil.copy(folder / "net.py", tmp_path / "small.py")
    (tmp_path / "train.py").write_text("import optax\n\ntx = optax.adam(0.01)\n")
    words = shlex.split(line.removeprefix("$ linen-upgrade "))
    done = command(*words, "--new-python", str(worlds.new), cwd=tmp_path)
    assert done.stdout == printed
    assert (tmp_path / "new_3").exists()
