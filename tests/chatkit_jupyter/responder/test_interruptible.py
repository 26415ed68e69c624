"""Plain functions in threads that end when nobody waits for them."""

from __future__ import annotations

import asyncio
import threading

import pytest

from chatkit_jupyter.responder.interruptible import call_in_thread, in_time
from tests.waiting import eventually


async def test_a_call_gives_what_the_function_returns():
    assert await call_in_thread(lambda: 7) == 7


async def test_a_cancelled_call_ends_at_its_next_step():
    begun, ended = threading.Event(), threading.Event()

    def work():
        begun.set()
        try:
            while True:
                ended.wait(0.001)
        finally:
            ended.set()

    task = asyncio.create_task(call_in_thread(work))
    await asyncio.to_thread(begun.wait, 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(ended.wait, 10)


async def test_a_call_that_is_cancelled_before_it_has_begun_is_never_made(monkeypatch):
    started, made = [], []
    monkeypatch.setattr(
        "chatkit_jupyter.responder.interruptible._CallThread.start",
        lambda self: started.append(self),
    )
    task = asyncio.create_task(call_in_thread(lambda: made.append(1)))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    monkeypatch.undo()
    (thread,) = started
    thread.start()
    eventually(lambda: not thread.is_alive())
    assert made == []


async def test_a_look_gives_what_it_saw():
    assert await in_time(lambda: 3, 0) == 3


async def test_a_look_that_fails_or_takes_long_gives_something_else(monkeypatch):
    monkeypatch.setattr("chatkit_jupyter.responder.interruptible._LONGEST_SECONDS", 0.01)
    go_on = threading.Event()
    assert await in_time(lambda: 1 / 0, "failed") == "failed"
    assert await in_time(go_on.wait, "late") == "late"
    go_on.set()


async def test_a_look_is_cancelled_also_in_the_moment_that_it_ends(monkeypatch):
    seen = asyncio.get_running_loop().create_future()
    module = "chatkit_jupyter.responder.interruptible"
    monkeypatch.setattr(f"{module}.call_in_thread", lambda _: seen)
    looking = asyncio.create_task(in_time(lambda: 3, 0))
    await asyncio.sleep(0)
    seen.set_result(3)
    looking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await looking
