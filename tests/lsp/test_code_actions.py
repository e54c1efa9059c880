"""The lightbulb: which fixes are offered, in which form, and what becomes of the text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from linen_upgrade.lsp.client import Client
from linen_upgrade.lsp.jobs import FileEdits
from linen_upgrade.lsp.projects import Project
from linen_upgrade.lsp.workspace_edits import workspace_edit

from .conftest import ACTIONS, MLP, PULL, RESOLVING, Start
from .json_rpc_client import JsonRpcClient, Message, Refused, edited, place

CONTENT_MODIFIED, CANCELLED, INVALID_PARAMS = -32801, -32800, -32602
REWRITE, FIX_ALL = "refactor.rewrite.linen-upgrade", "source.fixAll.linen-upgrade"
DENSE = place(6, 10, 10)
MANUAL = (
    MLP
    + "\n\nclass Twice(nn.Module):  # manual\n\n  def apply(self, x):\n"
    + "    y = nn.Dense(x, 4)\n    self.kept = y\n    return y\n"
)


def with_actions(actions: Message, **workspace: Any) -> Message:
    """Capabilities of a client that pulls and offers code actions."""
    return {"textDocument": {**PULL["textDocument"], "codeAction": actions}, "workspace": workspace}


def ask(client: JsonRpcClient, uri: str, where: Message, **context: Any) -> list[Message]:
    params = {"textDocument": {"uri": uri}, "range": where, "context": {"diagnostics": [], **context}}
    actions: list[Message] = client.ask("textDocument/codeAction", params)
    return actions


def offered(client: JsonRpcClient, uri: str, where: Message = DENSE, **context: Any) -> list[Message]:
    """The actions at a place of a text that is opened for that."""
    client.open(uri, MLP)
    return ask(client, uri, where, **context)


def applied(text: str, edit: Message, uri: str) -> str:
    """The text after an edit of its own (ASCII only, so that all units are one)."""
    if "changes" in edit:
        edits = edit["changes"][uri]
    else:
        (change,) = edit["documentChanges"]
        assert change["textDocument"]["uri"] == uri
        edits = change["edits"]
    return edited(text, edits)


def test_what_is_offered_on_a_finding(start: Start, uri: str) -> None:
    actions = offered(start(with_actions(RESOLVING)), uri)
    assert {action["kind"] for action in actions} == {"quickfix", REWRITE}
    assert [action.get("isPreferred") for action in actions].count(True) == 1
    assert len({action["title"] for action in actions}) == len(actions) >= 4
    assert any("noqa" in action["title"] or "Disable" in action["title"] for action in actions)


def test_nothing_is_offered_where_nothing_is_old(start: Start, uri: str) -> None:
    client = start(with_actions(RESOLVING))
    client.open(uri, "x = 1\n")
    assert ask(client, uri, place(0, 0, 0)) == []
    assert ask(client, uri, place(0, 0, 0), only=["source.fixAll"]) == []


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        (["quickfix"], {"quickfix"}),
        (["refactor"], {REWRITE}),
        (["refactor.rewrite"], {REWRITE}),
        (["refactor.rewrite.linen-upgrade"], {REWRITE}),
        (["source"], {FIX_ALL}),
        (["source.fixAll"], {FIX_ALL}),
        (["source.fixAll.linen-upgrade"], {FIX_ALL}),
        (["source.fixAll.ruff"], set()),
        (["source.fix"], set()),
        (["source.organizeImports"], set()),
        (["refactor.extract", "quickfix"], {"quickfix"}),
        ([""], {"quickfix", REWRITE, FIX_ALL}),
        ([], {"quickfix", REWRITE}),
    ],
)
def test_only_the_wanted_kinds_are_offered(start: Start, uri: str, only: list[str], kinds: set[str]) -> None:
    actions = offered(start(with_actions(RESOLVING)), uri, only=only)
    assert {action["kind"] for action in actions} == kinds


def test_edits_wait_to_be_asked_for_where_the_client_can(start: Start, uri: str) -> None:
    client = start(with_actions(RESOLVING))
    assert client.capabilities["codeActionProvider"]["resolveProvider"] is True
    actions = offered(client, uri)
    assert not any("edit" in action for action in actions)
    for action in actions:
        resolved = client.ask("codeAction/resolve", action)
        assert applied(MLP, resolved["edit"], uri) != MLP
        assert {**resolved, "edit": None} == {**action, "edit": None}


def test_edits_come_at_once_where_the_client_cannot_ask(start: Start, uri: str) -> None:
    client = start(with_actions(ACTIONS))
    assert client.capabilities["codeActionProvider"]["resolveProvider"] is False
    at_once = offered(client, uri)
    assert all("edit" in action and "data" not in action for action in at_once)
    asking = start(with_actions(RESOLVING))
    later = [asking.ask("codeAction/resolve", action) for action in offered(asking, uri)]
    assert [action["edit"] for action in at_once] == [action["edit"] for action in later]


def test_fixing_everything_leaves_nothing(start: Start, uri: str) -> None:
    client = start(with_actions(ACTIONS))
    (action,) = offered(client, uri, only=["source.fixAll"])
    fixed = applied(MLP, action["edit"], uri)
    client.change(uri, 2, {"text": fixed})
    assert client.pull(uri)["items"] == []
    assert ask(client, uri, place(0, 0, 0, 9), only=["source.fixAll"]) == []


def test_a_client_without_code_actions_is_offered_none(start: Start) -> None:
    assert "codeActionProvider" not in start(PULL).capabilities


def test_the_preferred_fix_is_marked_where_the_client_knows_the_mark(start: Start, uri: str) -> None:
    plain = {key: value for key, value in RESOLVING.items() if key != "isPreferredSupport"}
    assert not any("isPreferred" in action for action in offered(start(with_actions(plain)), uri))


def test_quick_fixes_are_for_the_diagnostics_asked_about(start: Start, uri: str) -> None:
    client = start(with_actions(RESOLVING))
    client.open(uri, MLP)
    items = client.pull(uri)["items"]
    dense = next(item for item in items if item["code"] == "LIN103")
    foreign = {**dense, "source": "someone else"}
    everything = place(0, 0, 0, 8)
    actions = ask(client, uri, everything, only=["quickfix"], diagnostics=[dense, foreign])
    assert actions
    assert all(action["diagnostics"] == [dense] for action in actions)
    assert len(ask(client, uri, everything, only=["quickfix"])) > len(actions)
    stale = {**dense, "range": place(1, 0, 0)}
    assert len(ask(client, uri, everything, only=["quickfix"], diagnostics=[stale])) > len(actions)


@pytest.mark.parametrize("versioned", [True, False])
def test_edits_have_the_form_that_the_client_knows(start: Start, uri: str, versioned: bool) -> None:
    client = start(with_actions(ACTIONS, workspaceEdit={"documentChanges": versioned}))
    client.open(uri, "\n" + MLP, version=5)
    client.change(uri, 6, {"range": place(0, 0, 0, 1), "text": ""})
    edit = ask(client, uri, DENSE)[0]["edit"]
    if versioned:
        (change,) = edit["documentChanges"]
        assert change["textDocument"] == {"uri": uri, "version": 6}
        assert "changes" not in edit
    else:
        assert list(edit["changes"]) == [uri]
        assert "documentChanges" not in edit


@pytest.mark.parametrize("move_on", ["change", "close", "open"])
def test_an_edit_of_a_text_that_moved_on_is_refused(start: Start, uri: str, move_on: str) -> None:
    client = start(with_actions(RESOLVING))
    action = offered(client, uri)[0]
    if move_on == "change":
        client.change(uri, 2, {"range": place(0, 0, 0), "text": "\n"})
    else:
        client.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
        if move_on == "open":
            client.open(uri, "x = 1\n")
    with pytest.raises(Refused) as refusal:
        client.ask("codeAction/resolve", action)
    assert refusal.value.code == CONTENT_MODIFIED


@pytest.mark.parametrize("data", [None, {}, [], "x", {"uri": 5}])
def test_an_action_of_someone_else_is_refused(start: Start, uri: str, data: Any) -> None:
    client = start(with_actions(RESOLVING))
    client.open(uri, MLP)
    with pytest.raises(Refused) as refusal:
        client.ask("codeAction/resolve", {"title": "Theirs", "data": data})
    assert refusal.value.code == INVALID_PARAMS


def test_what_a_person_must_do_is_shown_disabled_with_the_reason(start: Start, uri: str) -> None:
    client = start(with_actions({**RESOLVING, "disabledSupport": True}))
    client.open(uri, MANUAL)
    disabled = [action for action in ask(client, uri, place(12, 8, 9)) if "disabled" in action]
    assert disabled
    assert all(action["disabled"]["reason"] and "data" not in action for action in disabled)


def test_what_a_person_must_do_is_not_shown_to_who_cannot_disable(start: Start, uri: str) -> None:
    able, unable = start(with_actions({**ACTIONS, "disabledSupport": True})), start(with_actions(ACTIONS))
    lists = []
    for client in (able, unable):
        client.open(uri, MANUAL)
        lists.append([action["title"] for action in ask(client, uri, place(12, 8, 9)) if "disabled" not in action])
    assert lists[0] == lists[1]


EDITS = FileEdits("x.py", (((0, 0, 0, 1), "z"), ((1, 4, 1, 5), "3")))


def edit_for(client: Client, review: str) -> Any:
    return workspace_edit([(Project(Path("/code")), EDITS)], client, review)


def test_an_edit_that_needs_a_review_asks_for_it_where_the_client_can() -> None:
    able = Client(versioned_edits=True, annotated_edits=True)
    edit = edit_for(able, "the numbers may differ")
    ((name, annotation),) = edit.change_annotations.items()
    assert annotation.needs_confirmation
    assert annotation.description == "the numbers may differ"
    assert {one.annotation_id for one in edit.document_changes[0].edits} == {name}
    assert [one.new_text for one in edit.document_changes[0].edits] == ["z", "3"]


@pytest.mark.parametrize(
    ("client", "review"),
    [(Client(versioned_edits=True, annotated_edits=True), ""), (Client(versioned_edits=True), "a reason")],
)
def test_other_edits_are_not_annotated(client: Client, review: str) -> None:
    edit = edit_for(client, review)
    assert edit.change_annotations is None
    assert not any(hasattr(one, "annotation_id") for one in edit.document_changes[0].edits)


# --- large texts, whose edits another process computes ---------------------------------------------------------------


def large(text: str = MLP) -> str:
    return text + "\n".join(f"# a comment in line {number}" for number in range(1500)) + "\n"


def children(process_id: int) -> list[int]:
    tasks = Path(f"/proc/{process_id}/task").glob("*/children")
    return [int(child) for task in tasks for child in task.read_text().split()]


def test_a_large_text_is_fixed_by_another_process_to_the_same_end(start: Start, uri: str) -> None:
    client = start(with_actions(ACTIONS))
    (small,) = offered(client, uri, only=["source.fixAll"])
    assert children(client.process.pid) == []
    client.change(uri, 2, {"text": large()})
    (action,) = ask(client, uri, DENSE, only=["source.fixAll"])
    assert action["edit"] == small["edit"]
    assert len(children(client.process.pid)) == 1


def test_the_other_process_is_started_again_after_it_died(start: Start, uri: str) -> None:
    client = start(with_actions(RESOLVING))
    client.open(uri, large())
    (action,) = ask(client, uri, DENSE, only=["source.fixAll"])
    first = client.ask("codeAction/resolve", action)
    (worker,) = children(client.process.pid)
    Path(f"/proc/{worker}").exists()
    import os
    import signal

    os.kill(worker, signal.SIGKILL)
    client.gather(0.3)
    assert client.ask("codeAction/resolve", action) == first
    assert children(client.process.pid) not in ([], [worker])


def test_verifying_is_the_clients_own_command(start: Start, tmp_path: Path) -> None:
    capabilities = {**with_actions(RESOLVING), "experimental": {"commands": ["linen-upgrade.verifyModule"]}}
    linen = (
        "from flax import linen as nn\n\n\nclass New(nn.Module):\n\n  @nn.compact\n  def __call__(self, x):\n"
        "    return nn.Dense(4)(x)\n\n\nclass Plain:\n  pass\n"
    )
    client = start(capabilities)
    uri, other = (tmp_path / "mlp.py").as_uri(), (tmp_path / "new.py").as_uri()
    client.open(uri, MLP)
    client.open(other, linen)

    def verified(uri: str, where: Message) -> list[Any]:
        actions = ask(client, uri, where)
        return [action["command"]["arguments"] for action in actions if action["kind"] == "verify.linen-upgrade"]

    assert verified(uri, DENSE) == [[uri, "Mlp", True]]
    assert verified(other, place(7, 4, 4)) == [[other, "New", False]]
    assert verified(other, place(11, 2, 2)) == []
    (action,) = ask(client, other, place(7, 4, 4), only=["verify.linen-upgrade"])
    assert action["command"]["command"] == "linen-upgrade.verifyModule"
    assert ask(client, uri, DENSE, only=["refactor"]) != []


def test_nobody_else_is_offered_to_verify(start: Start, uri: str) -> None:
    kinds = {action["kind"] for action in offered(start(with_actions(RESOLVING)), uri)}
    assert "verify.linen-upgrade" not in kinds
