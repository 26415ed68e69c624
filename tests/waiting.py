"""Waiting for a condition, never for a time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def eventually(condition: Callable[[], T | None], timeout: float = 10) -> T:
    """What holds, as soon as it does; fail when it does not within `timeout` seconds."""
    deadline = time.monotonic() + timeout
    while not (held := condition()):
        assert time.monotonic() < deadline, f"{condition} did not come true in {timeout} s"
        time.sleep(0.01)
    return held


async def soon(condition: Callable[[], T | None], timeout: float = 60) -> T:
    """As `eventually`, while other tasks go on."""
    deadline = time.monotonic() + timeout
    while not (held := condition()):
        assert time.monotonic() < deadline, f"{condition} did not come true in {timeout} s"
        await asyncio.sleep(0.01)
    return held
