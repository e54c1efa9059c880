"""Files of one code base are read together: what is open in the editor, and what lies on the disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .conftest import Start
from .json_rpc_client import JsonRpcClient, Message, place

PULLING: Message = {
    "textDocument": {"diagnostic": {}},
    "workspace": {"diagnostics": {"refreshSupport": True}},
    "window": {"workDoneProgress": True},
}
PUSHED: Message = {"textDocument": {"publishDiagnostics": {}}}
LAYERS = """\
from flax import nn


class Block(nn.Module):

  def apply(self, x, width):
    return nn.Dense(x, width)
"""
NET = """\
from flax import nn
from layers import Block


class Net(nn.Module):

  def apply(self, x):
    return Block(x, 3)


def create(x):
  return Block(x, 3)
"""
APPLY = place(5, 6, 11)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").touch()
    (tmp_path / "layers.py").write_text(LAYERS)
    (tmp_path / "net.py").write_text(NET)
    return tmp_path


def opened(start: Start, folder: Path, capabilities: Message = PULLING, **params: Any) -> JsonRpcClient:
    return start(capabilities, rootUri=folder.as_uri(), **params)


def lines(items: list[Message], code: str) -> list[int]:
    return [item["range"]["start"]["line"] for item in items if item["code"] == code]


def eventually(client: JsonRpcClient, uri: str, code: str, wanted: list[int]) -> None:
    """Pull as often as the server asks for it, until the findings of a code are where they are wanted."""
    found = lines(client.pull(uri)["items"], code)
    while found != wanted:
        client.wait_for("workspace/diagnostic/refresh")
        found = lines(client.pull(uri)["items"], code)


def test_editing_a_class_refreshes_its_calls_in_other_open_files(start: Start, folder: Path) -> None:
    client, layers, net = opened(start, folder), (folder / "layers.py").as_uri(), (folder / "net.py").as_uri()
    client.open(layers, LAYERS)
    client.open(net, NET)
    assert lines(client.pull(net)["items"], "LIN103") == [7, 11]
    client.change(layers, 2, {"range": APPLY, "text": "__call__"})
    client.pull(layers)
    client.wait_for("workspace/diagnostic/refresh")
    assert lines(client.pull(net)["items"], "LIN103") == [7]
    client.change(layers, 3, {"range": place(5, 6, 14), "text": "apply"})
    client.pull(layers)
    client.wait_for("workspace/diagnostic/refresh")
    assert lines(client.pull(net)["items"], "LIN103") == [7, 11]


def test_the_same_is_published_to_a_client_that_does_not_ask(start: Start, folder: Path) -> None:
    client, layers, net = opened(start, folder, PUSHED), (folder / "layers.py").as_uri(), (folder / "net.py").as_uri()
    client.open(layers, LAYERS)
    client.open(net, NET)
    assert lines(client.wait_for("textDocument/publishDiagnostics", uri=net)["diagnostics"], "LIN103") == [7, 11]
    client.change(layers, 2, {"range": APPLY, "text": "__call__"})
    assert lines(client.wait_for("textDocument/publishDiagnostics", uri=net)["diagnostics"], "LIN103") == [7]


def test_files_that_are_not_open_count(start: Start, folder: Path) -> None:
    client, net = opened(start, folder), (folder / "net.py").as_uri()
    client.open(net, NET)
    eventually(client, net, "LIN103", [7, 11])
