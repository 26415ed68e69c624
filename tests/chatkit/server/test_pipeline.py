from __future__ import annotations

import asyncio
import contextlib
import logging

import pytest

from chatkit.errors import CustomStreamError
from chatkit.store import InMemoryStore
from chatkit.types import (
    ProgressUpdateEvent,
    ThreadItemReplacedEvent,
)
from tests.chatkit.server.servers import (
    FunctionServer,
    added,
    ask,
    delta,
    done,
    hidden,
    kinds,
    message,
    reading,
    say,
    stored,
    thread,
)


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
        thread.metadata["n"] = 2
        yield delta("b")
        yield delta("c")
        thread.metadata["deep"]["n"] = 3
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
    assert (saved.title, saved.metadata) == ("Named", {"deep": {"n": 3}, "n": 2})


async def test_a_change_deep_in_the_metadata_is_saved_during_a_long_text(ready, store):
    async def responder(thread, message_, context):
        thread.metadata["deep"] = {"n": 1}
        yield added(message(text=""))
        thread.metadata["deep"]["n"] = 2
        for _ in range(40):
            yield delta("a")
        saved.append((await store.load_thread("t1", None)).metadata)
        thread.metadata["deep"]["n"] = 3

    saved = []
    ready.responder = responder
    await say(ready)
    saved.append((await store.load_thread("t1", None)).metadata)
    assert saved == [{"deep": {"n": 2}}, {"deep": {"n": 3}}]


async def test_half_a_character_does_not_end_the_answer(ready):
    async def responder(thread, message_, context):
        yield added(message(text=""))
        yield delta("\ud83d")
        yield ProgressUpdateEvent(text="\ude00 \ud83d\ude00")
        yield done(message(text="a\ud83d"))

    ready.responder = responder
    _, words, progress, whole = await say(ready)
    assert words["update"]["delta"] == "\ufffd"
    assert progress["text"] == "\ufffd 😀"
    assert whole["item"]["content"][0]["text"] == "a\ufffd"


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
