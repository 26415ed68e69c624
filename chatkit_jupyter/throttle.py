"""Calls that come more often than anybody looks."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

SHOWN_EVERY_SECONDS = 0.1


class Throttle:
    """Calls a function on the loop that it was made on, at most ten times a second.

    Args:
        show: Shows the newest state of something.
    """

    def __init__(self, show: Callable[[], None]) -> None:
        self._show = show
        self._loop = asyncio.get_running_loop()
        self._waiting = False
        self._ended = False

    def call(self) -> None:
        """Let it be shown soon; from any thread."""
        if not self._waiting and not self._ended:
            self._waiting = True
            self._loop.call_soon_threadsafe(
                self._loop.call_later, SHOWN_EVERY_SECONDS, self._show_newest
            )

    def end(self) -> None:
        """Show nothing more."""
        self._ended = True

    def _show_newest(self) -> None:
        self._waiting = False
        if not self._ended:
            self._show()
