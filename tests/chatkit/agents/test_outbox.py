from __future__ import annotations

import asyncio
import itertools
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatkit.agents.outbox import Outbox
from chatkit.types import ProgressUpdateEvent


def note(text: str) -> ProgressUpdateEvent:
    return ProgressUpdateEvent(text=text)


async def collect(outbox, source, texts=None):
    texts = [] if texts is None else texts
    async for event in outbox.follow(asyncio.create_task(source)):
        texts += [event.text]
    return texts


@given(st.lists(st.sampled_from(["put", "yield"]), max_size=30))
def test_events_come_in_the_order_they_were_put(moves):
    outbox = Outbox()

    async def source():
        for number, move in enumerate(moves):
            if move == "put":
                outbox.put(note(str(number)))
            else:
                await asyncio.sleep(0)

    put = [str(number) for number, move in enumerate(moves) if move == "put"]
    assert asyncio.run(collect(outbox, source())) == put


async def test_events_put_before_the_source_started_come_first():
    outbox = Outbox()
    outbox.put(note("early"))

    async def source():
        outbox.put(note("late"))

    assert await collect(outbox, source()) == ["early", "late"]


async def test_other_threads_may_put_events():
    outbox = Outbox()

    def work(name):
        for number in range(200):
            outbox.put(note(f"{name} {number}"))

    async def source():
        workers = [threading.Thread(target=work, args=(name,)) for name in "ab"]
        for worker in workers:
            worker.start()
        for worker in workers:
            await asyncio.to_thread(worker.join)

    texts = await collect(outbox, source())
    for name in "ab":
        own = [text for text in texts if text.startswith(name)]
        assert own == [f"{name} {number}" for number in range(200)]


async def test_an_event_from_a_thread_is_delivered_while_the_source_waits():
    outbox = Outbox()
    seen = asyncio.Event()

    async def source():
        threading.Thread(target=outbox.put, args=(note("from a thread"),)).start()
        await seen.wait()

    texts = []
    async for event in outbox.follow(asyncio.create_task(source())):
        texts.append(event.text)
        seen.set()
    assert texts == ["from a thread"]


async def test_an_event_that_comes_while_the_reader_lies_down_is_not_missed(monkeypatch):
    outbox = Outbox()
    loop = asyncio.get_running_loop()
    real, seen = loop.create_future, asyncio.Event()
    moments = iter([note("just now")])

    def create_future():
        outbox.extend(itertools.islice(moments, 1))  # as a thread that cannot see the reader yet
        return real()

    async def source():
        await seen.wait()

    monkeypatch.setattr(loop, "create_future", create_future)
    texts = []
    async for event in outbox.follow(loop.create_task(source())):
        texts.append(event.text)
        seen.set()
    assert texts == ["just now"]


async def test_late_events_wait_for_the_next_reader():
    outbox = Outbox()
    await collect(outbox, asyncio.sleep(0))
    outbox.put(note("late"))
    assert await collect(outbox, asyncio.sleep(0)) == ["late"]


async def test_a_failure_is_raised_after_the_events_before_it():
    outbox = Outbox()

    async def source():
        outbox.put(note("before"))
        raise ValueError("broken")

    texts = []
    with pytest.raises(ValueError, match="broken"):
        await collect(outbox, source(), texts)
    assert texts == ["before"]


async def test_a_cancelled_reader_gets_what_came_before_and_ends_the_source():
    outbox = Outbox()
    texts = []
    ended = asyncio.Event()
    reading: list[asyncio.Task[list[str]]] = []

    async def source():
        await asyncio.sleep(0)
        outbox.put(note("before"))
        reading[0].cancel()
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()

    reading.append(asyncio.create_task(collect(outbox, source(), texts)))
    with pytest.raises(asyncio.CancelledError):
        await reading[0]
    await ended.wait()
    assert texts == ["before"]
