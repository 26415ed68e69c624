"""A piece of an answer leaves when it is there."""

from __future__ import annotations

import socket

import httpx
import pytest
from tornado import web
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port

from chatkit_jupyter.nodelay import send_at_once


class Answering(web.RequestHandler):
    """Answers with whether TCP may hold small pieces back, before and after."""

    def get(self) -> None:
        before = self._holds_back()
        send_at_once(self.request)
        self.write({"before": before, "after": self._holds_back()})

    def _holds_back(self) -> bool:
        stream = self.request.connection.stream
        return not stream.socket.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY)


async def test_no_piece_waits_for_the_acknowledgement_of_the_one_before():
    listening, port = bind_unused_port()
    server = HTTPServer(web.Application([("/", Answering)]))
    server.add_sockets([listening])
    async with httpx.AsyncClient() as client:
        for _ in range(2):  # on one connection
            answer = await client.get(f"http://127.0.0.1:{port}/")
            assert answer.json() == {"before": True, "after": False}
    server.stop()
    await server.close_all_connections()


async def test_a_client_that_is_gone_is_no_error():
    listening, port = bind_unused_port()
    went_on = []

    class Leaving(web.RequestHandler):
        def get(self) -> None:
            self.request.connection.stream.close()
            send_at_once(self.request)
            went_on.append(True)

    server = HTTPServer(web.Application([("/", Leaving)]))
    server.add_sockets([listening])
    async with httpx.AsyncClient() as client:
        with pytest.raises(httpx.RemoteProtocolError):
            await client.get(f"http://127.0.0.1:{port}/")
    server.stop()
    await server.close_all_connections()
    assert went_on
