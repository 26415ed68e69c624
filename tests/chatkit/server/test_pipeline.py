from __future__ import annotations

import asyncio
import contextlib
import logging

import pytest

from chatkit.errors import CustomStreamError
from chatkit.store import InMemoryStore
from chatkit.types import (
    ProgressUpdateEvent,
    ThreadItemRemovedEvent,
    ThreadItemReplacedEvent,
)
from tests.chatkit.server.servers import (
    FunctionServer,
    added,
    ask,
    delta,
    done,
    event_of,
    hidden,
    kinds,
    message,
    start,
    stored,
    thread,
    user_input,
)

ASK = "threads.add_user_message"


@pytest.fixture
async def ready(store):
    await store.save_thread(thread(), None)
    return FunctionServer(store)


async def say(server, context=None):
    events = await ask(server, ASK, context, thread_id="t1", input=user_input())
    return events[2:]  # without the user's message and the stream options


async def reading(server):
    """Start a turn and read up to the first event that the responder itself sends."""
    result = await start(server, ASK, thread_id="t1", input=user_input())
    stream = aiter(result)
    for _ in range(3):
        await anext(stream)
    return result, stream


async def test_an_event_is_sent_before_the_responder_goes_on(ready):
    reached = []

    async def responder(thread, message_, context):
        reached.append("first")
        yield ProgressUpdateEvent(text="1")
        reached.append("second")
        yield ProgressUpdateEvent(text="2")

    ready.responder = responder
    _, stream = await reading(ready)
    assert reached == ["first"]
    await anext(stream)
    assert reached == ["first", "second"]


async def test_what_is_sent_as_done_is_stored_already(ready, store):
    async def responder(thread, message_, context):
        yield done(message())

    ready.responder = responder
    await reading(ready)
    assert [item.id for item in await stored(store)][1:] == ["a1"]


async def test_hidden_items_are_stored_and_never_sent(ready, store):
    async def responder(thread, message_, context):
        yield added(hidden())
        yield delta("SECRET", "h1")
        yield done(hidden())
        yield ThreadItemReplacedEvent(item=hidden())
        yield done(message())

    ready.responder = responder
    events = await say(ready)
    assert kinds(events) == ["thread.item.done"]
    assert "SECRET" not in str(events)
    assert [item.id for item in await stored(store)][1:] == ["h1", "a1"]


async def test_an_event_may_change_after_it_was_sent(ready):
    async def responder(thread, message_, context):
        item = message(text="before")
        yield done(item)
        item.content[0].text = "after"
        yield ThreadItemReplacedEvent(item=item)

    ready.responder = responder
    events = await say(ready)
    assert [event["item"]["content"][0]["text"] for event in events] == ["before", "after"]


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


async def test_an_error_is_sent_and_logged_with_its_traceback(ready, caplog):
    async def responder(thread, message_, context):
        yield added(message())
        raise LookupError("no such order")

    ready.responder = responder
    with caplog.at_level(logging.ERROR, logger="chatkit"):
        events = await say(ready)
    assert events[-1] == {"type": "error", "code": "stream.error", "allow_retry": True}
    assert "no such order" in caplog.text
    assert ready.cancelled == []


async def test_an_error_with_a_message_is_not_a_failure_to_log(ready, caplog):
    async def responder(thread, message_, context):
        raise CustomStreamError("Quota used up", allow_retry=True)
        yield

    ready.responder = responder
    assert await say(ready) == [
        {"type": "error", "code": "custom", "message": "Quota used up", "allow_retry": True}
    ]
    assert caplog.records == []


async def test_a_failing_store_ends_the_answer_and_closes_the_responder(caplog):
    closed = []

    class FullStore(InMemoryStore):
        async def add_thread_item(self, thread_id, item, context):
            if item.type == "assistant_message":
                raise OSError("disk full")
            await super().add_thread_item(thread_id, item, context)

    store = FullStore()
    await store.save_thread(thread(), None)
    server = FunctionServer(store)

    async def responder(thread, message_, context):
        try:
            yield done(message())
            yield done(message("a2"))
        finally:
            closed.append(True)
            raise RuntimeError("clean-up failed too")

    server.responder = responder
    assert kinds(await say(server)) == ["error"]
    assert closed == [True]
    assert "disk full" in caplog.text
    assert "clean-up failed too" in caplog.text


@pytest.mark.parametrize("wrong", [lambda *_: [], lambda *_: None])
async def test_a_responder_that_gives_no_events_is_an_error_event(ready, wrong):
    ready.responder = wrong
    assert kinds(await say(ready)) == ["error"]


async def test_an_iterator_that_is_no_generator_will_do(ready):
    class Two:
        left = 2

        def __aiter__(self):
            return self

        async def __anext__(self):
            if not self.left:
                raise StopAsyncIteration
            self.left -= 1
            return ProgressUpdateEvent(text=str(self.left))

    ready.responder = lambda *_: Two()
    assert [event["text"] for event in await say(ready)] == ["1", "0"]
    result, _ = await reading(ready)
    await result.aclose()
    assert len(ready.cancelled) == 1


async def test_a_thread_changed_between_deltas_is_announced_after_the_next(ready, store):
    async def responder(thread, message_, context):
        yield added(message(text=""))
        thread.metadata["deep"] = {"n": 1}
        yield delta("a")
        thread.metadata["deep"]["n"] = 2
        yield delta("b")
        yield delta("c")
        thread.title = "Named"

    ready.responder = responder
    events = await say(ready)
    assert kinds(events) == [
        "thread.item.added",
        "thread.item.updated",
        "thread.updated",
        "thread.item.updated",
        "thread.updated",
        "thread.item.updated",
        "thread.updated",
    ]
    assert events[-1]["thread"]["title"] == "Named"
    assert events[-1]["thread"]["metadata"] == {}
    saved = await store.load_thread("t1", None)
    assert (saved.title, saved.metadata) == ("Named", {"deep": {"n": 2}})


async def test_a_rename_during_the_answer_is_not_undone_by_it(ready, store):
    async def responder(thread, message_, context):
        await ask(ready, "threads.update", thread_id="t1", title="Renamed")
        thread.metadata["previous_response_id"] = "r1"
        yield ProgressUpdateEvent(text="x")

    ready.responder = responder
    events = await say(ready)
    assert events[-1]["thread"]["title"] == "Renamed"
    saved = await store.load_thread("t1", None)
    assert (saved.title, saved.metadata) == ("Renamed", {"previous_response_id": "r1"})


async def test_a_thread_deleted_during_the_answer_is_not_brought_back(ready, store):
    async def responder(thread, message_, context):
        await store.delete_thread("t1", None)
        thread.title = "Ghost"
        yield ProgressUpdateEvent(text="x")

    ready.responder = responder
    assert kinds(await say(ready)) == ["progress_update"]
    assert (await store.load_threads(9, None, "asc", None)).data == []


async def test_no_task_is_started_for_an_answer(ready):
    tasks = set()

    async def responder(thread, message_, context):
        for number in range(20):
            tasks.update(asyncio.all_tasks())
            yield delta(str(number))

    ready.responder = responder
    with contextlib.suppress(asyncio.CancelledError):
        await say(ready)
    assert tasks == {asyncio.current_task()}
