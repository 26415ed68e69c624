"""Plain functions in threads that end when nobody waits for them."""

from __future__ import annotations

import asyncio
import threading

import pytest

from chatkit_jupyter.responder.interruptible import call_in_thread
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
