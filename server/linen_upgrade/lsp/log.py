"""What the server has to say about itself goes to the client's log, not to a person's face."""

from __future__ import annotations

import logging

from lsprotocol import types
from pygls.lsp.server import LanguageServer

_TYPES = ((logging.ERROR, types.MessageType.Error), (logging.WARNING, types.MessageType.Warning))


class ClientLog(logging.Handler):
    """Passes on the log as `window/logMessage`."""

    def __init__(self, server: LanguageServer) -> None:
        super().__init__(logging.WARNING)
        self._server = server

    def emit(self, record: logging.LogRecord) -> None:
        """Send one record, with the traceback if it has one."""
        kind = next((kind for level, kind in _TYPES if record.levelno >= level), types.MessageType.Info)
        self._server.window_log_message(types.LogMessageParams(kind, self.format(record)))


def log_to_client(server: LanguageServer) -> None:
    """Send every warning and error, of this program and of the libraries it stands on, to the client's log."""
    logging.getLogger().addHandler(ClientLog(server))
