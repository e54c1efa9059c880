"""Language servers to talk to, each in a folder of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from .json_rpc_client import JsonRpcClient, Message

SERVER = [sys.executable, "-m", "linen_upgrade", "server"]

MLP = """\
from flax import nn


class Mlp(nn.Module):

  def apply(self, x, width):
    x = nn.Dense(x, width)
    return nn.Dense(x, 4)
"""

Start = Callable[..., JsonRpcClient]

PULL: Message = {"textDocument": {"diagnostic": {}}}
ACTIONS: Message = {
    "codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}},
    "isPreferredSupport": True,
}
RESOLVING: Message = {**ACTIONS, "dataSupport": True, "resolveSupport": {"properties": ["edit"]}}


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Starts a server; initialized with `capabilities` (and other parameters of `initialize`) unless they are None."""
    clients: list[JsonRpcClient] = []

    def start_server(
        capabilities: Message | None = PULL, command: list[str] = SERVER, **params: object
    ) -> JsonRpcClient:
        client = JsonRpcClient(command, tmp_path)
        clients.append(client)
        if capabilities is not None:
            client.initialize(capabilities, **params)
        return client

    yield start_server
    for client in clients:
        client.kill()


@pytest.fixture
def uri(tmp_path: Path) -> str:
    """The URI of a Python file that need not exist."""
    return (tmp_path / "model.py").as_uri()
