"""Paces the messages of all of a kernel's widgets, so that no server drops one."""

from __future__ import annotations

import asyncio
from collections import deque
from typing import Protocol

# A Jupyter server drops messages, without a word, from 1,000 a second on (iopub_msg_rate_limit),
# counting everything that the kernel publishes. Half of that is left to the cells' own output.
KERNEL_SECONDS = 1 / 500
WIDGET_SECONDS = 1 / 250


class Sender(Protocol):
    """Whose messages are paced."""

    not_before: float
    """The time of the loop before which it should not send again."""

    def send_some(self) -> bool:
        """Send one message; whether more is waiting."""
        ...


class Outbox:
    """Lets the widgets of a kernel send in turn; the first message leaves at once."""

    def __init__(self) -> None:
        self._ready: deque[Sender] = deque()
        self._not_before = 0.0
        self._timer: asyncio.Handle | None = None

    def wake(self, sender: Sender) -> None:
        """Let a widget send, as soon as it is its turn; on the runtime's loop."""
        if sender in self._ready:
            return
        self._ready.append(sender)
        if self._timer is None:
            self._schedule()

    def _schedule(self) -> None:
        loop = asyncio.get_running_loop()
        when = max(self._not_before, self._ready[0].not_before)
        if when <= loop.time():
            self._timer = loop.call_soon(self._turn)
        else:
            self._timer = loop.call_at(when, self._turn)

    def _turn(self) -> None:
        now = asyncio.get_running_loop().time()
        sender = self._ready.popleft()
        self._not_before = now + KERNEL_SECONDS
        sender.not_before = now + WIDGET_SECONDS
        if sender.send_some() and sender not in self._ready:
            self._ready.append(sender)
        self._timer = None
        if self._ready:
            self._schedule()
