"""Requests to chats, whatever way they come."""

from __future__ import annotations

import asyncio
import json

import pytest

from chatkit_jupyter.errors import RefusalError
from chatkit_jupyter.runtime.activity import Activity
from chatkit_jupyter.runtime.dispatcher import Dispatcher

CREATED = b'data: {"type": "thread.created", "thread": {"id": "thr_new"}}\n\n'
NOTICE = b'data: {"type": "notice"}\n\n'
SEND = b'{"type": "threads.add_user_message", "params": {"thread_id": "thr_1"}}'


class Chat:
    """Streams these frames, and then waits until it may end."""

    def __init__(self, *frames):
        self.activity = Activity(lambda _: None)
        self.asked = 0
        self.may_end = asyncio.Event()
        self._frames = frames

    def owner(self, user):
        return user

    async def answer(self, request, user):
        self.asked += 1
        await asyncio.sleep(0)
        return self._stream() if self._frames else b"{}"

    async def _stream(self):
        for frame in self._frames:
            yield frame
        await self.may_end.wait()


def published(chat) -> Dispatcher:
    dispatcher = Dispatcher()
    dispatcher.publish("demo", chat)
    return dispatcher


async def first_of(viewer):
    return [frame.data for frame in await anext(viewer)]


async def test_a_request_that_comes_twice_is_carried_out_once():
    chat = Chat(NOTICE)
    dispatcher = published(chat)
    first = await dispatcher.request("demo", SEND, "", "r1")
    second = await dispatcher.request("demo", SEND, "", "r1")
    assert await first_of(first) == await first_of(second) == [NOTICE]
    assert chat.asked == 1
    await dispatcher.stop_all()


async def test_it_is_carried_out_once_even_if_it_comes_twice_at_the_same_time():
    chat = Chat(NOTICE)
    dispatcher = published(chat)
    asked = (dispatcher.request("demo", SEND, "", "r1") for _ in range(2))
    viewers = await asyncio.gather(*asked)
    assert [await first_of(viewer) for viewer in viewers] == [[NOTICE], [NOTICE]]
    assert len(chat.activity.news["running"]) == 1
    await dispatcher.stop_all()


async def test_a_response_is_joined_by_its_own_user_only():
    dispatcher = published(Chat(NOTICE))
    await dispatcher.request("demo", SEND, "ada", "r1")
    assert await first_of(dispatcher.join("demo", "r1", "ada")) == [NOTICE]
    with pytest.raises(RefusalError) as refused:
        dispatcher.join("demo", "r1", "grace")
    assert refused.value.status == 404
    await dispatcher.stop_all()


@pytest.mark.parametrize(
    ("frame", "request_", "thread_id"),
    [
        (CREATED, b'{"type": "threads.create", "params": {}}', "thr_new"),
        (NOTICE, SEND, "thr_1"),
    ],
)
async def test_what_runs_where_is_news_from_its_first_frame_to_its_end(frame, request_, thread_id):
    chat = Chat(frame)
    dispatcher = published(chat)
    viewer = await dispatcher.request("demo", request_, "", "r1")
    assert dispatcher.news("demo")["running"] == []
    await anext(viewer)
    assert dispatcher.news("demo")["running"] == [{"response": "r1", "thread": thread_id}]
    await dispatcher.stop("demo", "r1", "")
    await asyncio.sleep(0)
    assert dispatcher.news("demo")["running"] == []
    assert dispatcher.news("demo")["changed"] == [{"thread": thread_id, "revision": 1, "by": "r1"}]


async def test_a_change_without_a_response_is_news_too():
    chat = Chat()
    dispatcher = published(chat)
    request = {"type": "threads.update", "params": {"thread_id": "thr_1", "title": "x"}}
    assert await dispatcher.request("demo", json.dumps(request).encode(), "") == b"{}"
    assert dispatcher.news("demo")["changed"] == [{"thread": "thr_1", "revision": 1}]


async def test_a_chat_that_is_not_there_is_refused_but_its_stop_is_not():
    dispatcher = Dispatcher()
    with pytest.raises(RefusalError) as refused:
        await dispatcher.request("demo", SEND, "")
    assert refused.value.status == 404
    await dispatcher.stop("demo", "r1", "")


@pytest.mark.parametrize(
    "first", [b"data: [1]\n\n", b"data: 7\n\n", b": hello\n\n", b"data: {}\n\n"]
)
async def test_a_first_frame_may_be_anything(first):
    viewer = await published(Chat(first)).request("demo", b'{"type": "threads.create"}', "", "r1")
    assert await first_of(viewer) == [first]
