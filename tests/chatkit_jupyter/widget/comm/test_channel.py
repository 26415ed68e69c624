"""Requests in a widget's messages, answered by the kernel's own application."""

from __future__ import annotations

import asyncio
import json
from itertools import pairwise
from random import Random

import pytest

from chatkit_jupyter.runtime.activity import Activity
from chatkit_jupyter.runtime.dispatcher import Dispatcher
from chatkit_jupyter.runtime.endpoint import make_application
from chatkit_jupyter.users import User
from chatkit_jupyter.widget.comm import channel as channel_module
from chatkit_jupyter.widget.comm.channel import Channel
from chatkit_jupyter.widget.comm.exchange import MAX_REQUEST_BYTES
from chatkit_jupyter.widget.comm.outbox import Outbox
from chatkit_jupyter.widget.comm.outgoing import WINDOW_BYTES
from tests.chatkit_jupyter.widget.comm.page import Page

EVENTS = [b'data: {"type": "notice", "n": %d}\n\n' % n for n in range(5_000)]


class Chat:
    """Answers with what it was asked, or streams."""

    def __init__(self):
        self.made = 0
        self.activity = Activity(lambda _: None)
        self.stopped = asyncio.Event()
        self.beats = asyncio.Semaphore(0)

    def owner(self, user):
        return user

    async def answer(self, request, user):
        if request == b"events":
            return self._frames(EVENTS)
        if request == b"much":
            return self._frames(
                [b'data: {"type": "notice", "x": "%b"}\n\n' % (b"x" * 10_000)] * 1_000
            )
        if request == b"beats":
            return self._beat()
        if request == b"wait":
            return self._wait()
        return json.dumps([request.decode(), user]).encode()

    async def _frames(self, frames):
        for frame in frames:
            self.made += 1
            yield frame

    async def _beat(self):
        while True:
            yield b'data: {"type": "notice"}\n\n'
            await self.beats.acquire()

    async def _wait(self):
        try:
            yield b'data: {"type": "notice"}\n\n'
            await asyncio.Event().wait()
        finally:
            self.stopped.set()


class Wire:
    """A channel and the page at its other end, each on the running loop."""

    def __init__(self, **page):
        self.chat = Chat()
        self.chosen: list[str] = []
        dispatcher = Dispatcher()
        dispatcher.publish("demo", self.chat)
        application = make_application(dispatcher, "secret")
        headers = {"Authorization": "Bearer secret", "ChatKit-User": User("ada").to_header()}
        self.fails = False
        self.channel = Channel(self._send, application, headers, Outbox(), self.chosen.append)
        self.page = Page(lambda content, body: self._receive(content, body), **page)

    def _receive(self, content, body):
        self.channel.receive(content, [body])

    def _send(self, content, buffers):
        if self.fails:
            raise RuntimeError("the comm is closed")
        # As through JSON, and not before the page has dealt with the last one.
        message = json.loads(json.dumps(content))
        asyncio.get_running_loop().call_soon(self.page.take, message, buffers)


@pytest.fixture
def wire():
    return Wire()


@pytest.fixture
def quick_looks(monkeypatch):
    monkeypatch.setattr(channel_module, "LOOK_SECONDS", 0.02)


async def until(condition):
    deadline = asyncio.get_running_loop().time() + 20
    while not condition():
        assert asyncio.get_running_loop().time() < deadline
        await asyncio.sleep(0.001)


async def test_a_request_is_answered_as_over_http(wire):
    answer = wire.page.ask("POST", "/chats/demo", b"hello", authorization="Bearer guess")
    await until(lambda: answer.ended)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/json"
    assert json.loads(answer.body) == ["hello", "ada"]
    assert answer.ended == "end"


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/chats/demo", 200),
        ("GET", "/chats/other", 404),
        ("GET", "/elsewhere", 404),
        ("DELETE", "/chats/demo/responses/r", 204),
        ("BAD METHOD\n", "/chats/demo", 405),
    ],
)
async def test_each_route_answers(wire, method, path, status):
    answer = wire.page.ask(method, path)
    await until(lambda: answer.ended)
    assert answer.status == status


async def test_a_body_in_pieces_is_put_together(wire):
    stream, answer = wire.page.begin("POST", "/chats/demo", b"one,", more=True)
    wire.page.say("body", stream, b"two,", more=True)
    wire.page.say("body", stream, b"three", more=False)
    await until(lambda: answer.ended)
    assert json.loads(answer.body)[0] == "one,two,three"


async def test_a_body_that_is_too_large_is_refused(wire):
    stream, answer = wire.page.begin("POST", "/chats/demo", b"x", more=True)
    wire.page.say("body", stream, b"x" * MAX_REQUEST_BYTES, more=True)
    wire.page.say("body", stream, b"x", more=False)
    await until(lambda: answer.ended)
    assert answer.status == 413
    assert "16 MiB" in json.loads(answer.body)["message"]


async def test_five_thousand_events_arrive_in_order_and_once_in_few_messages(wire):
    answer = wire.page.ask("POST", "/chats/demo", b"events")
    await until(lambda: answer.ended)
    lines = [line for line in answer.body.splitlines() if line.startswith(b"data")]
    assert lines == [event.strip() for event in EVENTS]
    assert len(wire.page.messages) < 500


async def test_no_message_is_as_large_as_the_one_before(wire):
    """A receiver takes its time over the second of two equal ones, and the server waits for it."""
    answer = wire.page.ask("POST", "/chats/demo", b"beats")
    await until(lambda: answer.body)
    for number in range(2, 30):
        wire.chat.beats.release()
        await until(lambda number=number: answer.body.count(b"notice") == number)
    sizes = wire.page.sizes
    assert len(sizes) >= 29
    assert [n for n, (one, next_one) in enumerate(pairwise(sizes)) if one == next_one] == []


@pytest.mark.parametrize("seed", range(3))
async def test_messages_that_a_server_dropped_are_sent_again(quick_looks, seed):
    wire, fate = Wire(), Random(seed)
    wire.page.loses = lambda _number: fate.random() < 0.4
    answer = wire.page.ask("POST", "/chats/demo", b"events")
    await until(lambda: answer.ended)
    assert answer.body.count(b"data: ") == len(EVENTS)
    assert answer.body.endswith(EVENTS[-1] + b": end\n\n")


async def test_the_page_hears_at_once_that_its_request_is_there(wire):
    answer = wire.page.ask("POST", "/chats/demo", b"wait")
    await until(lambda: answer.marks or answer.body)


async def test_a_page_that_does_not_read_on_slows_the_responder_down():
    wire = Wire(acknowledges=False)
    wire.page.ask("POST", "/chats/demo", b"much")
    await until(lambda: len(wire.page.answers["1"].body) > WINDOW_BYTES)
    made = wire.chat.made
    for _ in range(100):
        await asyncio.sleep(0.001)
    assert wire.chat.made <= made + 110  # what the response's own log has room for
    assert wire.chat.made < 1_000


async def test_a_page_that_is_gone_is_noticed(quick_looks, monkeypatch):
    monkeypatch.setattr(channel_module, "GONE_AFTER", 3)
    wire = Wire(acknowledges=False)
    wire.page.ask("POST", "/chats/demo", b"much")
    await until(lambda: wire.chat.made == 1_000)  # nobody is waited for any more


async def test_cancelling_does_not_stop_the_response_but_a_delete_does(wire):
    wire.page.begin(
        "POST", "/chats/demo", b"wait", more=False, headers={"ChatKit-Response-Id": "r1"}
    )
    await until(lambda: wire.page.answers["1"].body)
    wire.page.say("cancel", "1")
    await asyncio.sleep(0.01)
    assert not wire.chat.stopped.is_set()
    answer = wire.page.ask("DELETE", "/chats/demo/responses/r1")
    await until(lambda: answer.ended)
    assert wire.chat.stopped.is_set()


async def test_a_widget_that_is_closed_lets_go_of_its_requests(wire):
    wire.page.ask("POST", "/chats/demo", b"wait", **{"ChatKit-Response-Id": "r1"})
    await until(lambda: wire.page.answers["1"].body)
    wire.fails = True
    answer = wire.page.ask("GET", "/chats/demo")
    await asyncio.sleep(0.05)
    assert answer.ended is None
    wire.fails = False
    answer = wire.page.ask("GET", "/chats/demo")
    await until(lambda: answer.ended)


@pytest.mark.parametrize(
    "content",
    [
        {},
        {"op": "else"},
        {"op": "request"},
        {"op": "request", "stream": "1", "method": "GET", "path": "/", "headers": 1, "more": False},
        {"op": "ack", "stream": "9", "number": "x"},
        {"op": "again", "stream": [], "after": 1},
        {"op": "cancel", "stream": "9"},
        {"op": "nudge", "stream": "9"},
    ],
)
async def test_a_message_that_makes_no_sense_does_no_harm(wire, content):
    wire.channel.receive({"kind": "chatkit", **content}, [])
    answer = wire.page.ask("GET", "/chats/demo")
    await until(lambda: answer.ended)


async def test_the_page_says_how_it_reaches_the_chat(wire):
    wire.channel.receive({"kind": "chatkit", "op": "chosen", "transport": "endpoint"}, [])
    assert wire.chosen == ["endpoint"]
