"""The fast lane beside pygls, without a process: what comes in, what goes out."""

from __future__ import annotations

import json
from typing import Any

import pytest
from lsprotocol import types
from pygls.lsp.server import LanguageServer

from linen_upgrade.lsp.protocol import LinenProtocol

INITIALIZE = {"id": 0, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}}


class Wire:
    """Keeps what a protocol writes."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []

    def write(self, data: bytes) -> None:
        header, _, body = data.partition(b"\r\n\r\n")
        assert header == b"Content-Length: %d" % len(body)
        self.messages.append(json.loads(body))

    def close(self) -> None:
        """Nothing to close."""


class Conversation:
    """A protocol of its own, and what it answers."""

    def __init__(self, initialized: bool = True) -> None:
        self.server = LanguageServer("test", "1", protocol_cls=LinenProtocol)
        protocol = self.server.protocol
        assert isinstance(protocol, LinenProtocol)
        self.protocol, self.wire = protocol, Wire()
        protocol.set_writer(self.wire)
        if initialized:
            self.send(INITIALIZE)
            self.wire.messages.clear()

    def send(self, message: Any) -> None:
        if isinstance(message, dict):
            message = {"jsonrpc": "2.0", **message}
        self.protocol.receive(json.dumps(message).encode())

    def answer(self, message: Any) -> dict[str, Any]:
        """The one message that comes back."""
        self.wire.messages.clear()
        self.send(message)
        (answer,) = self.wire.messages
        return answer


@pytest.fixture
def talk() -> Conversation:
    return Conversation()


def error(answer: dict[str, Any]) -> tuple[Any, int]:
    """The request that an error is the answer to, and its code."""
    assert "result" not in answer
    assert answer["error"]["message"]
    return answer["id"], answer["error"]["code"]


@pytest.mark.parametrize("identifier", [7, "seven", 'with "quotes" and 🧨'])
def test_a_quick_request_is_answered_with_the_json_as_it_is(talk: Conversation, identifier: Any) -> None:
    talk.protocol.quick_requests["test/quick"] = lambda params: b'{"echo": %s}' % json.dumps(params).encode()
    answer = talk.answer({"id": identifier, "method": "test/quick", "params": {"é": [1, None]}})
    assert answer == {"jsonrpc": "2.0", "id": identifier, "result": {"echo": {"é": [1, None]}}}


def test_a_quick_notification_gets_plain_dictionaries(talk: Conversation) -> None:
    seen: list[Any] = []
    talk.protocol.quick_notifications["textDocument/didOpen"] = seen.append
    params = {"textDocument": {"uri": "file:///x.py", "languageId": "python", "version": 1, "text": "x"}}
    talk.send({"method": "textDocument/didOpen", "params": params})
    assert seen == [params]
    assert not talk.server.workspace.text_documents, "pygls must not keep a copy"
    assert talk.wire.messages == []


def test_a_ready_notification_goes_out_as_it_is(talk: Conversation) -> None:
    talk.protocol.notify_ready("test/told", b'{"a":1}')
    assert talk.wire.messages == [{"jsonrpc": "2.0", "method": "test/told", "params": {"a": 1}}]


@pytest.mark.parametrize("body", [b"", b"{", b"\xff\xfe", b'{"id": 1,}', b"[" * 100_000])
def test_what_is_not_json_is_a_parse_error(talk: Conversation, body: bytes) -> None:
    talk.protocol.receive(body)
    assert error(talk.wire.messages[0]) == (None, -32700)


@pytest.mark.parametrize("message", [[], [INITIALIZE], "initialize", 5, None, {"id": 1, "method": 5}])
def test_json_that_is_no_message_is_an_invalid_request(talk: Conversation, message: Any) -> None:
    assert error(talk.answer(message)) == (None, -32600)


def test_an_unknown_method_is_told_so(talk: Conversation) -> None:
    assert error(talk.answer({"id": 4, "method": "test/unknown", "params": {}})) == (4, -32601)


def test_an_unknown_notification_is_passed_over(talk: Conversation) -> None:
    talk.send({"method": "$/unknown", "params": {}})
    assert talk.wire.messages == []


def test_parameters_of_the_wrong_shape_are_invalid(talk: Conversation) -> None:
    @talk.server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> None:
        raise AssertionError(params)

    assert error(talk.answer({"id": 4, "method": "textDocument/hover", "params": {"position": 5}})) == (4, -32602)
    assert error(talk.answer({"id": 5, "method": "textDocument/hover"})) == (5, -32602)


def test_an_exception_answers_its_own_request_only(talk: Conversation, caplog: pytest.LogCaptureFixture) -> None:
    @talk.server.feature(types.TEXT_DOCUMENT_HOVER)
    def hover(params: types.HoverParams) -> None:
        raise ZeroDivisionError("the hover's own")

    def quick(_params: Any) -> bytes:
        raise ZeroDivisionError("the quick one's own")

    talk.protocol.quick_requests["test/quick"] = quick
    talk.protocol.quick_notifications["test/told"] = quick
    place = {"textDocument": {"uri": "file:///x.py"}, "position": {"line": 0, "character": 0}}
    assert error(talk.answer({"id": 1, "method": "textDocument/hover", "params": place})) == (1, -32603)
    assert error(talk.answer({"id": 2, "method": "test/quick", "params": {}})) == (2, -32603)
    talk.send({"method": "test/told", "params": {}})
    assert caplog.text.count("Traceback") == 3
    assert "the hover's own" in caplog.text
    assert "the quick one's own" in caplog.text
    assert talk.answer({"id": 3, "method": "shutdown", "params": None})["result"] is None


def test_before_initialize_nothing_is_done() -> None:
    talk = Conversation(initialized=False)
    seen: list[Any] = []
    talk.protocol.quick_notifications["test/told"] = seen.append
    assert error(talk.answer({"id": 1, "method": "shutdown", "params": None})) == (1, -32002)
    talk.send({"method": "test/told", "params": {}})
    assert seen == []
    assert "capabilities" in talk.answer(INITIALIZE)["result"]


def test_initialize_counts_once(talk: Conversation) -> None:
    assert error(talk.answer(INITIALIZE)) == (0, -32600)


def test_initialize_may_be_tried_again_after_it_was_refused() -> None:
    talk = Conversation(initialized=False)
    assert error(talk.answer({"id": 1, "method": "initialize", "params": {"capabilities": 5}})) == (1, -32602)
    assert "capabilities" in talk.answer(INITIALIZE)["result"]


def test_after_shutdown_only_exit_counts(talk: Conversation) -> None:
    assert talk.answer({"id": 1, "method": "shutdown", "params": None})["result"] is None
    assert error(talk.answer({"id": 2, "method": "textDocument/hover", "params": {}})) == (2, -32600)
    assert talk.protocol.exit_code is None
    talk.send({"method": "exit"})
    assert talk.protocol.exit_code == 0


def test_exit_without_shutdown_is_a_failure(talk: Conversation) -> None:
    talk.send({"method": "exit", "params": None})
    assert talk.protocol.exit_code == 1


def test_a_refusal_of_the_client_is_no_error(talk: Conversation) -> None:
    answers: list[Any] = []
    talk.protocol.ask("workspace/diagnostic/refresh", None, answers.append)
    talk.protocol.ask("workspace/diagnostic/refresh", None, answers.append)
    refused, answered = (message["id"] for message in talk.wire.messages)
    talk.wire.messages.clear()
    talk.send({"id": refused, "error": {"code": -32601, "message": "never heard of it"}})
    talk.send({"id": answered, "result": None})
    talk.send({"id": "never asked", "result": None})
    assert answers == [None]
    assert talk.wire.messages == []
