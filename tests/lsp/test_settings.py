"""Settings: pyproject.toml, over it the editor's; wrong ones are told once and hinder nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from linen_upgrade.project.requirements.files import GLOBS

from .conftest import MLP, PULL, Start
from .json_rpc_client import JsonRpcClient, Message

REFRESHING: Message = {**PULL, "workspace": {"diagnostics": {"refreshSupport": True}}}


def codes(client: JsonRpcClient, uri: str) -> set[str]:
    """The codes of a text's diagnostics."""
    return {item["code"] for item in client.pull(uri)["items"]}


def opened(start: Start, uri: str, options: Any = None, capabilities: Message = PULL) -> JsonRpcClient:
    """A server with those initialization options, in the folder of the URI, with a text open."""
    folder = uri.rpartition("/")[0]
    client = start(capabilities, initializationOptions=options, workspaceFolders=[{"uri": folder, "name": "w"}])
    client.open(uri, MLP)
    return client


def warnings(client: JsonRpcClient) -> list[str]:
    messages = [*client.received, *client.gather(0.3)]
    return [message["params"]["message"] for message in messages if message.get("method") == "window/showMessage"]


def write(folder: Path, text: str) -> None:
    (folder / "pyproject.toml").write_text(f"[tool.linen-upgrade]\n{text}\n")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (None, {"LIN001", "LIN101", "LIN103"}),
        ({}, {"LIN001", "LIN101", "LIN103"}),
        ({"select": ["LIN103"]}, {"LIN103"}),
        ({"linen-upgrade": {"select": ["LIN103"]}}, {"LIN103"}),
        ({"select": ["LIN1"]}, {"LIN101", "LIN103"}),
        ({"ignore": ["LIN103", "LIN0"]}, {"LIN101"}),
        ({"perFileIgnores": {"model.py": ["LIN001"], "other.py": ["LIN1"]}}, {"LIN101", "LIN103"}),
        ({"perFileIgnores": {"*.py": ["LIN001"]}}, {"LIN101", "LIN103"}),
        ({"exclude": ["model.py"]}, set()),
        ({"exclude": ["other"]}, {"LIN001", "LIN101", "LIN103"}),
    ],
)
def test_the_editors_settings_count(start: Start, uri: str, options: Any, expected: set[str]) -> None:
    client = opened(start, uri, options)
    assert codes(client, uri) & {"LIN001", "LIN101", "LIN103"} == expected
    assert warnings(client) == []


def test_pyproject_counts_and_the_editor_goes_over_it(start: Start, uri: str, tmp_path: Path) -> None:
    write(tmp_path, 'select = ["LIN0"]\nignore = ["LIN103"]')
    assert codes(opened(start, uri), uri) == {"LIN001"}
    assert codes(opened(start, uri, {"select": ["LIN001", "LIN103"]}), uri) == {"LIN001"}
    assert codes(opened(start, uri, {"select": ["LIN1"], "ignore": ["LIN101"]}), uri) == {"LIN103"}


def test_pyproject_excludes(start: Start, uri: str, tmp_path: Path) -> None:
    write(tmp_path, 'exclude = ["model.py"]')
    assert codes(opened(start, uri), uri) == set()
    assert "LIN103" in codes(opened(start, uri, {"exclude": []}), uri)


def test_changed_settings_of_the_editor_refresh(start: Start, uri: str) -> None:
    client = opened(start, uri, capabilities=REFRESHING)
    assert "LIN103" in codes(client, uri)
    for settings in ({"select": ["LIN001"]}, {"linen-upgrade": {"select": ["LIN001"]}}):
        client.tell("workspace/didChangeConfiguration", {"settings": settings})
        client.wait_for("workspace/diagnostic/refresh")
        assert codes(client, uri) == {"LIN001"}
        client.tell("workspace/didChangeConfiguration", {"settings": {}})
        client.wait_for("workspace/diagnostic/refresh")
        assert "LIN103" in codes(client, uri)


def test_changed_settings_are_pushed_to_who_does_not_pull(start: Start, uri: str) -> None:
    client = start({})
    client.open(uri, MLP)
    client.wait_for("textDocument/publishDiagnostics")
    client.tell("workspace/didChangeConfiguration", {"settings": {"select": ["LIN001"]}})
    told = client.wait_for("textDocument/publishDiagnostics")["diagnostics"]
    assert [item["code"] for item in told] == ["LIN001"]


def test_settings_are_asked_for_where_they_do_not_come_along(start: Start, uri: str) -> None:
    client = opened(start, uri, capabilities={**PULL, "workspace": {"configuration": True, **REFRESHING["workspace"]}})
    asked: list[Any] = []

    def configuration(params: Any) -> list[Any]:
        asked.append(params["items"])
        return [{"select": ["LIN101"]}]

    client.answers["workspace/configuration"] = configuration
    client.tell("workspace/didChangeConfiguration", {"settings": None})
    client.wait_for("workspace/diagnostic/refresh")
    assert asked == [[{"section": "linen-upgrade"}]]
    assert codes(client, uri) == {"LIN101"}


def test_pyproject_is_watched_where_the_client_can(start: Start, uri: str, tmp_path: Path) -> None:
    able = {**PULL, "workspace": {"didChangeWatchedFiles": {"dynamicRegistration": True}, **REFRESHING["workspace"]}}
    client = opened(start, uri, capabilities=able)
    (registration,) = client.wait_for("client/registerCapability")["registrations"]
    assert registration["method"] == "workspace/didChangeWatchedFiles"
    globs = {watcher["globPattern"] for watcher in registration["registerOptions"]["watchers"]}
    assert globs == {"**/*.py", "**/.gitignore", *GLOBS}
    assert "**/pyproject.toml" in GLOBS
    assert "LIN103" in codes(client, uri)
    write(tmp_path, 'ignore = ["LIN103"]')
    changes = [{"uri": (tmp_path / "pyproject.toml").as_uri(), "type": 1}]
    client.tell("workspace/didChangeWatchedFiles", {"changes": changes})
    client.wait_for("workspace/diagnostic/refresh")
    assert "LIN103" not in codes(client, uri)


def test_nothing_is_registered_where_the_client_cannot(start: Start, uri: str) -> None:
    client = opened(start, uri)
    assert not any(message.get("method") == "client/registerCapability" for message in client.gather(0.3))


@pytest.mark.parametrize(
    ("options", "words", "expected"),
    [
        ({"select": "LIN103"}, ["linen-upgrade.select", "list"], {"LIN001", "LIN101", "LIN103"}),
        ({"select": ["LIN103", "LIN9999"]}, ["linen-upgrade.select", "LIN9999"], {"LIN103"}),
        ({"ignore": ["lin103"], "select": ["LIN1"]}, ["linen-upgrade.ignore", "lin103"], {"LIN101", "LIN103"}),
        ({"ignore": [5], "select": ["LIN101"]}, ["linen-upgrade.ignore", "list"], {"LIN101"}),
        ({"perFileIgnores": ["x"]}, ["linen-upgrade.perFileIgnores", "object"], {"LIN001", "LIN101", "LIN103"}),
        ({"perFileIgnores": {"*": ["NO"]}}, ["perFileIgnores.*", "NO"], {"LIN001", "LIN101", "LIN103"}),
        ({"unsafeFixes": "yes"}, ["linen-upgrade.unsafeFixes", "true or false"], {"LIN001", "LIN101", "LIN103"}),
        ({"exclude": ["!"], "select": ["LIN0"]}, ["linen-upgrade.exclude", "!"], {"LIN001"}),
        (5, ["settings", "5"], {"LIN001", "LIN101", "LIN103"}),
        ([], ["settings", "[]"], {"LIN001", "LIN101", "LIN103"}),
    ],
)
def test_wrong_settings_are_told_in_one_sentence(
    start: Start, uri: str, options: Any, words: list[str], expected: set[str]
) -> None:
    client = opened(start, uri, options)
    assert codes(client, uri) & {"LIN001", "LIN101", "LIN103"} == expected
    client.tell("workspace/didChangeConfiguration", {"settings": options})
    assert codes(client, uri) & {"LIN001", "LIN101", "LIN103"} == expected
    (sentence,) = warnings(client)
    assert all(word in sentence for word in words)


@pytest.mark.parametrize("text", ["select = 5", 'select = ["NO"]', "nonsense = 1", "not TOML"])
def test_a_wrong_pyproject_is_told_in_one_sentence(start: Start, uri: str, tmp_path: Path, text: str) -> None:
    write(tmp_path, text)
    client = opened(start, uri)
    client.open(uri.replace("model", "other"), MLP)
    assert "LIN103" in codes(client, uri)
    assert "LIN103" in codes(client, uri.replace("model", "other"))
    (sentence,) = warnings(client)
    assert str(tmp_path / "pyproject.toml") in sentence


def test_a_text_without_a_file_has_the_editors_settings(start: Start) -> None:
    client = opened(
        start, "untitled:Untitled-1", {"select": ["LIN103"], "exclude": ["*"], "perFileIgnores": {"*": ["LIN"]}}
    )
    assert codes(client, "untitled:Untitled-1") == {"LIN103"}


def test_the_interpreter_whose_packages_count_may_be_named(start: Start, tmp_path: Path) -> None:
    packages = tmp_path / "env" / "lib" / "python3.9" / "site-packages"
    packages.mkdir(parents=True)
    (packages / "oldlayers.py").write_text(
        "from flax import nn\n\n\nclass Block(nn.Module):\n  def apply(self, x, n):\n    return nn.Dense(x, n)\n"
    )
    text = "from oldlayers import Block\n\n\ndef run(x):\n  return Block(x, 3)\n"
    (tmp_path / "train.py").write_text(text)
    settings = {"python": "env/bin/python"}
    client = start(REFRESHING, rootUri=tmp_path.as_uri(), initializationOptions=settings)
    client.open((tmp_path / "train.py").as_uri(), text)
    while not (items := client.pull((tmp_path / "train.py").as_uri())["items"]):
        client.wait_for("workspace/diagnostic/refresh")
    assert [item["code"] for item in items] == ["LIN103"]
    client.tell("workspace/didChangeConfiguration", {"settings": {"python": 3}})
    told = client.wait_for("window/showMessage")
    assert "linen-upgrade.python must be a path" in told["message"]
