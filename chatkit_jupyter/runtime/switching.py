"""How often the interpreter lets another thread run."""

from __future__ import annotations

import sys
import threading
from types import TracebackType

# A running cell gives the interpreter away only this often, and an answer takes several turns.
QUICK_SECONDS = 0.0005


class QuickSwitching:
    """Shortens the interpreter's switch interval for as long as anyone is inside.

    It may be entered any number of times, from any thread. The last one to leave restores the
    interval, unless someone else has changed it in the meantime.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._usual = sys.getswitchinterval()
        self._ours = self._usual

    def __enter__(self) -> None:
        with self._lock:
            self._inside += 1
            if self._inside == 1:
                self._usual = sys.getswitchinterval()
                sys.setswitchinterval(min(QUICK_SECONDS, self._usual))
                self._ours = sys.getswitchinterval()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        with self._lock:
            self._inside -= 1
            if self._inside == 0:
                self._restore()

    def forget(self) -> None:
        """Let nobody be inside any more: in a forked process, their threads do not exist."""
        self._lock = threading.Lock()
        if self._inside:
            self._inside = 0
            self._restore()

    def _restore(self) -> None:
        if sys.getswitchinterval() == self._ours:
            sys.setswitchinterval(self._usual)


quick_switching = QuickSwitching()
