"""The hover: on a finding and on any old name, in the format that the client wants."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import MLP, Start
from .json_rpc_client import JsonRpcClient


def hover(client: JsonRpcClient, uri: str, line: int, character: int) -> Any:
    return client.ask(
        "textDocument/hover", {"textDocument": {"uri": uri}, "position": {"line": line, "character": character}}
    )


def with_formats(formats: list[str] | None) -> Any:
    return {"textDocument": {"hover": {} if formats is None else {"contentFormat": formats}}}


@pytest.mark.parametrize(
    ("formats", "kind"),
    [
        (["markdown", "plaintext"], "markdown"),
        (["plaintext", "markdown"], "plaintext"),
        (["plaintext"], "plaintext"),
        (["html", "markdown"], "markdown"),
        (None, "plaintext"),
    ],
)
def test_a_finding_has_a_hover_in_the_preferred_format(start: Start, uri: str, formats: Any, kind: str) -> None:
    client = start(with_formats(formats))
    client.open(uri, MLP)
    answer = hover(client, uri, 6, 11)
    assert answer["contents"]["kind"] == kind
    assert "LIN103" in answer["contents"]["value"]
    assert ("**" in answer["contents"]["value"] or "`" in answer["contents"]["value"]) == (kind == "markdown")
    assert answer["range"] == {"start": {"line": 6, "character": 8}, "end": {"line": 6, "character": 16}}


def test_the_hover_counts_in_the_agreed_unit(start: Start, uri: str) -> None:
    client = start({"general": {"positionEncodings": ["utf-8"]}, **with_formats(["markdown"])})
    client.open(uri, MLP.replace("    x = nn", "    '😀😀'; x = nn"))
    assert hover(client, uri, 6, 21)["range"]["start"]["character"] == 20


@pytest.mark.parametrize(("line", "character"), [(1, 0), (8, 0), (99, 0), (0, 999), (3, 1)])
def test_other_places_have_none(start: Start, uri: str, line: int, character: int) -> None:
    client = start(with_formats(["markdown"]))
    client.open(uri, MLP)
    assert hover(client, uri, line, character) is None


def test_a_text_that_is_not_open_has_none(start: Start) -> None:
    assert hover(start(with_formats(["markdown"])), "file:///nowhere.py", 0, 0) is None
