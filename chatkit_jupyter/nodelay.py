"""Writing to a socket without TCP's waiting for more (Nagle's algorithm)."""

from __future__ import annotations

from tornado.http1connection import HTTP1Connection
from tornado.httputil import HTTPServerRequest


def send_at_once(request: HTTPServerRequest) -> None:
    """Let no piece of an answer wait until the client has acknowledged the one before.

    By itself TCP holds back what is small, and a client that has just sent something acknowledges
    late: Linux after 40 ms, which the first words of an answer would wait.

    Args:
        request: What is answered; where it came in messages or on a Unix socket, there is nothing
            to do.
    """
    connection = request.connection
    if isinstance(connection, HTTP1Connection) and connection.stream is not None:
        connection.stream.set_nodelay(True)
