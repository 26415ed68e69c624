"""The events of one agent context, waiting for the client in the order they happened."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator
from threading import get_ident

from chatkit.types import ThreadStreamEvent


class Outbox(deque[ThreadStreamEvent]):
    """A queue that any thread may fill with `put` and one coroutine empties.

    One future wakes the reader for however many events arrived meanwhile, so a burst of deltas
    costs one switch and no event costs a task.
    """

    def __init__(self) -> None:
        super().__init__()
        self._reader: asyncio.Future[None] | None = None
        self._reader_thread = 0

    def put(self, event: ThreadStreamEvent) -> None:
        """Append an event and wake the reader; safe from any thread."""
        self.append(event)
        reader = self._reader
        if reader is None:
            return
        if get_ident() != self._reader_thread:
            reader.get_loop().call_soon_threadsafe(_wake, reader)
            return
        self._reader = None
        if not reader.done():
            reader.set_result(None)

    async def follow(self, source: asyncio.Task[None]) -> AsyncGenerator[ThreadStreamEvent, None]:
        """Yield the events until `source`, a task that fills the queue, has ended.

        A cancellation of the reader ends the source at once, and is raised when what came before
        it has been delivered.

        Raises:
            Exception: What the source ended with.
        """
        cancelled: asyncio.CancelledError | None = None
        new_future = asyncio.get_running_loop().create_future
        self._reader_thread = get_ident()
        source.add_done_callback(self._notify)
        try:
            while True:
                while self:
                    yield self.popleft()
                if cancelled is not None:
                    raise cancelled
                if source.done():
                    source.result()
                    return
                # Set before the queue is looked at again: a writer in another thread either finds
                # the reader and wakes it, or has appended early enough to be seen here.
                self._reader = reader = new_future()
                if self:
                    continue
                try:
                    await reader
                except asyncio.CancelledError as error:
                    cancelled = error
                    source.cancel()
        finally:
            self._reader = None

    def _notify(self, _: asyncio.Task[None]) -> None:
        if self._reader is not None:
            _wake(self._reader)


def _wake(reader: asyncio.Future[None]) -> None:
    if not reader.done():
        reader.set_result(None)
