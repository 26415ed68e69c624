"""Turns taken from code."""

from __future__ import annotations

import asyncio
import threading

import pytest

from chatkit.errors import CustomStreamError, ErrorCode, StreamError
from chatkit.types import NoticeEvent
from chatkit_jupyter import Chat
from chatkit_jupyter.errors import TurnError
from chatkit_jupyter.session import session_of


@pytest.fixture
def chat(request) -> Chat:
    chat = Chat(request.node.name, store="memory")

    @chat.respond
    async def respond(message, history):
        yield f"{len(history)}: "
        yield NoticeEvent(level="info", message="beside")
        yield message.text

    return chat


async def test_the_reply_holds_what_the_assistant_wrote(chat):
    reply = await chat.send("hello")
    assert reply.text == str(reply) == reply._repr_markdown_() == "1: hello"
    assert [item.type for item in reply.items] == ["assistant_message"]


async def test_the_next_turn_goes_on_in_the_same_thread(chat):
    first = await chat.send("one")
    second = await chat.send("two")
    assert second.text == "3: two"
    assert second.thread_id == first.thread_id == chat.thread_id


async def test_a_chat_that_is_shown_afterwards_opens_that_thread(chat):
    reply = await chat.send("one")
    assert session_of(chat.name).widget().thread_id == reply.thread_id


async def test_a_turn_goes_on_in_the_thread_that_the_chat_shows(chat):
    first = await chat.send("one")
    widget = session_of(chat.name).widget()
    widget.thread_id = None  # the front end began a new one
    assert (await chat.send("elsewhere")).text == "1: elsewhere"
    widget.thread_id = first.thread_id
    assert (await chat.send("back")).text == "3: back"


async def test_the_responder_does_not_run_on_the_callers_thread(chat):
    seen = []

    @chat.respond
    async def respond(message):
        seen.append(threading.current_thread())

    assert (await chat.send("x")).text == ""
    assert seen[0] is not threading.current_thread()


async def test_an_error_in_the_authors_code_is_raised_with_its_cause(chat):
    @chat.respond
    async def respond(message):
        raise KeyError("customer")

    with pytest.raises(TurnError, match="KeyError: 'customer'") as raised:
        await chat.send("x")
    assert isinstance(raised.value.__cause__, KeyError)


@pytest.mark.parametrize(
    ("error", "message"),
    [
        (CustomStreamError("Come back on Monday."), "Come back on Monday."),
        (StreamError(ErrorCode.STREAM_ERROR), "no reason"),
    ],
)
async def test_an_error_on_purpose_is_raised_without_the_last_ones_cause(chat, error, message):
    failures = [KeyError("earlier"), error]

    @chat.respond
    async def respond(message):
        raise failures.pop(0)

    with pytest.raises(TurnError):
        await chat.send("x")
    with pytest.raises(TurnError, match=message) as raised:
        await chat.send("x")
    assert raised.value.__cause__ is None


async def test_giving_up_the_wait_stops_the_turn(chat):
    running, stopped = threading.Event(), threading.Event()

    @chat.respond
    async def respond(message):
        try:
            running.set()
            await asyncio.Event().wait()
        finally:
            stopped.set()

    sending = asyncio.create_task(chat.send("x"))
    await asyncio.to_thread(running.wait, 10)
    sending.cancel()
    with pytest.raises(asyncio.CancelledError):
        await sending
    assert await asyncio.to_thread(stopped.wait, 10)


def test_a_cell_can_await_it(kernel):
    kernel.run(
        "from chatkit_jupyter import Chat\n"
        "chat = Chat('sent', store='memory')\n"
        "@chat.respond\n"
        "def respond(message): return f'**{message.text}**'"
    )
    (shown,) = kernel.shows("await chat.send('hello')")
    assert shown["text/markdown"] == "**hello**"
