"""A client that speaks plain JSON-RPC to a language server over its pipes and hides nothing."""

from __future__ import annotations

import contextlib
import json
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from queue import Empty, Queue
from typing import Any

Message = dict[str, Any]


class Refused(Exception):
    """The server answered with an error."""

    def __init__(self, error: Message) -> None:
        super().__init__(error["message"])
        self.code: int = error["code"]


class JsonRpcClient:
    """A server process and the conversation with it.

    Questions that the server asks get the answer that `answers` has for their method, else null.
    """

    def __init__(self, command: Sequence[str], folder: Path, errors: Any = subprocess.DEVNULL) -> None:
        self.process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, cwd=folder
        )
        self.received: list[Message] = []
        """Every message that has been looked at, oldest first."""
        self.answers: dict[str, Callable[[Any], Any]] = {}
        self.capabilities: Message = {}
        self._arriving: Queue[Message] = Queue()
        self._number = 0
        threading.Thread(target=self._listen, daemon=True).start()

    # --- talking -----------------------------------------------------------------------------------------------

    def initialize(self, capabilities: Message | None = None, **params: Any) -> Message:
        """Shake hands; returns what the server can do."""
        result = self.ask("initialize", {"processId": None, "capabilities": capabilities or {}, **params})
        self.capabilities = result["capabilities"]
        self.tell("initialized", {})
        return self.capabilities

    def tell(self, method: str, params: Any = None) -> None:
        """Send a notification."""
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def request(self, method: str, params: Any = None) -> int:
        """Send a request; returns the number under which its answer comes."""
        self._number += 1
        self.send({"jsonrpc": "2.0", "id": self._number, "method": method, "params": params})
        return self._number

    def ask(self, method: str, params: Any = None, timeout: float = 30) -> Any:
        """Send a request and wait for its result. Raises Refused if it is answered with an error."""
        return self.result(self.request(method, params), timeout)

    def result(self, number: int, timeout: float = 30) -> Any:
        """Wait for the result of a request. Raises Refused if it is answered with an error."""
        answer = self.wait(lambda message: message.get("id") == number and "method" not in message, timeout)
        if "error" in answer:
            raise Refused(answer["error"])
        return answer["result"]

    def wait_for(self, method: str, timeout: float = 30, **wanted: Any) -> Any:
        """Wait for the next message of a method whose parameters have these values; returns them all."""

        def fits(message: Message) -> bool:
            params = message.get("params") or {}
            return message.get("method") == method and all(params.get(key) == value for key, value in wanted.items())

        return self.wait(fits, timeout).get("params")

    def wait(self, wanted: Callable[[Message], bool], timeout: float) -> Message:
        """The next message that is wanted. Raises TimeoutError."""
        deadline = time.monotonic() + timeout
        while True:
            try:
                message = self._arriving.get(timeout=max(0.0, deadline - time.monotonic()))
            except Empty:
                raise TimeoutError(f"nothing wanted among {[m.get('method', m) for m in self.received]}") from None
            self.received.append(message)
            if "method" in message and "id" in message:
                answer = self.answers.get(message["method"], lambda _params: None)(message.get("params"))
                self.send({"jsonrpc": "2.0", "id": message["id"], "result": answer})
            if wanted(message):
                return message

    def gather(self, seconds: float) -> list[Message]:
        """All messages that arrive within a time."""
        before = len(self.received)
        with contextlib.suppress(TimeoutError):
            self.wait(lambda _message: False, seconds)
        return self.received[before:]

    # --- texts -------------------------------------------------------------------------------------------------

    def open(self, uri: str, text: str, version: int = 1, language: str = "python") -> None:
        """Open a text."""
        item = {"uri": uri, "languageId": language, "version": version, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})

    def change(self, uri: str, version: int, *changes: Message) -> None:
        """Change a text (each change with `text` and, unless it is the whole text, `range`)."""
        document = {"uri": uri, "version": version}
        self.tell("textDocument/didChange", {"textDocument": document, "contentChanges": list(changes)})

    def pull(self, uri: str, previous: str | None = None) -> Message:
        """Ask for the diagnostics of a text."""
        params: Message = {"textDocument": {"uri": uri}}
        if previous is not None:
            params["previousResultId"] = previous
        result: Message = self.ask("textDocument/diagnostic", params)
        return result

    # --- the end -----------------------------------------------------------------------------------------------

    def leave(self) -> int:
        """Shut the server down as the protocol wants it; returns its exit code."""
        self.ask("shutdown")
        self.tell("exit")
        return self.process.wait(10)

    def kill(self) -> None:
        """End the server, however it is."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    # --- bytes -------------------------------------------------------------------------------------------------

    def send(self, message: Any) -> None:
        """Send any JSON."""
        self.send_bytes(json.dumps(message).encode())

    def send_bytes(self, body: bytes) -> None:
        """Send a body that may be anything."""
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _listen(self) -> None:
        stream = self.process.stdout
        assert stream is not None
        while True:
            length = None
            while (line := stream.readline()) not in (b"\r\n", b""):
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if length is None:
                return
            self._arriving.put(json.loads(stream.read(length)))


def place(line: int, start: int, end: int, last_line: int | None = None) -> Message:
    """A range of the protocol within a line, or up to a later one."""
    last = line if last_line is None else last_line
    return {"start": {"line": line, "character": start}, "end": {"line": last, "character": end}}


def edited(text: str, edits: list[Message]) -> str:
    """A text after edits of the protocol (ASCII only, so that all units are one); at one place, in their order."""
    rows = text.splitlines(keepends=True)
    starts = [sum(map(len, rows[:row])) for row in range(len(rows) + 1)]
    placed = []
    for number, edit in enumerate(edits):
        begin, end = (starts[edit["range"][at]["line"]] + edit["range"][at]["character"] for at in ("start", "end"))
        placed.append((begin, end, number, edit["newText"]))
    for begin, end, _, new in sorted(placed, reverse=True):
        text = text[:begin] + new + text[end:]
    return text
