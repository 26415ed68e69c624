"""A response as it runs: its frames are logged, and viewers follow the log."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass

from chatkit_jupyter.streams import ending

MAX_LOG_BYTES = 1 << 20
STOP_GRACE_SECONDS = 1.0
_SLICE_SECONDS = 0.002  # a responder that never waits must not hold up the others, or its Stop


@dataclass(frozen=True)
class Frame:
    """One server-sent event of a response.

    Args:
        id: Its number; the first frame is 1.
        data: Its bytes, the closing empty line included.
    """

    id: int
    data: bytes


class FramesLostError(Exception):
    """The log no longer holds the frames that a viewer asks for; the stored thread does."""


class Response:
    """A response that runs by itself, whether anyone looks at it or not.

    The log is bounded. While somebody watches, a slow reader slows the response down instead
    of losing frames; frames that every viewer has had make room for new ones.

    Args:
        frames: The response's frames. The response runs when it is made, on the running loop.
        max_log_bytes: How many bytes of frames to keep for viewers.
    """

    def __init__(self, frames: AsyncIterator[bytes], *, max_log_bytes: int = MAX_LOG_BYTES) -> None:
        self._frames = frames
        self._max_log_bytes = max_log_bytes
        self._log: deque[Frame] = deque()
        self._log_bytes = 0
        self._last_id = 0
        self._viewers: set[Viewer] = set()
        self._waiting: list[asyncio.Future[None]] = []
        self.task = asyncio.get_running_loop().create_task(self._run())
        self.task.add_done_callback(lambda _: self.wake())

    def attach(self, after: int = 0) -> Viewer:
        """Start to follow the log.

        Args:
            after: Id of the last frame already seen; 0 to start with the first.

        Returns:
            The viewer; iterate over it, and close it.
        """
        viewer = Viewer(self, after)
        self._viewers.add(viewer)
        return viewer

    def detach(self, viewer: Viewer) -> None:
        """Forget a viewer: the response no longer waits for it."""
        self._viewers.discard(viewer)
        self.wake()

    async def stop(self) -> None:
        """Cancel the response and give it a moment to save what it has."""
        self.task.cancel()
        await asyncio.wait([self.task], timeout=STOP_GRACE_SECONDS)

    def since(self, last_seen: int) -> list[Frame]:
        """The logged frames after this one.

        Raises:
            FramesLostError: Some of them are gone.
        """
        missing = self._last_id - last_seen
        if missing > len(self._log):
            raise FramesLostError
        return [self._log[index] for index in range(len(self._log) - missing, len(self._log))]

    async def change(self) -> None:
        """Wait until a frame was logged or read, a viewer left, or the response ended."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        await future

    def wake(self) -> None:
        """Let everyone who waits for a change look again."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        resumed = loop.time()
        with suppress(asyncio.CancelledError):  # stopped: the frames end here
            async with ending(self._frames) as frames:
                async for data in frames:
                    await self._make_room(len(data))
                    self._add(data)
                    if loop.time() - resumed > _SLICE_SECONDS:
                        await asyncio.sleep(0)
                        resumed = loop.time()

    def _add(self, data: bytes) -> None:
        self._last_id += 1
        self._log.append(Frame(self._last_id, data))
        self._log_bytes += len(data)
        self.wake()

    async def _make_room(self, size: int) -> None:
        while self._log and self._log_bytes + size > self._max_log_bytes:
            oldest = self._log[0].id
            if any(viewer.seen < oldest for viewer in self._viewers):
                await self.change()
            else:
                self._log_bytes -= len(self._log.popleft().data)


class Viewer:
    """Somebody who follows a response; iterating gives lists of the frames that have come.

    Args:
        response: The response to follow.
        seen: Id of the last frame that the viewer has had.
    """

    def __init__(self, response: Response, seen: int) -> None:
        self.seen = seen
        self._response = response
        self._given = seen
        self._closed = False

    def __aiter__(self) -> Viewer:
        return self

    async def __anext__(self) -> list[Frame]:
        if self._given != self.seen:
            self.seen = self._given  # coming back for more means having dealt with the last ones
            self._response.wake()
        while not self._closed:
            frames = self._response.since(self.seen)
            if frames:
                self._given = frames[-1].id
                return frames
            if self._response.task.done():
                break
            await self._response.change()
        raise StopAsyncIteration

    def close(self) -> None:
        """Stop following. The response goes on."""
        self._closed = True
        self._response.detach(self)
