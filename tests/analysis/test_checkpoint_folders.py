"""Folders of checkpoints: what is known for relative, for absolute, and for neither."""

from __future__ import annotations

import pytest

from linen_upgrade.analysis import FileAnalysis
from linen_upgrade.document import Document

HEAD = """\
import os
import pathlib
import tempfile
from flax import nn
from flax.training import checkpoints
"""


def found(source: str) -> list[str]:
    """What is said of the folders of a file that uses pre-Linen Flax."""
    findings = FileAnalysis(Document((HEAD + source).encode())).findings()
    folders = [f.finding for f in findings if f.finding.code == "LIN603"]
    return ["relative" if f.construct.relative else "open" for f in folders]


@pytest.mark.parametrize(
    ("folder", "kinds"),
    [
        ("'ckpt'", ["relative"]),
        ("'./ckpt'", ["relative"]),
        ("f'ckpt/{name}'", ["relative"]),
        ("'ckpt/' + name", ["relative"]),
        ("'ckpt/%s' % name", ["relative"]),
        ("'ckpt/{}'.format(name)", ["relative"]),
        ("os.path.join('ckpt', name)", ["relative"]),
        ("pathlib.Path('ckpt') / name", ["relative"]),
        ("os.path.expanduser('ckpt')", ["relative"]),
        ("'a' if name else 'b'", ["relative"]),
        ("'/tmp/ckpt'", []),
        ("f'/tmp/{name}'", []),
        ("'gs://bucket/ckpt'", []),
        ("os.path.abspath(name)", []),
        ("os.path.join(os.path.abspath(name), 'ckpt')", []),
        ("f'{os.getcwd()}/ckpt'", []),
        ("os.path.expanduser('~/ckpt')", []),
        ("tempfile.mkdtemp()", []),
        ("pathlib.Path(name).resolve()", []),
        ("os.path.join(os.path.dirname(__file__), 'ckpt')", []),
        ("name", ["open"]),
        ("os.path.join(name, 'ckpt')", ["open"]),
        ("f'{name}/ckpt'", ["open"]),
        ("'{}/ckpt'.format(name)", ["open"]),
        ("name.folder", ["open"]),
        ("'a' if name else '/b'", ["open"]),
    ],
)
def test_a_folder_that_is_written_out(folder: str, kinds: list[str]) -> None:
    assert found(f"def save(params, name):\n  checkpoints.save_checkpoint({folder}, params, 1)\n") == kinds
    assert (
        found(f"def save(params, name):\n  checkpoints.save_checkpoint(ckpt_dir={folder}, target=params, step=1)\n")
        == kinds
    )


def test_one_to_restore_from_is_told_only_where_it_is_relative() -> None:
    assert found("def load(params, name):\n  return checkpoints.restore_checkpoint(name, params)\n") == []
    assert found("def load(params, name):\n  return checkpoints.restore_checkpoint('ckpt', params)\n") == ["relative"]


def test_a_name_of_the_file() -> None:
    assert found("FOLDER = 'a'\ndef save(params):\n  checkpoints.save_checkpoint(FOLDER, params, 1)\n") == ["relative"]
    assert found("FOLDER = '/a'\ndef save(params):\n  checkpoints.save_checkpoint(FOLDER, params, 1)\n") == []
    twice = "FOLDER = 'a'\nFOLDER = '/a'\ndef save(params):\n  checkpoints.save_checkpoint(FOLDER, params, 1)\n"
    assert found(twice) == ["open"]


def test_a_name_of_the_function() -> None:
    body = "  folder = {}\n  checkpoints.save_checkpoint(folder, params, 1)\n"
    assert found("def save(params):\n" + body.format("'a'")) == ["relative"]
    assert found("def save(params):\n" + body.format("tempfile.mkdtemp()")) == []
    assert found("def save(params):\n  folder = '/b'\n" + body.format("'a'")) == ["open"]


def test_a_folder_that_is_opened() -> None:
    source = "def save(params):\n  with tempfile.TemporaryDirectory() as folder:\n"
    assert found(source + "    checkpoints.save_checkpoint(folder, params, 1)\n") == []


def test_what_all_callers_give() -> None:
    save = "def save(params, folder{}):\n  checkpoints.save_checkpoint(folder, params, 1)\n"
    one, other = "def one(params):\n  save(params, 'a')\n", "def other(params):\n  save(params, '/a')\n"
    assert found(save.format("") + one) == ["relative"]
    assert found(save.format("") + other) == []
    assert found(save.format("") + one + other) == ["open"]
    assert found(save.format("='/b'") + other) == []
    assert found(save.format("='b'") + other) == ["open"]
    assert found(save.format("=None") + other) == []
    through = "def through(params, where):\n  save(params, where)\ndef main(params):\n  through(params, 'a')\n"
    assert found(save.format("") + through) == ["relative"]


def test_code_without_pre_linen_flax_is_left_alone() -> None:
    source = "from flax.training import checkpoints\ndef save(p):\n  checkpoints.save_checkpoint('a', p, 1)\n"
    assert FileAnalysis(Document(source.encode())).findings() == []


def test_a_fixed_folder_is_fine() -> None:
    source = "def save(params):\n  checkpoints.save_checkpoint(os.path.abspath('a'), params, 1)\n"
    assert found(source) == []
