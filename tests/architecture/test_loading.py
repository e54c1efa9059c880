"""What is slow to load is loaded when a fix asks for it, and not before."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from ..lsp.json_rpc_client import JsonRpcClient, place

SLOW = ("libcst", "jedi", "parso", "packaging", "configupdater", "tree_sitter_yaml")
SOURCE = "from flax import nn\n\n\nclass Net(nn.Module):\n  def apply(self, x):\n    return nn.Dense(x, 3)\n"
WATCHED = """
import atexit, json, sys
from pathlib import Path
from linen_upgrade.cli import main

def tell():
    loaded = sorted({name.partition('.')[0] for name in sys.modules})
    Path(sys.argv[0]).write_text(json.dumps(loaded))

sys.argv[:] = sys.argv[1:]
atexit.register(tell)
main()
"""


def watched(report: Path, *arguments: str) -> Sequence[str]:
    """A command line that leaves the names of the packages it loaded in `report`."""
    return [sys.executable, "-c", WATCHED, str(report), *arguments]


def loaded(report: Path) -> set[str]:
    names: list[str] = json.loads(report.read_text())
    assert "linen_upgrade" in names
    return {name for name in names if name in SLOW}


@pytest.fixture
def model(tmp_path: Path) -> Path:
    path = tmp_path / "model.py"
    path.write_text(SOURCE)
    return path


@pytest.mark.parametrize(
    "arguments", [["check"], ["check", "--output-format", "json"], ["rules"], ["explain", "LIN103"], ["--help"]]
)
def test_reading_commands_load_nothing_slow(tmp_path: Path, model: Path, arguments: list[str]) -> None:
    paths = [str(model)] if arguments[0] == "check" else []
    result = subprocess.run(
        watched(tmp_path / "report", *arguments, *paths), capture_output=True, check=False, cwd=tmp_path
    )
    assert result.returncode == (1 if paths else 0), result.stderr.decode()
    assert loaded(tmp_path / "report") == set()


def test_a_fix_loads_libcst(tmp_path: Path, model: Path) -> None:
    """Else the test above would prove nothing."""
    subprocess.run(
        watched(tmp_path / "report", "fix", "--diff", str(model)), capture_output=True, check=False, cwd=tmp_path
    )
    assert loaded(tmp_path / "report") == {"libcst"}


def test_a_server_that_was_only_typed_at_has_loaded_nothing_slow(tmp_path: Path, model: Path) -> None:
    client = JsonRpcClient(watched(tmp_path / "report", "server"), tmp_path)
    try:
        client.initialize({"textDocument": {"diagnostic": {}}})
        uri = model.as_uri()
        client.open(uri, SOURCE)
        first = client.pull(uri)
        client.change(uri, 2, {"range": place(5, 11, 13), "text": "n"})
        second: Any = client.pull(uri)
        assert len(first["items"]) == 3
        assert len(second["items"]) == 2
        assert client.leave() == 0
    finally:
        client.kill()
    assert loaded(tmp_path / "report") == set()
