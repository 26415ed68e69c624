"""One request of a page, in the place of an HTTP connection."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from http import HTTPStatus

from tornado.httputil import (
    HTTPConnection,
    HTTPHeaders,
    HTTPInputError,
    RequestStartLine,
    ResponseStartLine,
)
from tornado.web import Application

from chatkit_jupyter.limits import MIB, Limits
from chatkit_jupyter.widget.comm.outgoing import Outgoing

MAX_REQUEST_BYTES = Limits().max_request_bytes
_VERSION = "HTTP/1.1"


class Exchange(HTTPConnection):
    """A request that comes in messages, and the answer that leaves in messages.

    The kernel's web application sees it as any other connection.

    Args:
        application: Answers it.
        on_news: Called when there is something to send.
    """

    def __init__(self, application: Application, on_news: Callable[[], None]) -> None:
        self.outgoing = Outgoing()
        self._on_news = on_news
        self._close_callback: Callable[[], None] | None = None
        self._delegate = application.start_request(self, self)
        self._received = 0
        self._refused = False

    def begin(self, method: str, path: str, headers: Mapping[str, str]) -> None:
        """The request has begun.

        Args:
            method: The HTTP method.
            path: The path at the kernel's endpoint, percent-encoded, with its query.
            headers: The headers, the secret included.
        """
        try:
            self._delegate.headers_received(
                RequestStartLine(method, path, _VERSION), HTTPHeaders({**headers, "Host": "kernel"})
            )
        except HTTPInputError:
            self._refuse(HTTPStatus.BAD_REQUEST, "The kernel can not read this request.")

    def receive(self, chunk: bytes, more: bool) -> None:
        """A piece of the request's body has come.

        Args:
            chunk: The bytes.
            more: Whether others follow.
        """
        self._received += len(chunk)
        if self._received > MAX_REQUEST_BYTES:
            limit = f"A request may be {MAX_REQUEST_BYTES // MIB} MiB at most."
            self._refuse(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, limit)
        elif not self._refused:
            self._delegate.data_received(chunk)
            if not more:
                self._delegate.finish()

    def close(self) -> None:
        """The page is gone, or wants no more of the answer."""
        self.outgoing.drop()
        callback, self._close_callback = self._close_callback, None
        if callback is not None:
            callback()

    def set_close_callback(self, callback: Callable[[], None] | None) -> None:
        """Say what to call when the page is gone; tornado's handlers do."""
        self._close_callback = callback

    def write_headers(
        self,
        start_line: RequestStartLine | ResponseStartLine,
        headers: HTTPHeaders,
        chunk: bytes | None = None,
    ) -> asyncio.Future[None]:
        """Begin the answer."""
        assert isinstance(start_line, ResponseStartLine)
        head = {"status": start_line.code, "headers": list(headers.get_all())}
        written = self.outgoing.add("head", json.dumps(head).encode())
        return self.write(chunk) if chunk else self._sent(written)

    def write(self, chunk: bytes) -> asyncio.Future[None]:
        """Send a piece of the answer's body; done when the page may get more."""
        return self._sent(self.outgoing.add("data", chunk))

    def finish(self) -> None:
        """End the answer."""
        self._sent(self.outgoing.add("end"))

    def detach(self) -> BrokenOff:
        """Let the answer be broken off; tornado's handlers then close what they get."""
        self._close_callback = None
        return BrokenOff(self)

    def break_off(self) -> None:
        """Tell the page that the answer is not whole."""
        self._sent(self.outgoing.add("broken"))

    def _sent(self, written: asyncio.Future[None]) -> asyncio.Future[None]:
        self._on_news()
        return written

    def _refuse(self, status: HTTPStatus, message: str) -> None:
        if self._refused:
            return
        self._refused = True
        self.write_headers(
            ResponseStartLine(_VERSION, status, ""),
            HTTPHeaders({"Content-Type": "application/json"}),
            json.dumps({"message": message, "reason": None}).encode(),
        )
        self.finish()


class BrokenOff:
    """In the place of a detached connection, which can only be closed."""

    def __init__(self, exchange: Exchange) -> None:
        self._exchange = exchange

    def close(self) -> None:
        """End the answer before its end."""
        self._exchange.break_off()
