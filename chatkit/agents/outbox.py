"""The events of one agent context, waiting for the client in the order they happened."""

from __future__ import annotations

import asyncio
import threading
from collections import deque

from chatkit.types import ThreadStreamEvent


class Outbox:
    """A queue that any thread may fill and one coroutine empties.

    One future wakes the reader for however many events arrived meanwhile, so a burst of deltas
    costs one switch and no event costs a task.
    """

    def __init__(self) -> None:
        self._events: deque[ThreadStreamEvent] = deque()
        self._reader: asyncio.Future[None] | None = None
        self._reader_thread = 0

    def __len__(self) -> int:
        return len(self._events)

    def put(self, event: ThreadStreamEvent) -> None:
        """Append an event; safe from any thread."""
        self._events.append(event)
        reader = self._reader
        if reader is None:
            return
        if threading.get_ident() == self._reader_thread:
            _wake(reader)
        else:
            reader.get_loop().call_soon_threadsafe(_wake, reader)

    def take(self) -> ThreadStreamEvent:
        """Remove and returns the oldest event.

        Raises:
            IndexError: There is none.
        """
        return self._events.popleft()

    async def wait(self, source: asyncio.Task[None]) -> asyncio.CancelledError | None:
        """Wait until there is an event to take or `source` has ended.

        Returns:
            The cancellation, if the reader's task was cancelled meanwhile. By then `source` is
            cancelled too; the events that came before can be delivered before it is raised.
        """
        reader = asyncio.get_running_loop().create_future()
        self._reader_thread = threading.get_ident()
        # Set before the queue is looked at again: a writer in another thread either finds the
        # reader and wakes it, or has appended early enough to be seen here.
        self._reader = reader
        try:
            if not self._events and not source.done():
                await reader
        except asyncio.CancelledError as cancelled:
            source.cancel()
            return cancelled
        finally:
            self._reader = None
        return None

    def notify(self, source: asyncio.Task[None]) -> None:
        """Wake the reader because `source` has ended; for its `add_done_callback`."""
        if self._reader is not None:
            _wake(self._reader)


def _wake(reader: asyncio.Future[None]) -> None:
    if not reader.done():
        reader.set_result(None)
