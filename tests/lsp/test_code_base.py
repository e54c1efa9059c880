"""Files of one code base are read together: what is open in the editor, and what lies on the disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .conftest import Start
from .json_rpc_client import JsonRpcClient, Message, Refused, place

PULLING: Message = {
    "textDocument": {"diagnostic": {}},
    "workspace": {
        "diagnostics": {"refreshSupport": True},
        "fileOperations": {"didCreate": True, "didRename": True, "didDelete": True},
    },
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


def ready(client: JsonRpcClient) -> list[Message]:
    """Wait until the whole code base has been read; returns the diagnostics of files that are not open."""
    while True:
        items: list[Message] = client.ask("workspace/diagnostic", {"previousResultIds": []})["items"]
        if items:
            return items
        client.wait_for("workspace/diagnostic/refresh")


def written(client: JsonRpcClient, path: Path, text: str | None) -> None:
    """Write (or, without a text, remove) a file as another program would, and tell of it as an editor does."""
    kind = 2 if path.exists() and text is not None else 1 if text is not None else 3
    if text is None:
        path.unlink()
    else:
        path.write_text(text)
    client.tell("workspace/didChangeWatchedFiles", {"changes": [{"uri": path.as_uri(), "type": kind}]})


def test_a_class_of_an_installed_package_is_a_module(start: Start, folder: Path) -> None:
    packages = folder / ".venv" / "lib" / "python3.9" / "site-packages" / "oldlayers"
    packages.mkdir(parents=True)
    (packages / "__init__.py").write_text("from .blocks import Block\n")
    (packages / "blocks.py").write_text(LAYERS)
    text = NET.replace("from layers", "from oldlayers")
    (folder / "net.py").write_text(text)
    client, net = opened(start, folder), (folder / "net.py").as_uri()
    client.open(net, text)
    eventually(client, net, "LIN103", [7, 11])
    assert {report["uri"] for report in ready(client)} == {(folder / "layers.py").as_uri()}
    client.change(net, 2, {"text": text.replace("oldlayers import Block", "oldlayers.blocks import Block")})
    assert lines(client.pull(net)["items"], "LIN103") == [7, 11]


def test_evidence_on_the_disk_is_followed_and_goes_with_its_file(start: Start, folder: Path) -> None:
    client, net = opened(start, folder), (folder / "net.py").as_uri()
    client.open(net, NET)
    eventually(client, net, "LIN103", [7, 11])
    written(client, folder / "layers.py", LAYERS.replace("apply", "__call__"))
    eventually(client, net, "LIN103", [7])
    written(client, folder / "layers.py", None)
    eventually(client, net, "LIN103", [])
    written(client, folder / "layers.py", LAYERS)
    eventually(client, net, "LIN103", [7, 11])


def test_what_is_open_wins_over_the_disk_until_it_is_closed(start: Start, folder: Path) -> None:
    client, net, layers = opened(start, folder), (folder / "net.py").as_uri(), (folder / "layers.py").as_uri()
    client.open(net, NET)
    eventually(client, net, "LIN103", [7, 11])
    client.open(layers, LAYERS.replace("apply", "__call__"))
    client.pull(layers)
    eventually(client, net, "LIN103", [7])
    client.tell("textDocument/didClose", {"textDocument": {"uri": layers}})
    eventually(client, net, "LIN103", [7, 11])


def test_what_a_file_says_of_functions_goes_with_it(start: Start, folder: Path) -> None:
    helper = "from flax import nn\n\n\ndef made(x, layer):\n  return layer(x, 3)\n"
    caller = "from flax import nn\nfrom helper import made\n\n\ndef create(x):\n  return made(x, nn.Dense)\n"
    (folder / "helper.py").write_text(helper)
    (folder / "caller.py").write_text(caller)
    client, uri = opened(start, folder), (folder / "helper.py").as_uri()
    client.open(uri, helper)
    eventually(client, uri, "LIN103", [4])
    written(client, folder / "caller.py", None)
    eventually(client, uri, "LIN103", [])


def test_an_edit_in_the_editor_changes_what_is_said_of_files_that_are_not_open(start: Start, folder: Path) -> None:
    client, layers, net = opened(start, folder), (folder / "layers.py").as_uri(), (folder / "net.py").as_uri()
    ready(client)
    client.open(layers, LAYERS)
    client.change(layers, 2, {"range": APPLY, "text": "__call__"})
    client.pull(layers)
    found = [7, 11]
    while found != [7]:
        client.wait_for("workspace/diagnostic/refresh")
        reports = client.ask("workspace/diagnostic", {"previousResultIds": []})["items"]
        found = lines(next(report["items"] for report in reports if report["uri"] == net), "LIN103")


def test_files_that_are_not_open_have_diagnostics(start: Start, folder: Path) -> None:
    (folder / ".gitignore").write_text("ignored.py\n")
    (folder / ".git").mkdir()
    (folder / "ignored.py").write_text(NET)
    client = opened(start, folder)
    assert client.capabilities["diagnosticProvider"]["workspaceDiagnostics"] is True
    reports = {report["uri"]: report for report in ready(client)}
    assert set(reports) == {(folder / name).as_uri() for name in ("layers.py", "net.py")}
    net = reports[(folder / "net.py").as_uri()]
    assert (net["kind"], lines(net["items"], "LIN103")) == ("full", [7, 11])
    known = [{"uri": uri, "value": report["resultId"]} for uri, report in reports.items()]
    again = client.ask("workspace/diagnostic", {"previousResultIds": known})["items"]
    assert {report["kind"] for report in again} == {"unchanged"}
    written(client, folder / "layers.py", LAYERS.replace("apply", "__call__"))
    client.wait_for("workspace/diagnostic/refresh")
    later = {r["uri"]: r for r in client.ask("workspace/diagnostic", {"previousResultIds": known})["items"]}
    assert lines(later[(folder / "net.py").as_uri()]["items"], "LIN103") == [7]
    client.open((folder / "net.py").as_uri(), NET)
    assert {r["uri"] for r in ready(client)} == {(folder / "layers.py").as_uri()}


def test_a_client_that_streams_gets_no_answer_before_something_has_changed(start: Start, folder: Path) -> None:
    client, net = opened(start, folder), (folder / "net.py").as_uri()
    known = [{"uri": report["uri"], "value": report["resultId"]} for report in ready(client)]
    streaming = {"previousResultIds": known, "partialResultToken": "t"}
    held, other = client.request("workspace/diagnostic", streaming), client.request("workspace/diagnostic", streaming)
    client.tell("$/cancelRequest", {"id": other})
    with pytest.raises(Refused) as refused:
        client.result(other)
    assert refused.value.code == -32800
    assert not [message for message in client.gather(1) if message.get("id") == held]
    written(client, folder / "layers.py", LAYERS.replace("apply", "__call__"))
    changed = {report["uri"]: report for report in client.result(held)["items"]}
    assert lines(changed[net]["items"], "LIN103") == [7]
    known = [{"uri": uri, "value": report["resultId"]} for uri, report in changed.items()]
    client.open(net, NET)
    held = client.request("workspace/diagnostic", {**streaming, "previousResultIds": known})
    client.pull(net)
    client.tell("textDocument/didClose", {"textDocument": {"uri": net}})
    client.tell("workspace/didChangeConfiguration", {"settings": {"workspaceDiagnostics": False}})
    cleared = client.result(held)["items"]
    assert {report["uri"]: report["items"] for report in cleared if report["kind"] == "full"}[net] == []


def test_a_question_that_waits_for_a_change_is_given_up_at_the_end(start: Start, folder: Path) -> None:
    client = opened(start, folder)
    known = [{"uri": report["uri"], "value": report["resultId"]} for report in ready(client)]
    held = client.request("workspace/diagnostic", {"previousResultIds": known, "partialResultToken": "t"})
    client.ask("shutdown")
    assert [message["error"]["code"] for message in client.received if message.get("id") == held] == [-32800]


def test_they_are_published_if_a_person_wants_that(start: Start, folder: Path) -> None:
    settings = {"workspaceDiagnostics": True}
    client, net = opened(start, folder, PUSHED, initializationOptions=settings), (folder / "net.py").as_uri()
    assert lines(client.wait_for("textDocument/publishDiagnostics", uri=net)["diagnostics"], "LIN103") == [7, 11]
    client.tell("workspace/didChangeConfiguration", {"settings": {"workspaceDiagnostics": False}})
    assert client.wait_for("textDocument/publishDiagnostics", uri=net)["diagnostics"] == []


def test_several_folders_are_code_bases_of_their_own(start: Start, tmp_path: Path) -> None:
    for name, layers in (("old", LAYERS), ("new", LAYERS.replace("apply", "__call__"))):
        (tmp_path / name).mkdir()
        (tmp_path / name / "layers.py").write_text(layers)
    folders = [{"uri": (tmp_path / name).as_uri(), "name": name} for name in ("old", "new")]
    client = start(PULLING, rootUri=None, workspaceFolders=folders)
    old, new = ((tmp_path / name / "net.py").as_uri() for name in ("old", "new"))
    client.open(old, NET)
    client.open(new, NET)
    eventually(client, old, "LIN103", [7, 11])
    eventually(client, new, "LIN103", [7])
    event = {"added": [], "removed": folders[:1]}
    client.tell("workspace/didChangeWorkspaceFolders", {"event": event})
    client.wait_for("workspace/diagnostic/refresh")
    assert lines(client.pull(new)["items"], "LIN103") == [7]


def test_a_call_leads_to_its_class_and_back(start: Start, folder: Path) -> None:
    able = {**PULLING, "textDocument": {"diagnostic": {}, "publishDiagnostics": {"relatedInformation": True}}}
    client, layers, net = opened(start, folder, able), (folder / "layers.py").as_uri(), (folder / "net.py").as_uri()
    client.open(net, NET)
    on_disk = next(report["items"] for report in ready(client) if report["uri"] == layers)
    back = next(item["relatedInformation"] for item in on_disk if item["code"] == "LIN101")
    assert [(other["location"]["uri"], other["location"]["range"]["start"]["line"]) for other in back] == [
        (net, 7),
        (net, 11),
    ]
    call = next(item for item in client.pull(net)["items"] if item["code"] == "LIN103")
    (there,) = call["relatedInformation"]
    assert there["location"] == {"uri": layers, "range": place(3, 6, 11)}


def test_files_that_the_editor_moves_take_their_evidence_along(start: Start, folder: Path) -> None:
    client, net, layers = opened(start, folder), (folder / "net.py").as_uri(), (folder / "layers.py").as_uri()
    client.open(net, NET)
    eventually(client, net, "LIN103", [7, 11])
    operations = client.capabilities["workspace"]["fileOperations"]
    assert {"didCreate", "didRename", "didDelete"} <= set(operations)
    (folder / "layers.py").rename(folder / "blocks.py")
    renamed = {"oldUri": layers, "newUri": (folder / "blocks.py").as_uri()}
    client.tell("workspace/didRenameFiles", {"files": [renamed]})
    eventually(client, net, "LIN103", [])
