"""A loop's time that stands still unless a test moves it."""

from __future__ import annotations

import asyncio


class StoppedClock:
    """Stands in for a loop's time; moved past a timer's, that timer is due.

    Args:
        loop: The loop.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.now = 100.0
        loop.time = lambda: self.now
