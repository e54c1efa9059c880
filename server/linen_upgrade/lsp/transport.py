"""How bytes come in and go out: standard input and output, or one TCP connection."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
from typing import BinaryIO

from linen_upgrade.lsp.protocol import LinenProtocol

LOOPBACK = "127.0.0.1"
_CHUNK = 1 << 16
_LONGEST_HEADER = 1 << 16


class _PipeWriter:
    """Writes whole messages to a pipe at once; remembers when nobody reads them any more."""

    def __init__(self, pipe: BinaryIO) -> None:
        self._pipe = pipe
        self.broken = False

    def write(self, data: bytes) -> None:
        if not self.broken:
            try:
                self._pipe.write(data)
                self._pipe.flush()
            except OSError:
                self.broken = True

    def close(self) -> None:
        """Left to the end of the process: closing here could block on a client that doesn't read."""


def serve_stdio(protocol: LinenProtocol) -> int:
    """Serve over standard input and output; returns the exit code.

    Whatever else writes to standard output from now on comes out on standard error.
    """
    output = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return asyncio.run(_serve_pipe(protocol, sys.stdin.fileno(), _PipeWriter(output)))


async def _serve_pipe(protocol: LinenProtocol, descriptor: int, writer: _PipeWriter) -> int:
    reader = asyncio.StreamReader(limit=_LONGEST_HEADER)
    arguments = (descriptor, reader, asyncio.get_running_loop())
    threading.Thread(target=_feed, args=arguments, daemon=True, name="standard input").start()
    protocol.set_writer(writer)
    return await _converse(protocol, reader, writer)


def _feed(descriptor: int, reader: asyncio.StreamReader, loop: asyncio.AbstractEventLoop) -> None:
    """Hand on what comes from a pipe. A thread, as event loops cannot wait for every kind of pipe on every system."""
    try:
        while data := os.read(descriptor, _CHUNK):
            loop.call_soon_threadsafe(reader.feed_data, data)
        loop.call_soon_threadsafe(reader.feed_eof)
    except (OSError, RuntimeError):  # closed under our hands, or the loop has ended
        return


def serve_tcp(protocol: LinenProtocol, host: str, port: int) -> int:
    """Serve the first client that connects to an address (an empty host is the loopback one); returns the exit code."""
    try:
        return asyncio.run(_serve_first_client(protocol, host or LOOPBACK, port))
    except (OSError, OverflowError) as error:
        print(f"linen-upgrade: cannot listen on {host or LOOPBACK}:{port}: {error}", file=sys.stderr)
        return 2


async def _serve_first_client(protocol: LinenProtocol, host: str, port: int) -> int:
    client: asyncio.Future[tuple[asyncio.StreamReader, asyncio.StreamWriter]]
    client = asyncio.get_running_loop().create_future()

    def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if client.done():
            writer.close()
        else:
            client.set_result((reader, writer))

    listener = await asyncio.start_server(connected, host, port, limit=_LONGEST_HEADER)
    address = listener.sockets[0].getsockname()
    print(f"linen-upgrade listens on {address[0]}:{address[1]}", file=sys.stderr, flush=True)
    reader, writer = await client
    listener.close()
    protocol.set_writer(writer)
    try:
        return await _converse(protocol, reader)
    finally:
        writer.close()
        with contextlib.suppress(OSError, asyncio.TimeoutError):
            await asyncio.wait_for(writer.wait_closed(), timeout=1)


async def _converse(protocol: LinenProtocol, reader: asyncio.StreamReader, writer: _PipeWriter | None = None) -> int:
    """Hand messages to the protocol until the client says `exit` or is gone; returns the exit code."""
    protocol.hang_up = reader.feed_eof
    while protocol.exit_code is None and not (writer and writer.broken):
        try:
            length = _content_length(await reader.readuntil(b"\r\n\r\n"))
            body = await reader.readexactly(length)
        except (asyncio.IncompleteReadError, asyncio.LimitOverrunError, OSError):
            return 1  # gone without a word
        if length:
            protocol.receive(body)
    return 1 if protocol.exit_code is None else protocol.exit_code


def _content_length(header: bytes) -> int:
    """The length that a message's header tells; 0, so that the header is passed over, if it tells none."""
    for line in header.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.strip().lower() == b"content-length" and value.strip().isdigit():
            return int(value)
    return 0
