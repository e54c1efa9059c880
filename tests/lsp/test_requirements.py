"""Files of requirements in the editor: open ones, and those that are not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from .conftest import RESOLVING, Start
from .json_rpc_client import JsonRpcClient, Message, edited, place
from .test_code_base import eventually, lines, ready

PULLING: Message = {
    "textDocument": {"diagnostic": {}, "hover": {"contentFormat": ["markdown"]}, "codeAction": RESOLVING},
    "workspace": {"diagnostics": {"refreshSupport": True}, "workspaceEdit": {"documentChanges": True}},
}
NET = "from flax import nn\n\n\nclass Net(nn.Module):\n  def apply(self, x):\n    return nn.Dense(x, 3)\n"
NEW = "from flax import linen as nn\n\n\nclass Net(nn.Module):\n  @nn.compact\n  def __call__(self, x):\n    return x\n"
PINS = "# needed\njax==0.2.9  # to run\nflax==0.3.4\n"
POETRY = '[tool.poetry.dependencies]\njax = "^0.2.9"\n'
JAX = place(1, 0, 3)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text(POETRY)
    (tmp_path / "requirements.txt").write_text(PINS)
    (tmp_path / "net.py").write_text(NET)
    return tmp_path


def actions(client: JsonRpcClient, uri: str, where: Message) -> dict[str, Message]:
    params = {"textDocument": {"uri": uri}, "range": where, "context": {"diagnostics": []}}
    return {action["title"]: action for action in client.ask("textDocument/codeAction", params)}


def changes(client: JsonRpcClient, action: Message) -> dict[str, list[Message]]:
    edit = client.ask("codeAction/resolve", action)["edit"]
    return {change["textDocument"]["uri"]: change["edits"] for change in edit["documentChanges"]}


def test_files_that_are_not_open_are_listed_with_the_code(start: Start, folder: Path) -> None:
    client = start(PULLING, rootUri=folder.as_uri())
    found = {report["uri"]: lines(report["items"], "LIN003") for report in ready(client)}
    assert found == {
        (folder / "net.py").as_uri(): [],
        (folder / "pyproject.toml").as_uri(): [1],
        (folder / "requirements.txt").as_uri(): [1, 2],
    }


@pytest.mark.parametrize(
    ("name", "text", "language", "wanted"),
    [
        ("requirements.txt", PINS, "pip-requirements", [1, 2]),
        ("pyproject.toml", POETRY, "toml", [1]),
        ("setup.cfg", "[options]\ninstall_requires =\n  jax==0.2.9\n", "ini", [2]),
        ("environment.yml", "dependencies:\n- jax=0.2\n", "yaml", [1]),
        ("setup.py", "import setuptools\nsetuptools.setup(install_requires=['jax<0.3'])\n", "python", [1]),
        ("notes.txt", PINS, "plaintext", []),
    ],
)
def test_an_open_file_has_findings_as_it_is_typed(
    start: Start, folder: Path, name: str, text: str, language: str, wanted: list[int]
) -> None:
    client, uri = start(PULLING, rootUri=folder.as_uri()), (folder / name).as_uri()
    ready(client)
    client.open(uri, text, language=language)
    eventually(client, uri, "LIN003", wanted)
    row = text.count("\n")
    client.change(uri, 2, {"range": place(0, 0, 0), "text": "# 😀\n"})
    eventually(client, uri, "LIN003", [line + 1 for line in wanted])
    client.change(uri, 3, {"range": place(0, 0, 0, row + 1), "text": ""})
    eventually(client, uri, "LIN003", [])


def test_the_hover_shows_the_line_as_it_will_be(start: Start, folder: Path) -> None:
    client, uri = start(PULLING, rootUri=folder.as_uri()), (folder / "requirements.txt").as_uri()
    ready(client)
    client.open(uri, PINS, language="pip-requirements")
    params = {"textDocument": {"uri": uri}, "position": {"line": 1, "character": 2}}
    answer: Any = client.ask("textDocument/hover", params)
    assert answer["range"] == place(1, 0, 10)
    assert "```text\njax==0.10.2  # to run\n```" in answer["contents"]["value"]
    assert "LIN003" in answer["contents"]["value"]


def test_a_pin_wants_a_review_while_there_is_old_code_and_can_be_kept(start: Start, folder: Path) -> None:
    client, uri = start(PULLING, rootUri=folder.as_uri()), (folder / "requirements.txt").as_uri()
    ready(client)
    client.open(uri, PINS, language="pip-requirements")
    offered = actions(client, uri, JAX)
    raising = offered["Ask for `jax==0.10.2` (needs a review)"]
    assert edited(PINS, changes(client, raising)[uri]) == PINS.replace("0.2.9", "0.10.2")
    keeping = edited(PINS, changes(client, offered["Disable LIN003 here (# noqa: LIN003)"])[uri])
    assert keeping == PINS.replace("# to run", "# to run  # noqa: LIN003")
    client.change(uri, 2, {"text": keeping})
    eventually(client, uri, "LIN003", [2])


def test_the_upgrade_of_the_last_class_raises_the_pins_of_all_files(start: Start, folder: Path) -> None:
    client, uri = start(PULLING, rootUri=folder.as_uri()), (folder / "net.py").as_uri()
    ready(client)
    client.open(uri, NET)
    upgrade = actions(client, uri, place(4, 6, 11))["Upgrade class Net and what goes with it in 2 other files"]
    found = changes(client, upgrade)
    assert edited(PINS, found[(folder / "requirements.txt").as_uri()]) == PINS.replace("0.2.9", "0.10.2").replace(
        "0.3.4", "0.12.8"
    )
    assert edited(POETRY, found[(folder / "pyproject.toml").as_uri()]) == POETRY.replace("^0.2.9", "^0.10.2")


def test_once_the_code_is_linen_one_fix_raises_all(start: Start, folder: Path) -> None:
    (folder / "net.py").write_text(NEW)
    client, uri = start(PULLING, rootUri=folder.as_uri()), (folder / "requirements.txt").as_uri()
    ready(client)
    client.open(uri, PINS, language="pip-requirements")
    found = changes(client, actions(client, uri, JAX)["Ask for `jax==0.10.2` (needs a review)"])
    assert set(found) == {uri, (folder / "pyproject.toml").as_uri()}
    assert "flax==0.12.8" in edited(PINS, found[uri])
