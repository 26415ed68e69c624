"""Responses that are stopped, by cancelling their reader or closing their stream."""

from __future__ import annotations

import asyncio

import pytest

from chatkit.store import InMemoryStore
from chatkit.types import (
    ProgressUpdateEvent,
    ThreadItemRemovedEvent,
    ThreadItemReplacedEvent,
)
from tests.chatkit.server.servers import (
    ASK,
    FunctionServer,
    added,
    delta,
    done,
    event_of,
    message,
    reading,
    say,
    start,
    stored,
    thread,
    user_input,
)


async def test_stopping_keeps_the_text_so_far_and_closes_the_responder(ready, store):
    closed = asyncio.Event()

    async def responder(thread, message_, context):
        try:
            yield added(message(text=""))
            yield delta("Once ")
            yield delta("upon")
            await asyncio.Event().wait()
        finally:
            closed.set()

    ready.responder = responder
    result = await start(ready, ASK, thread_id="t1", input=user_input())
    received = []
    at_work = asyncio.Event()

    async def read():
        async for chunk in result:
            received.append(event_of(chunk))
            if len(received) == 5:
                at_work.set()

    reader = asyncio.create_task(read())
    await at_work.wait()
    reader.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reader
    assert closed.is_set()
    _, reply, note = await stored(store)
    assert reply.content[0].text == "Once upon"
    assert note.type == "sdk_hidden_context"
    assert asyncio.all_tasks() == {asyncio.current_task()}


async def test_closing_the_stream_early_is_a_stop_too(ready, store):
    closed = []

    async def responder(thread, message_, context):
        try:
            yield added(message(text="Half"))
            yield delta(" done")
        finally:
            await asyncio.sleep(0)
            closed.append(True)

    ready.responder = responder
    result, _ = await reading(ready)
    await result.aclose()
    await result.aclose()
    assert closed == [True]
    assert [item.type for item in await stored(store)][1:] == [
        "assistant_message",
        "sdk_hidden_context",
    ]


async def test_the_responder_is_closed_in_the_task_that_ran_it(ready):
    tasks = []

    async def responder(thread, message_, context):
        tasks.append(asyncio.current_task())
        try:
            yield ProgressUpdateEvent(text="x")
        finally:
            tasks.append(asyncio.current_task())

    ready.responder = responder
    result, _ = await reading(ready)
    await result.aclose()
    assert tasks == [asyncio.current_task()] * 2
    assert len(ready.cancelled) == 1


async def test_the_text_is_saved_even_if_closing_the_responder_is_interrupted(ready, store):
    async def responder(thread, message_, context):
        try:
            yield added(message(text="Half"))
        finally:
            raise asyncio.CancelledError

    ready.responder = responder
    result, _ = await reading(ready)
    with pytest.raises(asyncio.CancelledError):
        await result.aclose()
    assert [item.type for item in await stored(store)][1:] == [
        "assistant_message",
        "sdk_hidden_context",
    ]


async def test_closing_a_finished_stream_is_no_stop(ready):
    ready.responder = None
    result = await start(ready, ASK, thread_id="t1", input=user_input())
    async for _ in result:
        pass
    await result.aclose()
    assert ready.cancelled == []


async def test_the_text_is_saved_however_often_the_reader_is_cancelled():
    saving = asyncio.Event()
    go_on = asyncio.Event()

    class SlowStore(InMemoryStore):
        async def add_thread_item(self, thread_id, item, context):
            if item.type == "assistant_message":
                saving.set()
                await go_on.wait()
            await super().add_thread_item(thread_id, item, context)

    store = SlowStore()
    await store.save_thread(thread(), None)
    server = FunctionServer(store)

    async def responder(thread, message_, context):
        yield added(message(text="Half"))
        await asyncio.Event().wait()

    server.responder = responder
    result = await start(server, ASK, thread_id="t1", input=user_input())
    shown = asyncio.Event()

    async def read():
        count = 0
        async for _ in result:
            count += 1
            if count == 3:
                shown.set()

    reader = asyncio.create_task(read())
    await shown.wait()
    reader.cancel()
    await saving.wait()
    for _ in range(5):
        reader.cancel()
        await asyncio.sleep(0)
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await reader
    assert [item.type for item in await stored(store)][1:] == [
        "assistant_message",
        "sdk_hidden_context",
    ]


async def test_a_failing_cancellation_hook_does_not_hide_the_cancellation(ready, caplog):
    async def responder(thread, message_, context):
        yield added(message())
        raise asyncio.CancelledError

    async def broken(thread, pending_items, context):
        raise OSError("disk full")

    ready.responder = responder
    ready.handle_stream_cancelled = broken
    with pytest.raises(asyncio.CancelledError):
        await say(ready)
    assert "disk full" in caplog.text


async def test_finished_replaced_and_removed_items_are_no_longer_pending(ready):
    async def responder(thread, message_, context):
        for key in ("done", "replaced", "removed", "open"):
            yield added(message(key))
        yield done(message("done"))
        yield ThreadItemReplacedEvent(item=message("replaced"))
        yield ThreadItemRemovedEvent(item_id="removed")
        raise asyncio.CancelledError

    ready.responder = responder
    with pytest.raises(asyncio.CancelledError):
        await say(ready)
    assert [[item.id for item in items] for items in ready.cancelled] == [["open"]]
