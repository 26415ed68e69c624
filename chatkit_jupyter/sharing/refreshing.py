"""Work that is done anew after changes, when there are none for a moment."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

QUIET_SECONDS = 0.25
AT_MOST_SECONDS = 2.0


class Refreshing:
    """Does some work after changes.

    It is put off until nothing has changed for a moment, since what has just been said is drawn
    then, on the same machine; but not for long, however much goes on.

    Args:
        work: The work.
        quiet_seconds: For how long nothing must have changed.
    """

    def __init__(
        self, work: Callable[[], Awaitable[None]], quiet_seconds: float = QUIET_SECONDS
    ) -> None:
        self._work = work
        self._quiet_seconds = quiet_seconds
        self._stale = False
        self._due = 0.0
        self._latest = 0.0
        self._hurry = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def begin(self) -> None:
        """Say that something has changed; on the loop that does the work."""
        loop = asyncio.get_running_loop()
        now = loop.time()
        if not self._stale:
            self._stale = True
            self._latest = now + AT_MOST_SECONDS
        self._due = min(now + self._quiet_seconds, self._latest)
        if self._task is None:
            self._task = loop.create_task(self._run())

    async def settled(self) -> None:
        """Wait until no change is left, which then is not put off."""
        while self._task is not None:
            self._hurry.set()
            await asyncio.shield(self._task)

    async def _run(self) -> None:
        try:
            while self._stale:
                await self._quiet()
                self._stale = False
                await self._work()
        finally:
            self._task = None
            self._hurry.clear()

    async def _quiet(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._hurry.is_set() and (left := self._due - loop.time()) > 0:
            with suppress(asyncio.TimeoutError):
                await asyncio.wait_for(self._hurry.wait(), left)
