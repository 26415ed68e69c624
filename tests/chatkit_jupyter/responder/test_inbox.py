"""Hands an author's outputs on: at once as a rule, many together where they come in a rush."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from chatkit_jupyter.responder.inbox import Inbox
from tests.stopped_clock import StoppedClock

AHEAD = 128
A_NAP = 0.001
END = object()


class Writing:
    """A task that gives outputs, and how many it has given."""

    def __init__(self, inbox: Inbox, outputs: list[object], between: Callable[[], None]) -> None:
        self.given = 0
        self.task = asyncio.create_task(self._write(inbox, outputs, between))

    async def _write(self, inbox: Inbox, outputs: list[object], between: Callable[[], None]):
        for output in outputs:
            between()
            await asyncio.sleep(0)
            self.given += 1
            await inbox.put(output)
        inbox.send(END)


def written(inbox: Inbox, outputs: list[object], between=lambda: None) -> Writing:
    return Writing(inbox, outputs, between)


async def read(inbox: Inbox, count: int) -> list[object]:
    return [await inbox.get() for _ in range(count)]


async def turns(count: int) -> None:
    for _ in range(count):
        await asyncio.sleep(0)


async def test_who_gives_goes_on_when_it_was_taken(clock):
    inbox = Inbox()
    writing = written(inbox, [1, 2, 3])
    assert await inbox.get() == 1
    await turns(10)
    assert writing.given == 1
    assert await read(inbox, 3) == [2, 3, END]


async def test_text_in_a_rush_runs_ahead_and_not_for_ever(clock):
    inbox = Inbox()
    writing = written(inbox, ["a"] * 1_000)
    for _ in range(AHEAD):
        await inbox.get()
    await turns(1_000)
    assert AHEAD < writing.given <= 2 * AHEAD


async def test_who_reads_is_not_asleep_while_who_gives_may_not_go_on(clock):
    """The time stands still, so that a reader who sleeps longer than that never wakes."""
    inbox = Inbox()
    texts = [str(number) for number in range(1 + 16 + 8 * AHEAD)]
    writing = written(inbox, list(texts))
    assert await read(inbox, len(texts)) == texts
    assert writing.given == len(texts)


async def test_what_ends_a_rush_is_there_at_once(clock):
    inbox = Inbox()
    outputs = ["a"] * 40 + [42]
    writing = written(inbox, list(outputs))
    assert await read(inbox, len(outputs)) == outputs
    assert not writing.task.done()


async def test_in_a_rush_few_are_there_after_a_millisecond(clock):
    inbox = Inbox()
    texts: list[object] = ["a"] * 40
    writing = written(inbox, texts)
    reading = asyncio.create_task(read(inbox, 41))
    await turns(1_000)
    assert writing.task.done()
    assert not reading.done()
    clock.now += A_NAP
    assert await reading == [*texts, END]


async def test_after_a_rush_the_next_is_there_at_once(clock):
    inbox = Inbox()
    written(inbox, ["a"] * 40)
    reading = asyncio.create_task(read(inbox, 42))
    for _ in range(2):  # the second time there is nothing when it looks
        await turns(1_000)
        clock.now += A_NAP
    await turns(1_000)
    inbox.send("much later")
    assert (await reading)[-1] == "much later"


async def test_who_reads_slowly_does_not_end_the_rush(clock):
    """Its time is not the writer's: what came fast still comes fast."""
    inbox = Inbox()
    writing = written(inbox, ["a"] * 2_000)
    most = 0
    for number in range(1_000):
        await inbox.get()
        clock.now += 0.01
        if number > 500:
            most = max(most, writing.given - number)
    assert most > AHEAD / 2
    writing.task.cancel()


async def test_text_that_comes_slowly_is_taken_one_by_one(clock):
    inbox = Inbox()

    def wait() -> None:
        clock.now += 0.002

    writing = written(inbox, ["a"] * 100, wait)
    for number in range(1, 101):
        await inbox.get()
        await turns(5)
        assert writing.given == number


@given(
    st.lists(st.one_of(st.text(max_size=2), st.integers()), max_size=400),
    st.lists(st.sampled_from([0.0, 0.0, 0.0, 0.0004, 0.003]), min_size=1, max_size=50),
)
def test_all_arrive_once_and_in_order(outputs, gaps):
    async def main() -> None:
        clock = StoppedClock(asyncio.get_running_loop())
        inbox, steps = Inbox(), iter(gaps * 400)

        def pass_time() -> None:
            clock.now += next(steps)

        writing = written(inbox, list(outputs), pass_time)
        reading = asyncio.create_task(read(inbox, len(outputs) + 1))
        for _ in range(10_000):
            if reading.done():
                break
            await asyncio.sleep(0)
            clock.now += A_NAP / 2
        assert await reading == [*outputs, END]
        assert writing.given == len(outputs)

    asyncio.run(main())
