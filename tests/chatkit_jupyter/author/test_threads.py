"""Threads, items and turns from plain code: cells, scripts, threads."""

from __future__ import annotations

import asyncio

import pytest

from chatkit_jupyter import Chat
from chatkit_jupyter.errors import HandlerError, TurnError


@pytest.fixture
def chat(request) -> Chat:
    chat = Chat(request.node.name, store="memory")
    chat.respond(lambda message: f"You said {message.text}")
    return chat


def test_a_turn_from_plain_code_is_among_the_threads(chat):
    reply = chat.send_sync("one")
    assert reply.text == "You said one"
    assert [thread.id for thread in chat.threads] == [reply.thread_id]
    assert [item.type for item in chat.items()] == ["user_message", "assistant_message"]
    assert chat.send_sync("two").thread_id == reply.thread_id
    assert len(chat.items(reply.thread_id)) == 4


async def test_it_works_in_other_threads_and_beside_a_running_loop(chat):
    assert chat.send_sync("here").text == "You said here"
    assert (await asyncio.to_thread(chat.send_sync, "there")).text == "You said there"


def test_an_error_is_raised(chat):
    chat.respond(lambda message: 1 / 0)
    with pytest.raises(TurnError, match="ZeroDivisionError"):
        chat.send_sync("x")


def test_a_new_thread_has_no_items(chat):
    assert chat.threads == []
    with pytest.raises(HandlerError, match="shows a new thread"):
        chat.items()


def test_asynchronous_handlers_are_told_not_to_block(chat):
    @chat.respond
    async def respond():
        return str(chat.threads)

    with pytest.raises(TurnError, match="This blocks"):
        chat.send_sync("x")
