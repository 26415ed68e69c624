"""A response as it runs: its frames are logged, and viewers follow the log."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import suppress
from typing import NamedTuple

from chatkit_jupyter.runtime.switching import quick_switching
from chatkit_jupyter.streams import ending

MAX_LOG_BYTES = 1 << 20
STOP_GRACE_SECONDS = 1.0
STALL_SECONDS = 30.0
_SLICE_SECONDS = 0.002  # a responder that never waits must not hold up the others, or its Stop


class Frame(NamedTuple):
    """One server-sent event of a response.

    Attributes:
        id: Its number; the first frame is 1.
        data: Its bytes, the closing empty line included.
        at: When it was sent, in seconds of the loop's clock.
    """

    id: int
    data: bytes
    at: float = 0.0


class FramesLostError(Exception):
    """The log no longer holds the frames that a viewer asks for; the stored thread does."""


class Response:
    """A response that runs by itself, whether anyone looks at it or not.

    The log is bounded. While somebody watches, a slow reader slows the response down instead
    of losing frames; frames that every viewer has had make room for new ones. A viewer that takes
    nothing at all for some time, as in a computer that sleeps, is left behind.

    Args:
        frames: The response's frames. The response runs when it is made, on the running loop.
        begun: Called with the first of them.
        max_log_bytes: How many bytes of frames to keep for viewers.
        stall_seconds: For how long to wait for a viewer that takes nothing.
    """

    def __init__(
        self,
        frames: AsyncIterator[bytes],
        *,
        begun: Callable[[bytes], None] | None = None,
        max_log_bytes: int = MAX_LOG_BYTES,
        stall_seconds: float = STALL_SECONDS,
    ) -> None:
        self._frames = frames
        self._begun = begun
        self._max_log_bytes = max_log_bytes
        self._stall_seconds = stall_seconds
        self._log: deque[Frame] = deque()
        self._log_bytes = 0
        self._last_id = 0
        self._viewers: set[Viewer] = set()
        self._waiting: list[asyncio.Future[None]] = []
        self._cut_off = False
        self.task = asyncio.get_running_loop().create_task(self._run())
        self.task.add_done_callback(lambda _: self.wake())

    @property
    def log_bytes(self) -> int:
        """How many bytes of frames are kept."""
        return self._log_bytes

    def kept(self) -> list[Frame]:
        """The frames that are still in the log."""
        return list(self._log)

    def attach(self, after: int | None = 0) -> Viewer:
        """Start to follow the log.

        Args:
            after: Id of the last frame already seen; 0 to start with the first, None to get only
                what is still to come.

        Returns:
            The viewer; iterate over it, and close it.

        Raises:
            FramesLostError: The frames after that are not kept any more.
        """
        seen = self._last_id if after is None else after
        self.since(seen)
        viewer = Viewer(self, seen)
        self._viewers.add(viewer)
        return viewer

    def detach(self, viewer: Viewer) -> None:
        """Forget a viewer: the response no longer waits for it."""
        self._viewers.discard(viewer)
        self.wake()

    def insert(self, data: bytes) -> bool:
        """Add a frame that the response itself did not make.

        Args:
            data: The frame's bytes.

        Returns:
            False if it is too late, or too early.
        """
        if self.task.done() or self._last_id == 0:
            return False
        self._add(data, asyncio.get_running_loop().time())
        return True

    async def stop(self) -> None:
        """Cancel the response and give it a moment to save what it has."""
        self.task.cancel()
        await asyncio.wait([self.task], timeout=STOP_GRACE_SECONDS)

    async def cut_off(self) -> None:
        """Stop because the kernel ends; its viewers learn that this was not the answer's end."""
        self._cut_off = True
        await self.stop()

    @property
    def is_cut_off(self) -> bool:
        """Whether the kernel ended before the response did."""
        return self._cut_off

    def since(self, last_seen: int) -> list[Frame]:
        """The logged frames after this one.

        Raises:
            FramesLostError: Some of them are gone.
        """
        missing = self._last_id - last_seen
        if missing > len(self._log):
            raise FramesLostError
        return [self._log[index] for index in range(len(self._log) - missing, len(self._log))]

    def change(self) -> asyncio.Future[None]:
        """To be awaited: a frame was logged or read, a viewer left, or the response ended."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append(future)
        return future

    def wake(self) -> None:
        """Let everyone who waits for a change look again."""
        waiting, self._waiting = self._waiting, []
        for future in waiting:
            if not future.done():
                future.set_result(None)

    async def _run(self) -> None:
        loop = asyncio.get_running_loop()
        resumed = loop.time()
        # Cancelled is stopped: the frames end here.
        with suppress(asyncio.CancelledError), quick_switching:
            async with ending(self._frames) as frames:
                async for data in frames:
                    if self._last_id == 0 and self._begun is not None:
                        self._begun(data)
                    await self._make_room(len(data))
                    sent = loop.time()
                    self._add(data, sent)
                    if sent - resumed > _SLICE_SECONDS:
                        await asyncio.sleep(0)
                        resumed = loop.time()

    def _add(self, data: bytes, sent: float) -> None:
        self._last_id += 1
        self._log.append(Frame(self._last_id, data, sent))
        self._log_bytes += len(data)
        self.wake()

    async def _make_room(self, size: int) -> None:
        while self._log and self._log_bytes + size > self._max_log_bytes:
            oldest = self._log[0].id
            behind = [viewer for viewer in self._viewers if viewer.seen < oldest]
            if not behind:
                self._log_bytes -= len(self._log.popleft().data)
                continue
            seen = [viewer.seen for viewer in behind]
            # Not `wait_for`, whose older versions lose a Stop that comes together with a change.
            changed, _ = await asyncio.wait({self.change()}, timeout=self._stall_seconds)
            if changed:
                continue
            for viewer, before in zip(behind, seen, strict=True):
                if viewer.seen == before:
                    viewer.leave_behind()


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
        self._left_behind = False

    def __aiter__(self) -> Viewer:
        return self

    async def __anext__(self) -> list[Frame]:
        if self._given != self.seen:
            self.seen = self._given  # coming back for more means having dealt with the last ones
            self._response.wake()
        while not self._closed:
            if self._left_behind:
                raise FramesLostError
            frames = self._response.since(self.seen)
            if frames:
                self._given = frames[-1].id
                return frames
            if self._response.task.done():
                if self._response.is_cut_off:
                    raise FramesLostError
                break
            await self._response.change()
        raise StopAsyncIteration

    async def frames(self) -> AsyncGenerator[bytes, None]:
        """The bytes of each frame, one at a time."""
        async for batch in self:
            for frame in batch:
                yield frame.data

    def leave_behind(self) -> None:
        """Go on without this viewer, which finds out when it asks for more."""
        self._left_behind = True
        self._response.detach(self)

    def close(self) -> None:
        """Stop following. The response goes on."""
        self._closed = True
        self._response.detach(self)
