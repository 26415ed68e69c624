"""``@chat.on``: what functions hear, and when."""

from __future__ import annotations

import asyncio
import json

import pytest

from chatkit.errors import CustomStreamError
from chatkit_jupyter import Chat
from chatkit_jupyter.errors import HandlerError, TurnError
from chatkit_jupyter.events import Failure, Feedback, ResponseEnd, ResponseStart, ThreadChange
from chatkit_jupyter.runtime.runtime import get_runtime
from chatkit_jupyter.session import session_of
from chatkit_jupyter.turns.turn import take_turn
from tests.waiting import eventually


@pytest.fixture
def chat(request) -> Chat:
    chat = Chat(request.node.name, store="memory")
    chat.respond(lambda message: f"You said {message.text}")
    return chat


def settle(chat: Chat) -> None:
    get_runtime().wait(session_of(chat.name).page.listeners.settled())


def listening(chat: Chat, event: str) -> list:
    """What a function with one parameter hears."""
    heard: list = []

    @chat.on(event)
    def listen(what):
        heard.append(what)

    return heard


def ask(chat: Chat, **request) -> bytes:
    answer = session_of(chat.name).answer(json.dumps(request).encode(), "")
    return get_runtime().wait(answer)


def test_a_response_is_heard_at_its_start_and_its_end(chat):
    starts, ends = listening(chat, "response.start"), listening(chat, "response.end")
    reply = chat.send_sync("hi")
    settle(chat)
    assert starts == [ResponseStart(reply.thread_id, "threads.create")]
    assert ends == [ResponseEnd(reply.thread_id, reply.items)]
    chat.send_sync("again")
    settle(chat)
    assert starts[1].request == "threads.add_user_message"
    assert [item.content[0].text for item in ends[1].items] == ["You said again"]


def test_functions_get_the_parts_that_they_name(chat):
    heard = []

    @chat.on("response.end")
    async def listen(thread_id, items, context):
        heard.append((thread_id, len(items), context.chat))

    reply = chat.send_sync("hi")
    settle(chat)
    assert heard == [(reply.thread_id, 1, chat.name)]


def test_an_error_and_a_stop_are_told(chat):
    ends, errors = listening(chat, "response.end"), listening(chat, "error")
    chat.respond(lambda: 1 / 0)
    with pytest.raises(TurnError):
        chat.send_sync("x")
    settle(chat)
    assert ends[0].error.message == "ZeroDivisionError: division by zero"
    assert not ends[0].stopped
    assert errors == [Failure(chat.last_error)]

    @chat.respond
    async def known():
        raise CustomStreamError("Not today.")

    with pytest.raises(TurnError):
        chat.send_sync("x")
    settle(chat)
    assert ends[1].error.message == "Not today."
    assert len(errors) == 1

    @chat.respond
    async def slow():
        yield "one"
        await asyncio.sleep(60)

    turn = get_runtime().submit(take_turn(session_of(chat.name), "x"))
    eventually(session_of(chat.name).activity.answering)
    turn.cancel()
    eventually(lambda: len(ends) == 3)
    assert ends[2].stopped


@pytest.mark.parametrize("shown", [False, True])
def test_another_thread_is_told(chat, shown):
    changes = listening(chat, "thread.change")
    if shown:
        session_of(chat.name).widget()
    reply = chat.send_sync("hi")
    chat.send_sync("again")
    session_of(chat.name).widget().thread_id = None
    settle(chat)
    assert changes == [ThreadChange(reply.thread_id), ThreadChange(None)]


def test_feedback_is_told(chat):
    heard = listening(chat, "feedback")
    reply = chat.send_sync("hi")
    params = {"thread_id": reply.thread_id, "item_ids": [reply.items[0].id], "kind": "negative"}
    ask(chat, type="items.feedback", params=params)
    settle(chat)
    assert heard == [Feedback(reply.thread_id, (reply.items[0].id,), "negative")]


def test_an_error_in_a_function_is_the_authors_and_not_the_chats(chat):
    @chat.on("response.end")
    @chat.on("error")
    def broken():
        raise ValueError("broken listener")

    assert chat.send_sync("hi").text == "You said hi"
    settle(chat)
    assert str(chat.last_error) == "broken listener"
    shown = session_of(chat.name).widget().author_error
    assert shown["title"] == "ValueError: broken listener"


def test_an_unknown_event_and_an_unknown_parameter_are_refused(chat):
    with pytest.raises(HandlerError, match=r"There is: effect, thread\.change, response\.start"):
        chat.on("response")(print)
    with pytest.raises(HandlerError, match="may be event, thread_id, request, context"):

        @chat.on("response.start")
        def listen(one, two):
            pass
