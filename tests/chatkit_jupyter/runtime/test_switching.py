"""The interpreter's switch interval while answers stream."""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from chatkit_jupyter.runtime.switching import LINGER_SECONDS, QUICK_SECONDS, QuickSwitching
from tests.stopped_clock import StoppedClock


@pytest.fixture(autouse=True)
def usual():
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.005)
    yield
    sys.setswitchinterval(before)


def interval() -> float:
    return round(sys.getswitchinterval(), 5)  # the interpreter rounds down


def test_it_is_short_until_the_last_one_leaves():
    quick = QuickSwitching()
    with quick:
        assert interval() == QUICK_SECONDS
        with quick:
            assert interval() == QUICK_SECONDS
        assert interval() == QUICK_SECONDS
    assert interval() == 0.005


async def passes(clock: StoppedClock, seconds: float) -> None:
    clock.now += seconds
    await asyncio.sleep(0)
    await asyncio.sleep(0)


async def test_on_a_loop_it_stays_short_for_a_minute(clock):
    quick = QuickSwitching()
    with quick:
        pass
    await passes(clock, LINGER_SECONDS - 1)
    assert interval() == QUICK_SECONDS
    await passes(clock, 1)
    assert interval() == 0.005


async def test_who_comes_back_within_the_minute_begins_it_anew(clock):
    quick = QuickSwitching()
    for _ in range(3):
        with quick:
            pass
        await passes(clock, LINGER_SECONDS / 2)
        assert interval() == QUICK_SECONDS
    with quick:
        await passes(clock, LINGER_SECONDS * 2)
        assert interval() == QUICK_SECONDS
    await passes(clock, LINGER_SECONDS)
    assert interval() == 0.005


async def test_what_the_author_chooses_within_the_minute_stays(clock):
    quick = QuickSwitching()
    with quick:
        pass
    sys.setswitchinterval(0.02)
    with quick:
        assert interval() == QUICK_SECONDS
    await passes(clock, LINGER_SECONDS)
    assert interval() == 0.02
    sys.setswitchinterval(0.005)


async def test_when_the_loop_has_ended_it_is_restored_at_once(clock):
    quick = QuickSwitching()
    with quick:
        pass
    quick.forget()
    assert interval() == 0.005
    sys.setswitchinterval(QUICK_SECONDS)
    await passes(clock, LINGER_SECONDS)
    assert interval() == QUICK_SECONDS


def test_an_error_restores_it_too():
    quick = QuickSwitching()
    with pytest.raises(ValueError, match="no"), quick:
        raise ValueError("no")
    assert interval() == 0.005


def test_what_the_author_chose_stays():
    quick = QuickSwitching()
    sys.setswitchinterval(0.0001)
    with quick:
        assert interval() == 0.0001
    with quick:
        sys.setswitchinterval(0.02)
    assert interval() == 0.02


def test_many_threads_leave_it_as_it_was():
    quick = QuickSwitching()

    def enter(_):
        with quick:
            assert interval() == QUICK_SECONDS

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(enter, range(200)))
    assert interval() == 0.005


def test_a_forked_process_forgets_who_was_inside():
    quick = QuickSwitching()
    with quick:
        quick.forget()
        assert interval() == 0.005
        quick.__enter__()
