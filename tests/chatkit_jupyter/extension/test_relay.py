"""What is said for a silent kernel, beside what it says itself."""

from __future__ import annotations

import asyncio

import pytest

from chatkit_jupyter.extension import relay as relay_module
from chatkit_jupyter.extension.link import Ask
from chatkit_jupyter.extension.relay import Manner, Relay
from tests.waiting import soon

ASK = Ask("POST", "/chats/demo", {})
ALIVE = b": waiting\n\n"


class Kernel:
    """The link to a kernel that says what a test lets it say, and its pulse."""

    def __init__(self, *, beats: bool) -> None:
        self.says: asyncio.Queue[bytes | None] = asyncio.Queue()
        self._beats = beats

    async def relay(self, _ask, sink) -> None:
        sink.begin(200, "text/event-stream")
        while (chunk := await self.says.get()) is not None:
            await sink.take(chunk)

    async def beats(self, _seconds) -> bool:
        await asyncio.sleep(0)
        return self._beats


class Client:
    """A client that takes a piece when it is let; like a socket, only one is on its way to it."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.reads = asyncio.Event()
        self.reads.set()
        self.waiting = 0

    def begin(self, _status, _content_type) -> None: ...

    async def take(self, chunk) -> None:
        assert self.waiting == 0, "written while another piece was on its way"
        self.waiting += 1
        await self.reads.wait()
        self.waiting -= 1
        self.got.append(chunk)


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    for name in ("QUIET_SECONDS", "PULSE_SECONDS", "ALIVE_SECONDS"):
        monkeypatch.setattr(relay_module, name, 0.005)


@pytest.fixture
def looks(monkeypatch) -> list[float]:
    """Grows with each look whether the kernel has said something."""
    looks: list[float] = []
    wait = asyncio.wait

    async def look(tasks, *, timeout):
        looks.append(timeout)
        return await wait(tasks, timeout=timeout)

    monkeypatch.setattr(asyncio, "wait", look)
    return looks


@pytest.mark.parametrize("beats", [True, False])
async def test_while_a_client_is_slow_nothing_is_said_beside_what_it_waits_for(beats, looks):
    kernel, client = Kernel(beats=beats), Client()
    client.reads.clear()
    running = asyncio.create_task(Relay(kernel, kernel, client, Manner.STREAM).run(ASK))
    kernel.says.put_nowait(b"data: 1\n\n")
    await soon(lambda: client.waiting)
    before = len(looks)
    await soon(lambda: len(looks) > before + 10)
    kernel.says.put_nowait(b"data: 2\n\n")
    client.reads.set()
    await soon(lambda: b"data: 2\n\n" in client.got)
    kernel.says.put_nowait(None)
    await running
    assert [chunk for chunk in client.got if b"1" in chunk or b"2" in chunk] == [
        b"data: 1\n\n",
        b"data: 2\n\n",
    ]
    assert client.got[0] == b"data: 1\n\n"


async def test_what_the_kernel_says_waits_for_a_sign_of_life_on_its_way():
    kernel, client = Kernel(beats=True), Client()
    running = asyncio.create_task(Relay(kernel, kernel, client, Manner.STREAM).run(ASK))
    kernel.says.put_nowait(b"data: 1\n\n")
    await soon(lambda: client.got)
    client.reads.clear()
    await soon(lambda: client.waiting)
    before = len(client.got)
    kernel.says.put_nowait(b"data: 2\n\n")
    kernel.says.put_nowait(None)
    for _ in range(20):
        await asyncio.sleep(0)
    client.reads.set()
    await running
    assert client.got[before:] == [ALIVE, b"data: 2\n\n"]
