from __future__ import annotations

import asyncio

from chatkit_jupyter.sharing.refreshing import Refreshing

NEVER = 1_000.0


class Work:
    def __init__(self) -> None:
        self.times: list[float] = []
        self.done = asyncio.Event()

    async def __call__(self) -> None:
        self.times.append(asyncio.get_running_loop().time())
        await asyncio.sleep(0)
        self.done.set()


def test_it_is_done_once_when_changes_are_over():
    async def run() -> tuple[float, list[float]]:
        work = Work()
        refreshing = Refreshing(work, 0.05)
        for _ in range(5):
            refreshing.begin()
            await asyncio.sleep(0.01)
        last = asyncio.get_running_loop().time()
        await asyncio.wait_for(work.done.wait(), 10)
        return last, work.times

    last, times = asyncio.run(run())
    assert len(times) == 1
    assert times[0] >= last + 0.03


def test_it_is_put_off_no_longer_than_so_long(monkeypatch):
    monkeypatch.setattr("chatkit_jupyter.sharing.refreshing.AT_MOST_SECONDS", 0.05)

    async def run() -> None:
        work = Work()
        refreshing = Refreshing(work, NEVER)
        refreshing.begin()
        await asyncio.wait_for(work.done.wait(), 10)

    asyncio.run(run())


def test_who_waits_for_it_does_not_wait_for_quiet():
    async def run() -> int:
        work = Work()
        refreshing = Refreshing(work, NEVER)
        for _ in range(2):
            refreshing.begin()
            await asyncio.wait_for(refreshing.settled(), 10)
        await refreshing.settled()
        return len(work.times)

    assert asyncio.run(run()) == 2


def test_a_change_during_the_work_is_done_too():
    async def run() -> int:
        done = 0

        async def work() -> None:
            nonlocal done
            done += 1
            if done == 1:
                refreshing.begin()

        refreshing = Refreshing(work, NEVER)
        refreshing.begin()
        await asyncio.wait_for(refreshing.settled(), 10)
        return done

    assert asyncio.run(run()) == 2
