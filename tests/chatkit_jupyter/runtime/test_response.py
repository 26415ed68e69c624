"""A running response, its log and its viewers."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatkit_jupyter.runtime.response import FramesLostError, Response


class Source:
    """Frames that a test hands out one at a time."""

    def __init__(self):
        self._queue = asyncio.Queue()
        self.made = 0
        self.ended = False

    def give(self, *frames):
        for frame in frames:
            self._queue.put_nowait(frame)

    async def frames(self):
        try:
            while (frame := await self._queue.get()) is not None:
                self.made += 1
                yield frame
        finally:
            self.ended = True


async def settle():
    for _ in range(20):
        await asyncio.sleep(0)


async def read(viewer):
    return [frame.data async for batch in viewer for frame in batch]


async def held_up():
    """A maker, and its response that waits for a viewer who takes nothing."""
    source = Source()
    source.give(*(b"%04d" % n for n in range(12)))
    response = Response(source.frames(), max_log_bytes=40)
    response.attach()
    await settle()
    assert source.made == 11
    return source, response


async def test_a_viewer_gets_every_frame_in_order_with_its_number():
    source = Source()
    source.give(b"a", b"b", b"c", None)
    viewer = Response(source.frames()).attach()
    frames = [frame async for batch in viewer for frame in batch]
    assert [(f.id, f.data) for f in frames] == [(1, b"a"), (2, b"b"), (3, b"c")]


async def test_two_viewers_get_the_same_and_one_may_start_in_the_middle():
    source = Source()
    response = Response(source.frames())
    first, second = response.attach(), response.attach(after=2)
    source.give(b"a", b"b", b"c", b"d", None)
    assert await asyncio.gather(read(first), read(second)) == [
        [b"a", b"b", b"c", b"d"],
        [b"c", b"d"],
    ]


async def test_a_closed_viewer_ends_and_the_response_goes_on():
    source = Source()
    response = Response(source.frames())
    viewer = response.attach()
    reading = asyncio.create_task(read(viewer))
    source.give(b"a")
    await settle()
    viewer.close()
    assert await reading == [b"a"]
    source.give(b"b", None)
    await response.task
    assert await read(response.attach(after=1)) == [b"b"]


async def test_stopping_cancels_the_maker_and_ends_the_viewers():
    source = Source()
    response = Response(source.frames())
    reading = asyncio.create_task(read(response.attach()))
    source.give(b"a")
    await settle()
    await response.stop()
    assert source.ended
    assert await reading == [b"a"]


async def test_a_response_that_never_began_ends_its_viewers_too():
    response = Response(Source().frames())
    viewer = response.attach()
    response.task.cancel()
    assert await read(viewer) == []


async def test_a_slow_viewer_slows_the_maker_and_loses_nothing():
    source = Source()
    source.give(*(b"%04d" % n for n in range(100)), None)
    response = Response(source.frames(), max_log_bytes=40)
    viewer = response.attach()
    await settle()
    assert source.made <= 11
    assert await read(viewer) == [b"%04d" % n for n in range(100)]


async def test_without_a_viewer_the_log_keeps_the_newest_and_says_what_it_lost():
    source = Source()
    source.give(*(b"%04d" % n for n in range(100)), None)
    response = Response(source.frames(), max_log_bytes=40)
    await response.task
    assert await read(response.attach(after=95)) == [b"%04d" % n for n in range(95, 100)]
    with pytest.raises(FramesLostError):
        response.attach()


async def test_a_viewer_that_takes_nothing_is_left_behind_and_the_others_get_everything():
    source = Source()
    frames = [b"%04d" % n for n in range(100)]
    source.give(*frames, None)
    response = Response(source.frames(), max_log_bytes=40, stall_seconds=0.01)
    asleep, awake = response.attach(), response.attach()
    assert len(await anext(asleep)) > 0
    assert await read(awake) == frames
    with pytest.raises(FramesLostError):
        await anext(asleep)


async def test_a_viewer_that_takes_little_is_waited_for():
    source = Source()
    frames = [b"%04d" % n for n in range(30)]
    source.give(*frames, None)
    response = Response(source.frames(), max_log_bytes=40, stall_seconds=0.05)
    got = []
    async for batch in response.attach():
        got += [frame.data for frame in batch]
        await asyncio.sleep(0.02)
    assert got == frames


async def test_a_viewer_may_begin_with_what_is_still_to_come():
    source = Source()
    response = Response(source.frames())
    source.give(b"a", b"b")
    await settle()
    viewer = response.attach(None)
    source.give(b"c", None)
    assert await read(viewer) == [b"c"]


async def test_a_stop_reaches_the_maker_although_a_viewer_holds_it_up():
    source, response = await held_up()
    await response.stop()
    assert source.ended


async def test_a_stop_in_the_moment_that_a_viewer_reads_is_not_lost():
    source, response = await held_up()
    response.wake()
    await response.stop()
    assert source.ended


async def test_a_maker_that_never_waits_lets_others_have_their_turn_and_can_be_stopped():
    ended = False

    async def endless():
        nonlocal ended
        try:
            while True:
                yield b"x"
        finally:
            ended = True

    response = Response(endless())
    reading = asyncio.create_task(read(response.attach()))
    await settle()
    await response.stop()
    assert ended
    assert await reading


@given(
    frames=st.lists(st.binary(min_size=1, max_size=20), max_size=40),
    limit=st.integers(1, 60),
    viewers=st.integers(1, 3),
)
async def test_attached_viewers_always_get_everything(frames, limit, viewers):
    source = Source()
    source.give(*frames, None)
    response = Response(source.frames(), max_log_bytes=limit)
    read_by_each = await asyncio.gather(*(read(response.attach()) for _ in range(viewers)))
    assert read_by_each == [frames] * viewers


async def test_a_frame_of_somebody_else_is_put_in_while_it_runs():
    source = Source()
    response = Response(source.frames())
    assert not response.insert(b"too early")
    viewer = response.attach()
    source.give(b"a")
    await settle()
    assert response.insert(b"x")
    source.give(b"b", None)
    assert await read(viewer) == [b"a", b"x", b"b"]
    assert not response.insert(b"too late")
