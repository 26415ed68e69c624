"""The connection from the Jupyter server to one kernel's endpoint."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from typing import Protocol

from tornado.http1connection import HTTP1Connection, HTTP1ConnectionParameters
from tornado.httputil import (
    HTTPHeaders,
    HTTPMessageDelegate,
    RequestStartLine,
    ResponseStartLine,
)
from tornado.iostream import IOStream, StreamClosedError

from chatkit_jupyter.errors import NotServingError
from chatkit_jupyter.runtime.registration import Registration

CONNECT_SECONDS = 5.0
_CHUNK_BYTES = 64 << 10
_BUFFER_BYTES = 1 << 20


class Sink(Protocol):
    """Who takes a kernel's answer."""

    def begin(self, status: int, content_type: str) -> None:
        """The answer begins."""
        ...

    def take(self, chunk: bytes) -> Awaitable[None]:
        """A piece of the body; no more is read from the kernel until it has been passed on."""
        ...


@dataclass(frozen=True)
class Ask:
    """A request to a kernel.

    Args:
        method: The HTTP method.
        path: The path at the kernel's endpoint, percent-encoded.
        headers: Headers beside the secret.
        body: The body.
    """

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes = b""


class Link:
    """One request to a kernel and its answer.

    Args:
        registration: Where the kernel answers.
        buffer_bytes: How much of an answer to read ahead of who takes it.
    """

    def __init__(self, registration: Registration, buffer_bytes: int = _BUFFER_BYTES) -> None:
        self._buffer_bytes = max(buffer_bytes, _CHUNK_BYTES)
        self._registration = registration
        self._stream: IOStream | None = None
        self._closed = False

    async def relay(self, ask: Ask, sink: Sink) -> None:
        """Send a request and pass its answer on as it comes.

        Args:
            ask: The request.
            sink: Gets the answer. Where it is slow, the kernel is read slowly.

        Raises:
            NotServingError: Nothing answers at the kernel's address, or it broke off before it
                had answered anything.
            StreamClosedError: The kernel broke off in the middle of its answer.
        """
        delegate = _Relay(sink)
        self._stream = await self._connect()
        try:
            if self._closed:
                return
            await self._exchange(self._stream, ask, delegate)
        finally:
            self._stream.close()
        if self._closed or delegate.finished:
            return
        if delegate.begun:
            raise StreamClosedError
        raise NotServingError("the kernel closed the connection without an answer")

    def close(self) -> None:
        """Break off; the kernel notices that nobody listens."""
        self._closed = True
        if self._stream is not None:
            self._stream.close()

    async def _connect(self) -> IOStream:
        port = self._registration.port
        family = socket.AF_UNIX if port is None else socket.AF_INET
        address = self._registration.socket if port is None else ("127.0.0.1", port)
        stream = IOStream(
            socket.socket(family, socket.SOCK_STREAM), max_buffer_size=self._buffer_bytes
        )
        try:
            # Its signature knows only addresses of internet sockets.
            connecting = stream.connect(address)  # pyright: ignore[reportArgumentType]
            await asyncio.wait_for(connecting, CONNECT_SECONDS)
        except (OSError, StreamClosedError, asyncio.TimeoutError) as error:
            stream.close()
            raise NotServingError(f"the kernel does not answer: {error}") from error
        return stream

    async def _exchange(self, stream: IOStream, ask: Ask, delegate: HTTPMessageDelegate) -> None:
        parameters = HTTP1ConnectionParameters(
            no_keep_alive=True, chunk_size=_CHUNK_BYTES, max_body_size=sys.maxsize
        )
        connection = HTTP1Connection(stream, True, parameters)
        headers = HTTPHeaders(
            {
                "Host": "kernel",
                "Connection": "close",
                "Authorization": f"Bearer {self._registration.secret}",
                "Content-Length": str(len(ask.body)),
                **ask.headers,
            }
        )
        try:
            start = RequestStartLine(ask.method, ask.path, "HTTP/1.1")
            await connection.write_headers(start, headers, ask.body)
            connection.finish()
            await connection.read_response(delegate)
        except StreamClosedError:
            pass  # the caller looks at how far the answer came


class _Relay(HTTPMessageDelegate):
    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.begun = False
        self.finished = False

    def headers_received(
        self, start_line: RequestStartLine | ResponseStartLine, headers: HTTPHeaders
    ) -> None:
        assert isinstance(start_line, ResponseStartLine)
        self.begun = True
        self._sink.begin(start_line.code, headers.get("Content-Type", "application/json"))

    def data_received(self, chunk: bytes) -> Awaitable[None]:
        return self._sink.take(chunk)

    def finish(self) -> None:
        self.finished = True
