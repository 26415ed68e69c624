"""One answer on its way to a page: numbered, and kept until the page says it has it."""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass
from typing import Literal

from tornado.iostream import StreamClosedError

WINDOW_BYTES = 1 << 20
"""How much may be on its way: what a page does not read is not made either."""

Kind = Literal["head", "data", "end", "broken"]


@dataclass(frozen=True)
class Piece:
    """A part of an answer.

    Args:
        number: Its place in the answer; the first piece is 1.
        kind: Status and headers as JSON; bytes of the body; the end, or that it broke off.
        payload: Its bytes.
    """

    number: int
    kind: Kind
    payload: bytes


class Outgoing:
    """The pieces of one answer.

    Bytes of the body that come faster than messages are sent leave together, as one piece.

    Args:
        window: How many bytes may be unread before `room` has to be waited for.
    """

    def __init__(self, window: int = WINDOW_BYTES) -> None:
        self.ended = False
        self.dropped = False
        self._window = window
        self._fresh: deque[tuple[Kind, bytearray]] = deque()
        self._again: deque[Piece] = deque()
        self._kept: deque[Piece] = deque()
        self._unread = 0
        self._last = 0
        self._room: asyncio.Future[None] | None = None

    @property
    def last(self) -> int:
        """Number of the newest piece that was taken."""
        return self._last

    @property
    def done(self) -> bool:
        """Whether the page has all of it."""
        return self.ended and not self._fresh and not self._kept

    @property
    def full(self) -> bool:
        """Whether nothing more should come before the page has read on."""
        return self._unread > self._window

    def add(self, kind: Kind, payload: bytes = b"") -> asyncio.Future[None]:
        """Add to the answer.

        Returns:
            Done when more may be added; fails when the page is gone.
        """
        if self.dropped:
            return self._wait_for_room()
        if kind == "data" and self._fresh and self._fresh[-1][0] == "data":
            self._fresh[-1][1].extend(payload)
        else:
            self._fresh.append((kind, bytearray(payload)))
        self._unread += len(payload)
        self.ended = self.ended or kind in ("end", "broken")
        return self._wait_for_room()

    def take(self, limit: int) -> Piece | None:
        """The next piece to send, of at most `limit` bytes of the body; None if there is none."""
        if self._again:
            return self._again.popleft()
        if not self._fresh:
            return None
        kind, waiting = self._fresh[0]
        payload = bytes(waiting[:limit]) if kind == "data" else bytes(waiting)
        if len(payload) == len(waiting):
            self._fresh.popleft()
        else:
            del waiting[:limit]
        self._last += 1
        piece = Piece(self._last, kind, payload)
        self._kept.append(piece)
        return piece

    def acknowledge(self, number: int) -> None:
        """Let go of the pieces that the page has read, up to this one."""
        while self._kept and self._kept[0].number <= number:
            self._unread -= len(self._kept.popleft().payload)
        if self._room is not None and not self.full:
            self._settle(None)

    def repeat(self, after: int) -> None:
        """Send what comes after this piece again."""
        self._again = deque(piece for piece in self._kept if piece.number > after)

    def drop(self) -> None:
        """Let go of everything: nobody waits for it."""
        self.dropped = True
        self._fresh.clear()
        self._again.clear()
        self._kept.clear()
        self._settle(StreamClosedError())

    def _wait_for_room(self) -> asyncio.Future[None]:
        if self._room is not None:
            return self._room
        room: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._room = room
        if self.dropped:
            self._settle(StreamClosedError())
        elif not self.full:
            self._settle(None)
        return room

    def _settle(self, error: Exception | None) -> None:
        room, self._room = self._room, None
        if room is None or room.done():
            return
        if error is None:
            room.set_result(None)
        else:
            room.set_exception(error)
            room.exception()  # whoever adds may not wait
