"""A call of a tool while it runs: what it prints, and how far it is."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from contextvars import ContextVar

from chatkit_jupyter.throttle import Throttle

_MOST_PRINTED = 20_000
_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_OVERWRITTEN = re.compile(r"[^\n\r]*\r(?!\n)")


class ToolCall:
    """What the chat shows of one call; its code may write from any thread.

    Args:
        show: Shows the call's newest state; runs on the loop of the chat.
    """

    def __init__(self, show: Callable[[ToolCall], None]) -> None:
        self.failed = False
        self._shown = Throttle(lambda: show(self))
        self._lock = threading.Lock()
        self._printed = ""
        self._progress = ""

    @property
    def printed(self) -> str:
        """What the call printed, as a terminal would show it; of very much, the end."""
        with self._lock:
            text = self._printed
        text = _OVERWRITTEN.sub("", _ANSI.sub("", text).replace("\r\n", "\n")).replace("\r", "")
        return text if len(text) <= _MOST_PRINTED else "…" + text[-_MOST_PRINTED:]

    @property
    def progress(self) -> str:
        """How far it is, in one line; empty if it does not say."""
        return self._progress

    def write(self, text: str) -> None:
        """Take what the call prints."""
        with self._lock:
            self._printed = (self._printed + text)[-2 * _MOST_PRINTED :]
        self._shown.call()

    def report(self, progress: str) -> None:
        """Take how far the call is."""
        if progress != self._progress:
            self._progress = progress
            self._shown.call()

    def end(self) -> None:
        """Show nothing more."""
        self._shown.end()


current_call: ContextVar[ToolCall | None] = ContextVar("current_call", default=None)
"""The tool call that the running code belongs to."""


@contextmanager
def within(call: ToolCall | None) -> Generator[None]:
    """Let code know the call that it belongs to.

    Args:
        call: The call; None for one that no chat shows.
    """
    token = current_call.set(call)
    try:
        yield
    finally:
        current_call.reset(token)


def progress_line(text: str, done: float | None, total: float | None) -> str:
    """Word how far something is.

    Args:
        text: What is being done.
        done: How much of it is done.
        total: How much there is to do.
    """
    if done is None:
        return text
    count = f"{done:,.10g}" if total is None else f"{done:,.10g}/{total:,.10g}"
    share = f" ({done / total:.0%})" if total else ""
    return f"{text} {count}{share}".strip()
