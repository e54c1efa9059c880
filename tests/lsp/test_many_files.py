"""Edits of more than one file, and the process that computes them."""

from __future__ import annotations

import contextlib
import os
import signal
from pathlib import Path

import pytest

from .conftest import RESOLVING, Start
from .json_rpc_client import JsonRpcClient, Message, Refused, edited, place
from .test_code_actions import ask, children
from .test_code_base import APPLY, LAYERS, NET, PULLING, opened, ready, written
from .test_code_base import folder as folder

EDITING: Message = {
    "textDocument": {**PULLING["textDocument"], "codeAction": RESOLVING},
    "workspace": {
        **PULLING["workspace"],
        "applyEdit": True,
        "workspaceEdit": {"documentChanges": True, "changeAnnotationSupport": {}},
    },
    "window": {"workDoneProgress": True},
}
UPGRADE = "linen-upgrade.server.upgradeWorkspace"


def texts(edit: Message, known: dict[str, str]) -> dict[str, str]:
    """The texts of files after an edit, which must be of files that are `known`."""
    after = dict(known)
    for change in edit["documentChanges"]:
        uri = change["textDocument"]["uri"]
        after[uri] = edited(known[uri], change["edits"])
    return after


@pytest.fixture
def client(start: Start, folder: Path) -> JsonRpcClient:
    """A client that has `layers.py` open, in version 5, and `net.py` closed."""
    client = opened(start, folder, EDITING)
    ready(client)
    client.open((folder / "layers.py").as_uri(), LAYERS, version=5)
    return client


def test_upgrading_a_class_carries_its_calls_in_other_files(client: JsonRpcClient, folder: Path) -> None:
    layers, net = (folder / "layers.py").as_uri(), (folder / "net.py").as_uri()
    action = next(a for a in ask(client, layers, APPLY) if a["title"].startswith("Upgrade class Block"))
    assert "net.py" in action["title"]
    edit = client.ask("codeAction/resolve", action)["edit"]
    versions = {change["textDocument"]["uri"]: change["textDocument"]["version"] for change in edit["documentChanges"]}
    assert versions == {layers: 5, net: None}
    after = texts(edit, {layers: LAYERS, net: NET})
    assert "nn.Dense(self.width)(x)" in after[layers]
    assert "Block(3)(x)" in after[net]
    assert after[net].startswith("from flax import linen as nn\n"), "a file whose calls follow has to run as well"


def test_the_text_of_the_editor_is_upgraded_though_the_disk_was_written(client: JsonRpcClient, folder: Path) -> None:
    layers, net = (folder / "layers.py").as_uri(), (folder / "net.py").as_uri()
    assert ask(client, layers, APPLY), "the other process has been told of the text"
    written(client, folder / "layers.py", f"# From elsewhere.\n\n{LAYERS}")
    client.gather(1)
    action = next(a for a in ask(client, layers, APPLY) if a["title"].startswith("Upgrade class Block"))
    after = texts(client.ask("codeAction/resolve", action)["edit"], {layers: LAYERS, net: NET})
    assert "  width: Any\n\n  @nn.compact\n  def __call__(self, x):\n" in after[layers]


def test_fix_all_writes_its_own_document_alone(client: JsonRpcClient, folder: Path) -> None:
    (action,) = ask(client, (folder / "layers.py").as_uri(), APPLY, only=["source.fixAll"])
    edit = client.ask("codeAction/resolve", action)["edit"]
    assert [change["textDocument"]["uri"] for change in edit["documentChanges"]] == [(folder / "layers.py").as_uri()]


def test_the_workspace_is_upgraded_after_a_preview(client: JsonRpcClient, folder: Path) -> None:
    assert UPGRADE in client.capabilities["executeCommandProvider"]["commands"]
    layers, net = (folder / "layers.py").as_uri(), (folder / "net.py").as_uri()
    offers = ask(client, layers, APPLY, only=["refactor.rewrite"])
    (action,) = (offer for offer in offers if offer["title"] == "Upgrade the workspace")
    client.request("workspace/executeCommand", action["command"])
    edit = client.wait_for("workspace/applyEdit")["edit"]
    assert all(annotation["needsConfirmation"] for annotation in edit["changeAnnotations"].values())
    assert all("annotationId" in one for change in edit["documentChanges"] for one in change["edits"])
    after = texts(edit, {layers: LAYERS, net: NET})
    assert all("apply" not in text and "linen" in text for text in after.values())


def test_hover_knows_what_is_not_open(client: JsonRpcClient, folder: Path) -> None:
    width = {"line": 5, "character": 22}
    hover = client.ask(
        "textDocument/hover", {"textDocument": {"uri": (folder / "layers.py").as_uri()}, "position": width}
    )
    assert "net.py line 8" in hover["contents"]["value"]


def test_a_worker_that_dies_is_started_again(client: JsonRpcClient, folder: Path) -> None:
    layers = (folder / "layers.py").as_uri()
    (worker,) = children(client.process.pid)
    os.kill(worker, signal.SIGKILL)
    client.change(layers, 6, {"range": place(0, 0, 0), "text": "\n"})
    client.pull(layers)
    for _ in range(20):
        action = next(a for a in ask(client, layers, place(6, 6, 11)) if a["title"].startswith("Upgrade class Block"))
        if "net.py" in action["title"]:
            break
        client.gather(1)
    edit = client.ask("codeAction/resolve", action)["edit"]
    assert len(edit["documentChanges"]) == 2


def test_reading_the_code_base_is_shown_and_can_be_ended(start: Start, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").touch()
    for number in range(600):
        (tmp_path / f"layers{number}.py").write_text(LAYERS * 10)
    client = opened(start, tmp_path, EDITING)
    token = client.wait_for("window/workDoneProgress/create")["token"]
    assert client.wait_for("$/progress", token=token)["value"]["kind"] == "begin"
    client.open((tmp_path / "layers0.py").as_uri(), LAYERS)
    assert client.pull((tmp_path / "layers0.py").as_uri())["items"], "the server answers meanwhile"
    client.tell("window/workDoneProgress/cancel", {"token": token})
    while client.wait_for("$/progress", token=token)["value"]["kind"] != "end":
        pass
    assert client.ask("workspace/diagnostic", {"previousResultIds": []})["items"] == []


def test_an_edit_may_be_ended_and_asked_for_again(client: JsonRpcClient, folder: Path) -> None:
    action = next(
        a for a in ask(client, (folder / "layers.py").as_uri(), APPLY) if a["title"].startswith("Upgrade class Block")
    )
    worker = children(client.process.pid)
    number = client.request("codeAction/resolve", action)
    client.tell("$/cancelRequest", {"id": number})
    with contextlib.suppress(Refused):  # it may have been done before that came
        client.result(number)
    assert len(client.ask("codeAction/resolve", action)["edit"]["documentChanges"]) == 2
    assert children(client.process.pid) == worker, "what it knows is not lost"
