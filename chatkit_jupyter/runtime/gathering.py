"""Fewer, larger writes for a stream whose frames come faster than anyone sees."""

from __future__ import annotations

import asyncio

_GATHER_SECONDS = 0.002
_CLOSE_SECONDS = 0.0005
_FREE_WRITES = 16


class Gathering:
    """Lets frames out as they come, unless many follow each other closely.

    Each write wakes the server extension and the page. Where more than 16 in a row each followed
    the one before within half a millisecond, those of the next 2 ms go out together, so that a
    fast responder is not slowed by them; a model's never wait.
    """

    def __init__(self) -> None:
        self._free = _FREE_WRITES
        self._ready_at = 0.0

    async def written(self) -> None:
        """Wait until the next write may go out."""
        loop = asyncio.get_running_loop()
        if loop.time() - self._ready_at > _CLOSE_SECONDS:
            self._free = _FREE_WRITES
        if self._free:
            self._free -= 1
        else:
            await asyncio.sleep(_GATHER_SECONDS)
        self._ready_at = loop.time()
