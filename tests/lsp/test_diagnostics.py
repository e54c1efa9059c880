"""Diagnostics reach the client: pulled or pushed, in its units, for the text as it is."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import MLP, PULL, Start
from .json_rpc_client import Message, place

PUSH: Message = {"textDocument": {"publishDiagnostics": {"versionSupport": True}}}
WIDTHS = {"utf-8": 4, "utf-16": 2, "utf-32": 1}


def spots(items: list[Message]) -> list[tuple[str, int, int, int]]:
    """Code, line and characters of each diagnostic."""
    return sorted(
        (
            item["code"],
            item["range"]["start"]["line"],
            item["range"]["start"]["character"],
            item["range"]["end"]["character"],
        )
        for item in items
    )


MLP_SPOTS = [("LIN001", 0, 17, 19), ("LIN101", 5, 6, 11), ("LIN103", 6, 8, 16), ("LIN103", 7, 11, 19)]


def found(items: list[Message]) -> list[tuple[str, int, int, int]]:
    """The spots of the codes that these tests are about."""
    return [spot for spot in spots(items) if spot[0] in ("LIN001", "LIN101", "LIN103")]


def test_a_client_that_pulls_is_answered_and_never_pushed_to(start: Start, uri: str) -> None:
    client = start({"textDocument": {**PULL["textDocument"], **PUSH["textDocument"]}})
    client.open(uri, MLP)
    report = client.pull(uri)
    assert report["kind"] == "full"
    assert found(report["items"]) == MLP_SPOTS
    client.change(uri, 2, {"range": place(0, 0, 0), "text": "\n"})
    assert found(client.pull(uri)["items"]) == [(code, line + 1, *rest) for code, line, *rest in MLP_SPOTS]
    assert not [message for message in client.gather(0.4) if message.get("method") == "textDocument/publishDiagnostics"]


def test_a_client_that_does_not_pull_is_pushed_to_with_versions(start: Start, uri: str) -> None:
    client = start(PUSH)
    assert "diagnosticProvider" not in client.capabilities
    client.open(uri, MLP, version=3)
    told = client.wait_for("textDocument/publishDiagnostics", uri=uri)
    assert told["version"] == 3
    assert found(told["diagnostics"]) == MLP_SPOTS
    client.change(uri, 4, {"range": place(0, 0, 0), "text": "\n"})
    assert found(client.wait_for("textDocument/publishDiagnostics", version=4)["diagnostics"])[0][1] == 1
    client.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    assert client.wait_for("textDocument/publishDiagnostics", uri=uri)["diagnostics"] == []


def test_many_changes_in_a_row_end_with_the_diagnostics_of_the_last(start: Start, uri: str) -> None:
    client = start(PUSH)
    client.open(uri, MLP)
    for version in range(2, 40):
        client.change(uri, version, {"range": place(0, 0, 0), "text": "\n"})
    told = client.wait_for("textDocument/publishDiagnostics", version=39)
    assert found(told["diagnostics"])[0][1] == 38


def test_what_has_not_changed_is_not_sent_again(start: Start, uri: str) -> None:
    client = start(PULL)
    client.open(uri, MLP)
    first = client.pull(uri)
    again = client.pull(uri, first["resultId"])
    assert again == {"kind": "unchanged", "resultId": first["resultId"]}
    client.change(uri, 2, {"range": place(8, 0, 0), "text": "# a comment below changes no diagnostic\n"})
    assert client.pull(uri, first["resultId"])["kind"] == "unchanged"
    client.change(uri, 3, {"range": place(0, 0, 0), "text": "\n"})
    later = client.pull(uri, first["resultId"])
    assert later["kind"] == "full"
    assert later["resultId"] != first["resultId"]
    client.tell("textDocument/didClose", {"textDocument": {"uri": uri}})
    client.open(uri, MLP)
    assert client.pull(uri, later["resultId"])["kind"] == "full", "a text opened anew must not take an old name"


def test_several_changes_in_one_notification_follow_one_another(start: Start, uri: str) -> None:
    client = start(PULL)
    client.open(uri, "x = 1\n")
    client.change(
        uri,
        2,
        {"range": place(0, 0, 5), "text": "gone"},
        {"text": MLP},
        {"range": place(0, 0, 0), "text": "\n\n"},
        {"range": place(8, 0, 0, 9), "text": ""},
    )
    assert found(client.pull(uri)["items"]) == [("LIN001", 2, 17, 19), ("LIN101", 7, 6, 11), ("LIN103", 8, 11, 19)]


@pytest.mark.parametrize("encoding", WIDTHS)
def test_the_agreed_unit_counts_in_both_directions(start: Start, uri: str, encoding: str) -> None:
    client = start({"general": {"positionEncodings": [encoding]}, **PULL})
    assert client.capabilities["positionEncoding"] == encoding
    width = WIDTHS[encoding]
    client.open(uri, MLP.replace("    x = nn", "    '😀😀'; x = nn"))
    begin = 8 + 4 + 2 * width
    assert ("LIN103", 6, begin, begin + 8) in found(client.pull(uri)["items"])
    client.change(uri, 2, {"range": place(6, begin - 4, begin - 4), "text": "'é'; "})
    begin += {"utf-8": 6}.get(encoding, 5)
    assert ("LIN103", 6, begin, begin + 8) in found(client.pull(uri)["items"])


@pytest.mark.parametrize(
    ("offered", "agreed"),
    [(["utf-32", "utf-8"], "utf-32"), (["ebcdic", "utf-8"], "utf-8"), (["ebcdic"], "utf-16"), (None, "utf-16")],
)
def test_the_unit_is_the_first_that_both_know(start: Start, offered: Any, agreed: str) -> None:
    client = start({"general": {"positionEncodings": offered}} if offered else {})
    assert client.capabilities["positionEncoding"] == agreed


def test_windows_line_ends(start: Start, uri: str) -> None:
    client = start(PULL)
    client.open(uri, MLP.replace("\n", "\r\n"))
    assert found(client.pull(uri)["items"]) == MLP_SPOTS
    client.change(uri, 2, {"range": place(0, 99, 99), "text": "\r\n# past the end of the line is its end"})
    assert found(client.pull(uri)["items"])[1:] == [(code, line + 1, *rest) for code, line, *rest in MLP_SPOTS[1:]]


@pytest.mark.parametrize("text", ["", "\n", "\ufeff" + MLP, MLP.rstrip("\n"), MLP + "\t\tx", "\ud800 = 1\n" + MLP])
def test_odd_texts_are_diagnosed_like_any_other(start: Start, uri: str, text: str) -> None:
    client = start(PULL)
    client.open(uri, text)
    codes = {code for code, *_ in found(client.pull(uri)["items"])}
    assert codes == ({"LIN001", "LIN101", "LIN103"} if "flax" in text else set())


def test_a_byte_order_mark_takes_its_place(start: Start, uri: str) -> None:
    client = start(PULL)
    client.open(uri, "\ufeff" + MLP)
    assert found(client.pull(uri)["items"])[:2] == [("LIN001", 0, 18, 20), MLP_SPOTS[1]]


def test_half_typed_code_keeps_the_other_squiggles(start: Start, uri: str) -> None:
    client = start(PULL)
    client.open(uri, MLP + "\n\nclass Other(nn.Module):\n\n  def apply(self, x):\n    return nn.Dense(x, 3)\n")
    before = found(client.pull(uri)["items"])
    client.change(uri, 2, {"range": place(14, 0, 0), "text": "\n\ndef half(x,"})
    assert found(client.pull(uri)["items"]) == before


def test_a_pause_refreshes_a_text_with_an_error_where_it_matters(start: Start, uri: str) -> None:
    """However the incremental tree differs, what is told in the end is what opening the text would tell."""
    client = start({**PULL, "workspace": {"diagnostics": {"refreshSupport": True}}})
    client.open(uri, MLP)
    client.change(uri, 2, {"range": place(5, 2, 2), "text": "if ("}, {"range": place(2, 0, 0), "text": "'''"})
    client.pull(uri)
    client.gather(0.5)
    settled = client.pull(uri)["items"]
    scratch = uri.replace("model", "scratch")
    client.open(scratch, MLP.replace("  def", "  if (def").replace("\n\n\nclass", "\n\n'''\nclass"))
    assert settled == client.pull(scratch)["items"]


def test_links_and_tags_go_to_who_understands_them(start: Start, uri: str) -> None:
    publish = {"codeDescriptionSupport": True, "tagSupport": {"valueSet": [1, 2]}}
    client = start({"textDocument": {"publishDiagnostics": publish, "diagnostic": {}}})
    client.open(uri, MLP)
    items = client.pull(uri)["items"]
    assert all(item["codeDescription"]["href"].startswith("https://") for item in items)
    assert all(item["source"] == "linen-upgrade" and item["message"] for item in items)
    plain = start(PULL)
    plain.open(uri, MLP)
    assert not any({"codeDescription", "tags"} & set(item) for item in plain.pull(uri)["items"])
