"""The connection to a kernel, against one that behaves badly."""

from __future__ import annotations

import asyncio
from contextlib import suppress

import pytest
from tornado.iostream import StreamClosedError

from chatkit_jupyter.errors import NotServingError
from chatkit_jupyter.extension.link import Ask, Link
from chatkit_jupyter.runtime.registration import Registration

ASK = Ask("POST", "/chats/demo", {"Content-Type": "application/json"}, b"{}")
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"


class Sink:
    def __init__(self):
        self.began = None
        self.taken = b""
        self.gate = asyncio.Event()
        self.gate.set()

    def begin(self, status, content_type):
        self.began = (status, content_type)

    async def take(self, chunk):
        await self.gate.wait()
        self.taken += chunk


@pytest.fixture
async def kernel(tmp_path):
    """Starts a kernel's endpoint whose connections are handled by a test's function."""
    servers = []

    async def start(handle):
        path = str(tmp_path / "k.sock")
        servers.append(await asyncio.start_unix_server(handle, path))
        return Registration.of_this_process("k", path, "the secret")

    yield start
    for server in servers:
        server.close()


def chunk(data: bytes) -> bytes:
    return b"%x\r\n%b\r\n" % (len(data), data)


async def test_the_request_carries_the_secret_and_the_answer_comes_whole(kernel):
    asked = []

    async def handle(reader, writer):
        asked.append(await reader.readuntil(b"\r\n\r\n") + await reader.readexactly(2))
        writer.write(HEAD + chunk(b"data: 1\n\n") + chunk(b"data: 2\n\n") + chunk(b""))
        await writer.drain()
        writer.close()

    sink = Sink()
    await Link(await kernel(handle)).relay(ASK, sink)
    assert asked[0].startswith(b"POST /chats/demo HTTP/1.1\r\n")
    assert b"Authorization: Bearer the secret\r\n" in asked[0]
    assert asked[0].endswith(b"\r\n\r\n{}")
    assert sink.began == (200, "text/event-stream")
    assert sink.taken == b"data: 1\n\ndata: 2\n\n"


async def test_nobody_there_is_not_waited_for(tmp_path):
    with pytest.raises(NotServingError):
        await Link(Registration("k", 1, 0.0, str(tmp_path / "none.sock"), "s")).relay(ASK, Sink())


async def test_a_kernel_that_hangs_up_without_a_word_does_not_serve(kernel):
    async def handle(reader, writer):
        writer.close()

    with pytest.raises(NotServingError):
        await Link(await kernel(handle)).relay(ASK, Sink())


async def test_an_answer_that_breaks_off_is_not_taken_for_a_whole_one(kernel):
    async def handle(reader, writer):
        await reader.readuntil(b"{}")
        writer.write(HEAD + chunk(b"data: 1\n\n"))
        await arrived.wait()
        writer.close()

    class Noting(Sink):
        async def take(self, chunk):
            await super().take(chunk)
            arrived.set()

    arrived, sink = asyncio.Event(), Noting()
    with pytest.raises(StreamClosedError):
        await Link(await kernel(handle)).relay(ASK, sink)
    assert sink.taken == b"data: 1\n\n"


async def test_closing_it_lets_the_kernel_know(kernel):
    begun, left = asyncio.Event(), asyncio.Event()

    async def handle(reader, writer):
        await reader.readuntil(b"{}")
        writer.write(HEAD + chunk(b"data: 1\n\n"))
        begun.set()
        with suppress(ConnectionError):
            await reader.read()
        left.set()
        writer.close()

    link = Link(await kernel(handle))
    relaying = asyncio.create_task(link.relay(ASK, Sink()))
    await begun.wait()
    link.close()
    await relaying
    await asyncio.wait_for(left.wait(), 10)


async def test_a_slow_sink_stops_the_reading(kernel):
    written, blocked = 0, asyncio.Event()

    async def handle(reader, writer):
        nonlocal written
        writer.write(HEAD)
        for _ in range(1_000):
            writer.write(chunk(b"x" * 10_000))
            try:
                await asyncio.wait_for(writer.drain(), 1)
            except asyncio.TimeoutError:
                blocked.set()
                await writer.drain()
            written += 10_000
        writer.write(chunk(b""))
        await writer.drain()
        writer.close()

    sink = Sink()
    sink.gate.clear()
    relaying = asyncio.create_task(Link(await kernel(handle)).relay(ASK, sink))
    await asyncio.wait_for(blocked.wait(), 30)
    assert written < 3_000_000
    sink.gate.set()
    await relaying
    assert len(sink.taken) == 10_000_000
