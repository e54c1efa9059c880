"""The server's end: as the protocol says, and whenever its editor is gone."""

from __future__ import annotations

import json
import re
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from .conftest import MLP, PULL, SERVER, Start
from .json_rpc_client import JsonRpcClient


def test_shutdown_and_exit_end_it_well(start: Start, uri: str) -> None:
    client = start()
    client.open(uri, MLP)
    assert client.leave() == 0


def test_exit_alone_ends_it_as_a_failure(start: Start) -> None:
    client = start()
    client.tell("exit")
    assert client.process.wait(10) == 1


def test_exit_before_initialize_ends_it_as_a_failure(start: Start) -> None:
    client = start(None)
    client.tell("exit")
    assert client.process.wait(10) == 1


def test_the_end_of_its_input_ends_it(start: Start) -> None:
    client = start()
    assert client.process.stdin is not None
    client.process.stdin.close()
    assert client.process.wait(10) == 1


def test_a_dead_editor_ends_it_even_if_the_pipe_stays_open(start: Start) -> None:
    editor = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    client = start(PULL, processId=None)
    client.kill()
    client = start(None)
    client.initialize(PULL, processId=editor.pid)
    assert client.process.poll() is None
    editor.kill()
    editor.wait()
    assert client.process.wait(15) == 1


def test_an_editor_that_lives_keeps_it(start: Start, uri: str) -> None:
    editor = subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE)
    client = start(None)
    client.initialize(PULL, processId=editor.pid)
    client.gather(3)
    client.open(uri, MLP)
    assert client.pull(uri)["items"]
    editor.kill()
    editor.wait()


def test_a_second_interrupt_of_nothing(start: Start) -> None:
    """Nothing but the protocol is written to standard output, and nothing to standard error in a quiet life."""
    client = JsonRpcClient(SERVER, Path(), errors=subprocess.PIPE)
    try:
        client.initialize(PULL)
        client.open("file:///x.py", MLP)
        client.pull("file:///x.py")
        assert client.leave() == 0
        assert client.process.stderr is not None
        assert client.process.stderr.read() == b""
    finally:
        client.kill()


# --- bytes ------------------------------------------------------------------------------------------------------------


def framed(message: object, header: str = "Content-Length: {}\r\n\r\n") -> bytes:
    body = json.dumps(message).encode()
    return header.format(len(body)).encode() + body


INITIALIZE = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"processId": None, "capabilities": {}}}


@pytest.mark.parametrize(
    "header",
    [
        "content-length: {}\r\n\r\n",
        "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: {}\r\n\r\n",
        "Content-Length:{}\r\nX-Other: 1\r\n\r\n",
        "X-Nothing: 1\r\n\r\nContent-Length: {}\r\n\r\n",
        "Content-Length: 0\r\n\r\nContent-Length: {}\r\n\r\n",
    ],
)
def test_headers_of_all_kinds(start: Start, header: str) -> None:
    client = start(None)
    assert client.process.stdin is not None
    client.process.stdin.write(framed(INITIALIZE, header))
    client.process.stdin.flush()
    assert "capabilities" in client.result(1)


def test_messages_arrive_in_pieces_or_together(start: Start) -> None:
    client = start(None)
    stream = client.process.stdin
    assert stream is not None
    data = framed(INITIALIZE)
    for at in range(0, len(data), 7):
        stream.write(data[at : at + 7])
        stream.flush()
        time.sleep(0.002)
    client.result(1)
    stream.write(b"".join(framed({**INITIALIZE, "id": number, "method": "x/y"}) for number in (2, 3, 4)))
    stream.flush()
    answers = [client.wait(lambda message, number=number: message.get("id") == number, 10) for number in (2, 3, 4)]
    assert all(answer["error"]["code"] == -32601 for answer in answers)


def test_a_header_without_end_ends_it(start: Start) -> None:
    client = start(None)
    assert client.process.stdin is not None
    # It may end before it has taken all of it.
    with suppress(BrokenPipeError):
        client.process.stdin.write(b"x" * 200_000)
        client.process.stdin.flush()
    assert client.process.wait(10) == 1


# --- TCP --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["0", ":0", "127.0.0.1:0", "localhost:0"])
def test_one_client_is_served_over_tcp_on_the_loopback_interface(tmp_path: Path, address: str) -> None:
    server = subprocess.Popen([*SERVER, "--tcp", address], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        found = re.search(r"listens on (\S+):(\d+)", server.stderr.readline())
        assert found is not None
        assert found[1] in ("127.0.0.1", "::1")
        with socket.create_connection((found[1], int(found[2]))) as connection, connection.makefile("rb") as stream:
            connection.sendall(framed(INITIALIZE))
            assert b"Content-Length" in stream.readline()
            connection.sendall(framed({"jsonrpc": "2.0", "id": 2, "method": "shutdown"}))
            connection.sendall(framed({"jsonrpc": "2.0", "method": "exit"}))
            assert b'"id":2' in stream.read()
        assert server.wait(10) == 0
    finally:
        server.kill()
        server.wait()


def test_a_tcp_client_that_hangs_up_ends_it(tmp_path: Path) -> None:
    server = subprocess.Popen([*SERVER, "--tcp", ":0"], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    try:
        assert server.stderr is not None
        port = int(server.stderr.readline().rpartition(":")[2])
        socket.create_connection(("127.0.0.1", port)).close()
        assert server.wait(10) == 1
    finally:
        server.kill()
        server.wait()


def test_an_address_in_use_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = subprocess.run(
            [*SERVER, "--tcp", f"127.0.0.1:{port}"], cwd=tmp_path, capture_output=True, text=True, timeout=30
        )
    assert done.returncode == 2
    assert f"127.0.0.1:{port}" in done.stderr
    assert "Traceback" not in done.stderr
