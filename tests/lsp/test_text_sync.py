"""A text that was edited is diagnosed as if it had just been opened."""

from __future__ import annotations

import time
from collections.abc import Iterator
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from linen_upgrade.document import Document
from linen_upgrade.lsp.publishing import PAUSE

from .conftest import MLP, PULL, SERVER
from .json_rpc_client import JsonRpcClient, Message

BASE = (
    MLP
    + """

def scale(x):
  return 2 * x  # 😀 no module


class Deep(nn.Module):
  '''Several layers, é.'''

  def apply(self, x, depth: int = 2):
    dense = nn.Dense.partial(bias=False)
    for i in range(depth):
      x = dense(x, 8, name=f'layer_{i}')
    return nn.dropout(x, rate=0.5)
"""
)
TYPED = ["a", "n", "nn.", "(", ")", ":", "'", " ", "  ", "\n", "\r\n", "\n  ", "\n\n", "😀", "é", "x = 1\n", "# c\n"]
PIECES = [
    *TYPED,
    "from flax import nn\n",
    "class A(nn.Module):\n  pass\n",
    "nn.Dense(x, 3)",
    "def apply(self, y):\n",
    MLP,
]

Edit = tuple[float, float, str]
edits = st.tuples(st.floats(0, 1), st.floats(0, 0.05), st.sampled_from(PIECES))
notifications = st.lists(st.lists(edits, min_size=1, max_size=3), min_size=1, max_size=6)


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JsonRpcClient]:
    client = JsonRpcClient(SERVER, tmp_path_factory.mktemp("workspace"))
    client.initialize(PULL)
    yield client
    client.kill()


names = count()


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(notifications, st.booleans())
def test_edited_or_opened_is_the_same(client: JsonRpcClient, sent: list[list[Edit]], ask_between: bool) -> None:
    number = next(names)
    edited, opened = f"file:///edited/{number}.py", f"file:///opened/{number}.py"
    client.open(edited, BASE)
    text = BASE
    for version, group in enumerate(sent, 2):
        changes = []
        for edit in group:
            change, text = applied(text, edit)
            changes.append(change)
        client.change(edited, version, *changes)
        if ask_between:
            client.pull(edited)
    if Document(text.encode()).tree.root_node.has_error:
        time.sleep(PAUSE + 0.1)
    client.open(opened, text)
    assert client.pull(edited)["items"] == client.pull(opened)["items"]
    for uri in (edited, opened):
        client.tell("textDocument/didClose", {"textDocument": {"uri": uri}})


def applied(text: str, edit: Edit) -> tuple[Message, str]:
    """An edit somewhere in the text, as the protocol's change, and the text after it."""
    where, length, new = edit
    start = round(where * len(text))
    end = min(len(text), start + round(length * len(text)))
    if text[start - 1 : start + 1] == "\r\n":
        start += 1  # a position between the two cannot be expressed
    if text[end - 1 : end + 1] == "\r\n":
        end += 1
    place = {"start": position(text[:start]), "end": position(text[: max(start, end)])}
    return {"range": place, "text": new}, text[:start] + new + text[max(start, end) :]


def position(before: str) -> Message:
    """The position, in UTF-16, at the end of a text."""
    lines = before.replace("\r\n", "\n").split("\n")
    return {"line": len(lines) - 1, "character": len(lines[-1].encode("utf-16-le")) // 2}
