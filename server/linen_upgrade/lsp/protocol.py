"""Where pygls is made fast: the only module that reaches into its internals.

Three habits of pygls cost more than analysing a keystroke does, and are replaced here:

- it keeps a second copy of every text: the notifications about texts go to our own handlers instead;
- it builds a typed object for every message: the messages of a keystroke (`Quick` below) stay dictionaries;
- it turns every diagnostic into JSON anew: quick requests are answered with JSON that is ready.

It also leaves requests unanswered that come too early, too late or broken; those get their error here.
Everything else (the other requests, progress, cancelling) is pygls' own.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from concurrent.futures import Future
from functools import partial
from typing import Any

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInternalError,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcParseError,
    JsonRpcRequestCancelled,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import LanguageServerProtocol

logger = logging.getLogger(__name__)

QuickNotification = Callable[[Any], None]
"""Takes the `params` of a notification as JSON has them."""
QuickRequest = Callable[[Any], "bytes | None"]
"""Takes the `params` of a request as JSON has them; returns the result as JSON in UTF-8, None for not yet."""


_FILE_OPERATIONS = ("didCreate", "didRename", "didDelete")


class LinenProtocol(LanguageServerProtocol):
    """pygls' protocol with a fast lane."""

    def __init__(self, server: Any, converter: Any) -> None:
        super().__init__(server, converter)
        self.quick_notifications: dict[str, QuickNotification] = {types.EXIT: self._exit}
        self.quick_requests: dict[str, QuickRequest] = {}
        self._held: dict[str | int, tuple[str, Any]] = {}
        self.exit_code: int | None = None
        """What the process is to end with, once the client said `exit`."""
        self.greeted: Callable[[Any], None] = lambda _params: None
        """Gets the parameters of `initialize` as JSON has them, before pygls does."""
        self.hang_up: Callable[[], None] = lambda: None
        """Ends the conversation without the client; set by whoever holds the connection."""

    # --- messages in -------------------------------------------------------------------------------------------

    def receive(self, body: bytes) -> None:
        """Deal with one message, given as JSON. Whatever is wrong with it is answered or logged, never raised."""
        try:
            message = json.loads(body)
        except (ValueError, RecursionError) as error:
            self._refuse(None, JsonRpcParseError(f"The message is not JSON: {error}"))
            return
        if not isinstance(message, dict) or not isinstance(message.get("method", ""), str):
            self._refuse(None, JsonRpcInvalidRequest("The message is not a JSON-RPC request, notification or answer."))
            return
        self._dispatch(message)

    def _dispatch(self, message: dict[str, Any]) -> None:
        method, identifier = message.get("method"), message.get("id")
        if method is not None and (refusal := self._out_of_turn(method)) is not None:
            if identifier is not None:
                self._refuse(identifier, refusal)
        elif method in self.quick_notifications and identifier is None:
            self._notified(method, message.get("params"))
        elif method in self.quick_requests and identifier is not None:
            self._answer(identifier, method, message.get("params"))
        elif method == types.CANCEL_REQUEST and (held := _cancelled(message)) in self._held:
            self._give_up(held)
        else:
            self._hand_to_pygls(message)

    def _out_of_turn(self, method: str) -> JsonRpcException | None:
        if method == types.EXIT:
            return None
        if self._shutdown:
            return JsonRpcInvalidRequest("The server has been shut down.")
        initialized = self._workspace is not None
        if method == types.INITIALIZE:
            return JsonRpcInvalidRequest("The server is initialized already.") if initialized else None
        return None if initialized else JsonRpcServerNotInitialized("The first request must be `initialize`.")

    def _notified(self, method: str, params: Any) -> None:
        try:
            self.quick_notifications[method](params)
        except Exception:  # one broken message must not end the server; nobody waits for an answer
            logger.exception("Cannot deal with %s.", method)

    def _answer(self, identifier: str | int, method: str, params: Any) -> None:
        try:
            result = self.quick_requests[method](params)
        except Exception as error:  # whatever goes wrong belongs to this one request
            self._refuse(identifier, self._as_answer(error, method))
        else:
            if result is None:
                self._held[identifier] = method, params
            else:
                self._write(b'{"jsonrpc":"2.0","id":%s,"result":%s}' % (json.dumps(identifier).encode(), result))

    def answer_held(self) -> None:
        """Try the requests again that could not be answered yet."""
        waiting, self._held = self._held, {}
        for identifier, (method, params) in waiting.items():
            self._answer(identifier, method, params)

    def give_up_held(self) -> None:
        """Nothing will ever answer them."""
        for identifier in list(self._held):
            self._give_up(identifier)

    def _give_up(self, identifier: str | int) -> None:
        del self._held[identifier]
        self._refuse(identifier, JsonRpcRequestCancelled("The request was cancelled."))

    def _hand_to_pygls(self, message: dict[str, Any]) -> None:
        message.setdefault("jsonrpc", self.VERSION)
        if "method" in message:
            message.setdefault("params", None)
        try:
            if message.get("method") == types.INITIALIZE:
                message["params"] = self._greet(message["params"])
            structured = self.structure_message(message)
        except JsonRpcException:
            if "id" in message:
                sentence = f"The parameters of {message.get('method', 'an answer')} are not as the protocol has them."
                self._refuse(message["id"], JsonRpcInvalidParams(sentence))
            return
        self.handle_message(structured)

    def _greet(self, params: Any) -> Any:
        """What pygls needs of the parameters of `initialize`.

        It would refuse a client that announces one thing that it doesn't know, and takes its time for the rest.
        """
        capabilities = params.get("capabilities") if isinstance(params, dict) else None
        if not isinstance(capabilities, dict):
            raise JsonRpcInvalidParams
        self.greeted(params)
        kept = {key: capabilities[key] for key in ("general",) if key in capabilities}
        workspace = capabilities.get("workspace")
        told = workspace.get("fileOperations") if isinstance(workspace, dict) else None
        if isinstance(told, dict):
            kept["workspace"] = {"fileOperations": {key: bool(told.get(key)) for key in _FILE_OPERATIONS}}
        return {**params, "capabilities": kept}

    def _exit(self, _params: Any) -> None:
        self.exit_code = 0 if self._shutdown else 1

    # --- messages out ------------------------------------------------------------------------------------------

    def notify_ready(self, method: str, params: bytes) -> None:
        """Send a notification whose parameters are JSON already."""
        self._write(b'{"jsonrpc":"2.0","method":"%s","params":%s}' % (method.encode(), params))

    def _write(self, body: bytes) -> None:
        if self.writer is not None:
            self.writer.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))

    def _send_data(self, data: Any) -> None:
        self._write(json.dumps(data, default=self._serialize_message, separators=(",", ":")).encode())

    def _refuse(self, identifier: str | int | None, error: JsonRpcException) -> None:
        answer = {"code": error.code, "message": error.message}
        self._send_data({"jsonrpc": "2.0", "id": identifier, "error": answer})

    def _as_answer(self, error: BaseException, what: str) -> JsonRpcException:
        if isinstance(error, JsonRpcException):
            return error
        logger.error("Cannot deal with %s.", what, exc_info=error)
        return JsonRpcInternalError(f"linen-upgrade met an error of its own ({error!r}). The log has the details.")

    def _send_handler_result(self, future: Future[Any], *, msg_id: str | int) -> None:
        # As in pygls, but an error that is an answer (`ContentModified`) is no news for the log.
        self._request_futures.pop(msg_id, None)
        if future.cancelled():
            self._refuse(msg_id, JsonRpcRequestCancelled("The request was cancelled."))
        elif (error := future.exception()) is not None:
            self._refuse(msg_id, self._as_answer(error, f"request {msg_id}"))
        else:
            self._send_response(msg_id, result=future.result())

    def ask(self, method: str, params: Any, then: Callable[[Any], None] | None = None) -> None:
        """Ask the client something; `then` gets the answer, and nobody is told if the client refuses."""
        self.send_request(method, params).add_done_callback(partial(_pass_on, method, then))


def _cancelled(message: dict[str, Any]) -> Any:
    """Which request a message cancels."""
    params = message.get("params")
    identifier = params.get("id") if isinstance(params, dict) else None
    return identifier if isinstance(identifier, str | int) else None


def _pass_on(method: str, then: Callable[[Any], None] | None, answer: Future[Any]) -> None:
    if answer.cancelled():
        return
    if (error := answer.exception()) is not None:
        logger.info("The client refused %s: %s", method, error)
    elif then is not None:
        then(answer.result())
