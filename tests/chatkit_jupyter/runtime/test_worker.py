"""The thread for plain code."""

from __future__ import annotations

import asyncio
import threading
from contextvars import ContextVar

import pytest

from chatkit_jupyter.runtime.worker import Worker
from tests.waiting import eventually


@pytest.fixture
def worker():
    worker = Worker()
    yield worker
    worker.end()


async def test_calls_are_made_one_after_the_other_in_one_thread(worker):
    threads = await asyncio.gather(*(worker.call(threading.current_thread) for _ in range(5)))
    assert len(set(threads)) == 1
    assert threads[0].daemon


async def test_what_a_call_returns_or_raises_reaches_the_caller(worker):
    assert await worker.call(divmod, 7, 2) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        await worker.call(divmod, 7, 0)
    assert await worker.call(int, "ff", base=16) == 255


async def test_context_variables_are_those_of_the_place_where_it_was_made():
    variable = ContextVar("variable", default="outside")
    variable.set("inside")
    worker = Worker()
    variable.set("later")
    assert await worker.call(variable.get) == "inside"
    await worker.call(variable.set, "changed")
    assert await worker.call(variable.get) == "changed"
    assert variable.get() == "later"
    worker.end()


async def test_a_call_that_nobody_waits_for_may_fail(worker, caplog):
    worker.call_later(lambda: 1 / 0)
    assert await worker.call(lambda: "still there") == "still there"
    assert "ZeroDivisionError" in caplog.text


async def test_a_caller_that_gives_up_does_not_harm_the_next(worker):
    release = threading.Event()
    first = asyncio.create_task(worker.call(release.wait, 10))
    await asyncio.sleep(0)
    first.cancel()
    release.set()
    assert await worker.call(lambda: "next") == "next"


async def test_its_thread_ends():
    worker = Worker()
    thread = await worker.call(threading.current_thread)
    worker.end()
    eventually(lambda: not thread.is_alive())


def test_a_loop_that_has_closed_does_not_harm_the_thread():
    worker, entered, release = Worker(), threading.Event(), threading.Event()

    def step():
        entered.set()
        release.wait(10)

    async def give_up():
        task = asyncio.create_task(worker.call(step))
        await asyncio.to_thread(entered.wait, 10)
        task.cancel()

    asyncio.run(give_up())
    release.set()

    async def again():
        return await worker.call(lambda: "fine")

    assert asyncio.run(again()) == "fine"
    worker.end()
