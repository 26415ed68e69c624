"""Clocks for the cases."""

from __future__ import annotations

import gc
from collections.abc import Awaitable, Callable
from statistics import median
from time import perf_counter, process_time
from typing import Any


async def seconds(work: Callable[[], Awaitable[Any]], times: int = 1) -> float:
    """Return the mean processor time of one call, garbage from before collected."""
    gc.collect()
    started = process_time()
    for _ in range(times):
        await work()
    return (process_time() - started) / times


def seconds_of(work: Callable[[], Any], times: int = 1) -> float:
    """Return the same for a plain function."""
    gc.collect()
    started = process_time()
    for _ in range(times):
        work()
    return (process_time() - started) / times


async def elapsed(work: Callable[[], Awaitable[Any]], times: int = 1) -> float:
    """Return the median time by the clock of one call, for work that waits for a disk."""
    gc.collect()
    taken: list[float] = []
    for _ in range(times):
        started = perf_counter()
        await work()
        taken.append(perf_counter() - started)
    return median(taken)
