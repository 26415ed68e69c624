from __future__ import annotations

import asyncio

import pytest

from chatkit_jupyter.runtime.gathering import Gathering


class Clock:
    """An event loop's time, which only sleeping and `pass_` move on."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def time(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(asyncio, "get_running_loop", lambda: clock)
    monkeypatch.setattr(asyncio, "sleep", clock.sleep)
    return clock


def written(clock: Clock, gaps: list[float]) -> list[float]:
    """How long each of these writes kept the next one back."""
    gathering = Gathering()

    async def write() -> list[float]:
        waits = []
        for gap in gaps:
            clock.now += gap
            before = clock.now
            await gathering.written()
            waits.append(clock.now - before)
        return waits

    step = write()
    with pytest.raises(StopIteration) as done:
        step.send(None)
    return done.value.value


def test_what_a_model_types_never_waits(clock):
    assert sum(written(clock, [1 / 300] * 1_000)) == 0


def test_the_first_frames_of_an_answer_never_wait(clock):
    assert sum(written(clock, [0.0001] * 16)) == 0


def test_a_rush_is_gathered(clock):
    waits = written(clock, [0.0001] * 100)
    assert sum(wait > 0 for wait in waits) == 84


def test_after_a_pause_frames_go_out_at_once_again(clock):
    assert written(clock, [0.0001] * 20 + [0.02])[-1] == 0
