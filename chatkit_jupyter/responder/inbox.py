"""What a function's task gives to the one who reads it."""

from __future__ import annotations

import asyncio
from collections import deque

_QUICK_SECONDS = 0.001
_QUICK_BEFORE = 16
_NAP_SECONDS = 0.001
_AHEAD = 128


class Inbox:
    """Hands outputs on from a writer to a reader on the same loop, oldest first.

    The writer goes on when what it gave was taken. Where pieces of text follow each other within
    a millisecond, waiting for each would slow them down, as the two would take turns and the loop
    be what takes the time: after 16 such pieces the writer may run ahead, by up to 128, and the
    reader waits up to a millisecond for as many at once.
    """

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._outputs: deque[object] = deque()
        self._reader: asyncio.Future[None] | None = None
        self._writer: asyncio.Future[None] | None = None
        self._enough = 1
        self._quick = 0
        self._since = self._loop.time()

    def send(self, output: object) -> None:
        """Give something without waiting."""
        self._outputs.append(output)
        if len(self._outputs) >= self._enough:
            _wake(self._reader)

    async def put(self, output: object) -> None:
        """Give something, and wait until it is taken or the writer may run ahead.

        Args:
            output: What the writer's function gave.
        """
        quick = isinstance(output, str) and self._loop.time() - self._since < _QUICK_SECONDS
        self._quick = self._quick + 1 if quick else 0
        if not self._in_a_rush:
            self._enough = 1
        self.send(output)
        if not self._in_a_rush or len(self._outputs) >= _AHEAD:
            self._writer = self._loop.create_future()
            await self._writer
        self._since = self._loop.time()

    async def get(self) -> object:
        """Take the oldest output; asking for more than there is lets the writer go on."""
        if not self._outputs:
            self._since = self._loop.time()
            _wake(self._writer)
            await self._come()
        return self._outputs.popleft()

    @property
    def _in_a_rush(self) -> bool:
        return self._quick > _QUICK_BEFORE

    async def _come(self) -> None:
        nap = self._loop.call_later(_NAP_SECONDS, self._settle) if self._in_a_rush else None
        self._enough = _AHEAD if nap else 1
        try:
            while not self._outputs:
                self._reader = self._loop.create_future()
                await self._reader
        finally:
            if nap:
                nap.cancel()

    def _settle(self) -> None:
        """Be content with what there is."""
        self._enough = 1
        if self._outputs:
            _wake(self._reader)


def _wake(waiting: asyncio.Future[None] | None) -> None:
    if waiting is not None and not waiting.done():
        waiting.set_result(None)
