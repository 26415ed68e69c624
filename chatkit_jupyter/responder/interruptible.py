"""A plain function in a thread of its own, which a Stop or a limit in time ends."""

from __future__ import annotations

import asyncio
import ctypes
import threading
from collections.abc import Callable
from contextlib import suppress
from contextvars import copy_context
from typing import Any, TypeVar

from chatkit_jupyter.outcome import fail, succeed
from chatkit_jupyter.responder.apart import redirect_displays

T = TypeVar("T")

_LONGEST_SECONDS = 3.0


class Interrupted(KeyboardInterrupt):
    """Raised inside a function when nobody waits for it any more."""


async def call_in_thread(function: Callable[[], T]) -> T:
    """Call a function in a thread, which sees the context variables of this place.

    A cancellation raises `Interrupted` in the function at its next step in Python, as interrupting
    the kernel does in a cell; a call into C that never returns keeps only its thread.

    Args:
        function: What to call.

    Returns:
        What it returned.

    Raises:
        BaseException: What it raised.
    """
    outcome: asyncio.Future[T] = asyncio.get_running_loop().create_future()
    thread = _CallThread(function, outcome)
    thread.start()
    try:
        return await outcome
    finally:
        thread.interrupt()


async def in_time(work: Callable[[], T], otherwise: T) -> T:
    """Look at the author's objects, but not for long.

    Args:
        work: What to do, in a thread.
        otherwise: The result where it fails, or has not ended after three seconds.
    """
    calling = asyncio.ensure_future(call_in_thread(work))
    try:
        # Not `wait_for`, whose older versions lose a Stop that comes together with the result.
        await asyncio.wait({calling}, timeout=_LONGEST_SECONDS)
    finally:
        calling.cancel()
    if not calling.done() or calling.exception() is not None:
        return otherwise
    return calling.result()


class _CallThread(threading.Thread):
    def __init__(self, function: Callable[[], Any], outcome: asyncio.Future[Any]) -> None:
        super().__init__(name="chatkit-call", daemon=True)
        self._function = function
        self._outcome = outcome
        self._context = copy_context()
        self._lock = threading.Lock()
        self._calling = False
        self._abandoned = False

    def interrupt(self) -> None:
        """End the call, unless it has ended; one that has not begun never does."""
        with self._lock:
            self._abandoned = True
            if self._calling and self.ident is not None:
                # The interpreter's own way to raise in another thread; others may have none.
                raising = getattr(ctypes, "pythonapi", None)
                if raising is not None:
                    raising.PyThreadState_SetAsyncExc(
                        ctypes.c_ulong(self.ident), ctypes.py_object(Interrupted)
                    )

    def run(self) -> None:
        """Make the call, and tell who waits."""
        with suppress(Interrupted):  # nobody waits
            if not self._begin():
                return
            try:
                redirect_displays()
                result = self._context.run(self._function)
            except BaseException as error:
                self._end()
                fail(self._outcome, error)
            else:
                self._end()
                succeed(self._outcome, result)

    def _begin(self) -> bool:
        # Interrupted any earlier, what starts threads would be.
        with self._lock:
            self._calling = not self._abandoned
            return self._calling

    def _end(self) -> None:
        with self._lock:
            self._calling = False
        _notice()  # an interrupt that came at the last moment is raised here at the latest


def _notice() -> None:
    """A call, at whose beginning Python looks for what was raised from outside."""
