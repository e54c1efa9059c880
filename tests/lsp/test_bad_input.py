"""Whatever an editor opens, the server lives on."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import MLP, PULL, RESOLVING, Start
from .json_rpc_client import JsonRpcClient, Message, place

CAPABILITIES: Message = {
    "textDocument": {"diagnostic": {}, "codeAction": RESOLVING, "hover": {"contentFormat": ["markdown"]}}
}


def lives(client: JsonRpcClient) -> bool:
    """Whether a text that is opened now gets its diagnostics."""
    client.open("file:///alive.py", MLP)
    return any(item["code"] == "LIN103" for item in client.pull("file:///alive.py")["items"])


def complaints(client: JsonRpcClient) -> list[Message]:
    """What the server told about itself or the text, without being asked."""
    messages = [*client.received, *client.gather(0.3)]
    return [m["params"] for m in messages if m.get("method") in ("window/showMessage", "window/logMessage")]


@pytest.mark.parametrize(
    "uri",
    [
        "untitled:Untitled-1",
        "vscode-notebook-cell:/home/x/y.ipynb#W0sZmlsZQ%3D%3D",
        "file:///c%3A/Users/me/model.py",
        "file:///C:/Users/me/model.py",
        "file://server/share/model.py",
        "file:///with%20space/%E4%BD%A0%E5%A5%BD/%F0%9F%98%80.py",
        "file:///with%00nul.py",
        "file:///" + "long/" * 300 + "x" * 9000 + ".py",
        "file://[/x.py",
        "git:/x.py?%7B%22ref%22%3A%22~%22%7D",
        "model.py",
        "",
        "%",
    ],
)
def test_every_uri_is_a_name(start: Start, uri: str) -> None:
    client = start(CAPABILITIES)
    client.open(uri, MLP)
    assert any(item["code"] == "LIN103" for item in client.pull(uri)["items"])
    where = {"textDocument": {"uri": uri}, "position": {"line": 6, "character": 10}}
    assert client.ask("textDocument/hover", where)
    asked = {"textDocument": {"uri": uri}, "range": place(6, 10, 10), "context": {"diagnostics": []}}
    actions = client.ask("textDocument/codeAction", asked)
    assert uri in client.ask("codeAction/resolve", actions[0])["edit"]["changes"]
    assert complaints(client) == []


def test_texts_that_are_not_open_are_passed_over(start: Start) -> None:
    client = start(CAPABILITIES)
    unknown = "file:///unknown.py"
    client.change(unknown, 2, {"range": place(0, 0, 0), "text": "x"})
    client.tell("textDocument/didClose", {"textDocument": {"uri": unknown}})
    assert client.pull(unknown) == {"kind": "full", "items": []}
    asked = {"textDocument": {"uri": unknown}, "range": place(0, 0, 0), "context": {"diagnostics": []}}
    assert client.ask("textDocument/codeAction", asked) == []
    assert complaints(client) == []


@pytest.mark.parametrize("text", ["import flax\n" * 900_000, MLP.replace("4", "4\0")], ids=["11 MB", "a NUL byte"])
def test_what_is_no_source_is_told_once_and_left_alone(start: Start, uri: str, text: str) -> None:
    client = start(PULL)
    client.open(uri, text)
    assert client.pull(uri)["items"] == []
    client.change(uri, 2, {"range": place(0, 0, 0), "text": "x"})
    assert client.pull(uri)["items"] == []
    (complaint,) = complaints(client)
    assert complaint["message"].startswith("model.py ")
    client.change(uri, 3, {"text": MLP})
    assert client.pull(uri)["items"], "it may become source again"


def test_a_nul_byte_may_come_and_go(start: Start, uri: str) -> None:
    client = start(PULL)
    client.open(uri, MLP)
    before = client.pull(uri)["items"]
    client.change(uri, 2, {"range": place(1, 0, 0), "text": "\0"})
    assert client.pull(uri)["items"] == []
    client.change(uri, 3, {"range": place(1, 0, 1), "text": ""})
    assert client.pull(uri)["items"] == before


@pytest.mark.parametrize(
    "text",
    [
        "x = " + "(" * 3000,
        "x = " + "-" * 3000 + "1",
        "if x:\n" + " " * 3000 + "pass\n",
        "from flax import nn\nx = [" + "nn.Dense(x, 3), " * 2_000 + "]\n",
        "\x0c\x1a\x7f\x80",
        "Binary \u0000\u0001".replace("\0", "") * 100,
        "<html>\n  <body class='x'>&amp;</body>\n",
    ],
    ids=["open brackets", "signs", "indentation", "one long line", "control", "binary", "html"],
)
def test_strange_texts(start: Start, uri: str, text: str) -> None:
    client = start(CAPABILITIES)
    client.open(uri, text)
    assert client.pull(uri)["kind"] == "full"
    asked = {"textDocument": {"uri": uri}, "range": place(0, 0, 9), "context": {"diagnostics": []}}
    client.ask("textDocument/codeAction", asked)
    client.ask("textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 6}})
    assert lives(client)
    assert complaints(client) == []


def test_other_languages_are_not_diagnosed(start: Start) -> None:
    client = start(PULL)
    client.open("file:///README.md", MLP, language="markdown")
    client.change("file:///README.md", 2, {"text": MLP + "x"})
    assert client.pull("file:///README.md")["items"] == []
    client.open("file:///script", MLP, language="python")
    assert client.pull("file:///script")["items"]
    client.open("file:///model.py", MLP, language="")
    assert client.pull("file:///model.py")["items"]


BROKEN: list[tuple[str, Any]] = [
    ("textDocument/didOpen", {}),
    ("textDocument/didOpen", {"textDocument": {"uri": 5, "languageId": "python", "version": 1, "text": "x"}}),
    ("textDocument/didOpen", None),
    ("textDocument/didChange", {"textDocument": {"uri": "file:///alive.py", "version": 2}}),
    ("textDocument/didChange", {"textDocument": {"uri": "file:///alive.py", "version": 2}, "contentChanges": [5]}),
    ("textDocument/didClose", []),
    ("workspace/didChangeConfiguration", 5),
    ("notebookDocument/didChange", {"notebookDocument": {"uri": "x", "version": 2}, "change": {}}),
    ("$/cancelRequest", {"id": 99}),
    ("$/setTrace", {"value": "loud"}),
    ("window/workDoneProgress/cancel", {"token": "unknown"}),
]


@pytest.mark.parametrize(("method", "params"), BROKEN)
def test_a_broken_notification_is_survived(start: Start, method: str, params: Any) -> None:
    client = start(PULL)
    client.open("file:///alive.py", MLP)
    client.tell(method, params)
    assert lives(client)
    assert not [m for m in client.received if m.get("method") == "window/showMessage"]


def test_two_openings_of_one_text_mean_the_later(start: Start, uri: str) -> None:
    client = start(PULL)
    client.open(uri, MLP)
    client.open(uri, "x = 1\n", version=7)
    assert client.pull(uri)["items"] == []
