"""The language server: protocol in, questions to `analysis`, protocol out. Nothing here knows a rule."""

from __future__ import annotations


def serve(tcp: tuple[str, int] | None = None) -> None:
    """Run the language server until its client ends it, and leave the process with the protocol's exit code.

    Speaks over standard input and output, or waits for one client on `tcp` (a host, empty for the loopback
    interface, and a port, 0 for any free one, which is then told on standard error).
    Raises SystemExit: 0 after an orderly `shutdown` and `exit`, 1 otherwise, 2 if the address cannot be used.
    """
    import gc

    gc.disable()  # collecting while pygls loads its thousand classes costs a fifth of the start
    from linen_upgrade.lsp.server import create_server
    from linen_upgrade.lsp.transport import serve_stdio, serve_tcp

    server = create_server()
    gc.freeze()
    gc.enable()
    raise SystemExit(serve_tcp(server.protocol, *tcp) if tcp else serve_stdio(server.protocol))
