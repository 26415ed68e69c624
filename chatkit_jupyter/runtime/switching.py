"""How often the interpreter lets another thread run."""

from __future__ import annotations

import asyncio
import sys
import threading
from types import TracebackType

# A running cell gives the interpreter away only this often, and an answer takes several turns.
QUICK_SECONDS = 0.0005
LINGER_SECONDS = 60.0


class QuickSwitching:
    """Shortens the interpreter's switch interval for as long as anyone is inside, and a bit longer.

    It may be entered any number of times, from any thread. A minute after the last one has left,
    on that one's loop, the interval is what it was, unless someone else has changed it in the
    meantime; without a loop it is so at once. The next request of a conversation comes within that
    minute as a rule, and where a cell lets go of the interpreter more often than the interval, as
    in reading files, a thread that wakes up may wait for its turn for a second.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._departures = 0
        self._short = False
        self._usual = self._ours = sys.getswitchinterval()

    def enter(self) -> None:
        """Be inside, until `leave`."""
        with self._lock:
            self._inside += 1
            if self._inside == 1:
                self._shorten()

    def leave(self) -> None:
        """Be inside no more."""
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._departures += 1
                self._restore_later(self._departures)

    def __enter__(self) -> None:
        self.enter()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.leave()

    def forget(self) -> None:
        """Let nobody be inside any more: their loop has ended, or is another process's."""
        self._lock = threading.Lock()
        self._inside = 0
        self._restore()

    def _shorten(self) -> None:
        usual = sys.getswitchinterval()
        if self._short and usual == self._ours:
            return
        self._usual = usual
        sys.setswitchinterval(min(QUICK_SECONDS, usual))
        self._ours = sys.getswitchinterval()
        self._short = True

    def _restore_later(self, departure: int) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self._restore()
        else:
            loop.call_later(LINGER_SECONDS, self._end, departure)

    def _end(self, departure: int) -> None:
        with self._lock:
            if self._inside == 0 and departure == self._departures:
                self._restore()

    def _restore(self) -> None:
        if self._short and sys.getswitchinterval() == self._ours:
            sys.setswitchinterval(self._usual)
        self._short = False


quick_switching = QuickSwitching()
