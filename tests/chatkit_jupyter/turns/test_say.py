"""``chat.say``: from cells, threads and handlers, with views or without."""

from __future__ import annotations

import asyncio
import threading
from dataclasses import dataclass

import pandas as pd
import pytest

from chatkit.store import NotFoundError
from chatkit.types import ThreadItemDoneEvent
from chatkit.widgets import Card, Text
from chatkit_jupyter import Chat
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.runtime.runtime import get_runtime
from chatkit_jupyter.session import session_of
from chatkit_jupyter.turns.turn import take_turn
from tests.waiting import eventually


@pytest.fixture
def chat(request) -> Chat:
    return Chat(request.node.name, store="memory")


def test_it_begins_a_thread_where_there_is_none_and_stays_in_it(chat):
    said = chat.say("Good morning")
    chat.say("And welcome")
    assert chat.thread_id == said.thread_id
    assert chat.thread.title == "Good morning"
    assert [item.content[0].text for item in chat.items()] == ["Good morning", "And welcome"]
    assert session_of(chat.name).widget().thread_id == said.thread_id


def test_widgets_and_objects_are_shown(chat):
    @dataclass
    class Order:
        number: int

    things = [Text(value="x"), Card(children=[]), pd.DataFrame({"a": [1]}), Order(7)]
    assert [chat.say(each).type for each in things] == ["widget"] * 4
    with pytest.raises(HandlerError, match=r"chat.say can not show a value of type object"):
        chat.say(object())
    assert len(chat.items()) == 4


def test_another_thread_can_be_named_if_it_is_there(chat):
    first = chat.say("one").thread_id
    session_of(chat.name).thread_id = None
    chat.say("two")
    chat.say("three", thread_id=first)
    assert len(chat.items(first)) == 2
    with pytest.raises(NotFoundError):
        chat.say("x", thread_id="nowhere")


def test_views_learn_that_the_thread_changed(chat):
    thread_id = chat.say("one").thread_id
    revision = session_of(chat.name).activity.news["changed"][-1]["revision"]
    chat.say("two")
    changed = session_of(chat.name).activity.news["changed"][-1]
    assert changed == {"thread": thread_id, "revision": revision + 1}


async def test_it_works_beside_a_loop_and_in_other_threads(chat):
    chat.say("here")
    await asyncio.to_thread(chat.say, "there")
    thread = threading.Thread(target=chat.say, args=["elsewhere"])
    thread.start()
    thread.join()
    assert [item.content[0].text for item in chat.items()] == ["here", "there", "elsewhere"]


def test_it_is_in_the_answer_that_is_being_given(chat):
    @chat.respond
    async def respond():
        yield "Looking. "
        chat.say("Found one.")
        await asyncio.to_thread(eventually, lambda: len(chat.items()) == 2)
        yield "Done."

    seen = []
    session = session_of(chat.name)
    reply = get_runtime().wait(take_turn(session, "go", seen.append))
    done = [e.item.content[0].text for e in seen if isinstance(e, ThreadItemDoneEvent)]
    assert done[1:] == ["Found one.", "Looking. Done."]
    assert len(reply.items) == 2


@pytest.mark.parametrize("plain", [False, True])
def test_in_a_turn_it_is_said_where_that_is_whatever_the_chat_shows(chat, plain):
    other = Chat(f"{chat.name} other", store="memory")

    def say():
        session_of(chat.name).thread_id = None
        chat.say("mine")
        other.say("the other's")

    async def respond(message):
        say()
        yield "done"

    def respond_plainly(message):
        say()
        return "done"

    chat.respond(respond_plainly if plain else respond)
    thread_id = chat.send_sync("go").thread_id
    eventually(lambda: len(chat.items(thread_id)) == 3)
    assert [thread.id for thread in chat.threads] == [thread_id]
    eventually(lambda: len(other.threads) == 1)


def test_what_can_not_be_said_in_a_handler_is_the_authors_error(chat):
    @chat.respond
    async def respond():
        chat.say("x", thread_id="nowhere")
        await asyncio.sleep(0)
        return "done"

    assert chat.send_sync("go").text == "done"
    eventually(lambda: chat.last_error is not None)
    assert isinstance(chat.last_error, NotFoundError)
