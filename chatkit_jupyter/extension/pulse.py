"""Whether a kernel answers at all, which it can not while a native call holds its interpreter."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from weakref import WeakValueDictionary

from tornado.iostream import StreamClosedError

from chatkit_jupyter.errors import NotServingError
from chatkit_jupyter.extension.link import Ask, Link
from chatkit_jupyter.runtime.registration import Registration

_QUESTION = Ask("GET", "/", {})

_pulses: WeakValueDictionary[Registration, Pulse] = WeakValueDictionary()


class Pulse:
    """Asks one kernel for a sign of life, with one question at a time, whoever wants to know.

    Args:
        registration: Where the kernel answers.
    """

    def __init__(self, registration: Registration) -> None:
        self._registration = registration
        self._asking: asyncio.Task[None] | None = None

    async def beats(self, within: float) -> bool:
        """Find out whether the kernel answers.

        Args:
            within: For how long to wait, in seconds.

        Returns:
            False when no answer came in this time. A kernel that is gone counts as one that
            answers: whoever waits for it finds out.
        """
        if self._asking is None or self._asking.done():
            self._asking = asyncio.get_running_loop().create_task(self._ask())
        await asyncio.wait({self._asking}, timeout=within)
        return self._asking.done()

    async def _ask(self) -> None:
        with suppress(NotServingError, StreamClosedError):
            await Link(self._registration).relay(_QUESTION, _Deaf())


class _Deaf:
    """Takes an answer for what it is: a sign of life."""

    def begin(self, status: int, content_type: str) -> None:
        pass

    async def take(self, chunk: bytes) -> None:
        pass


def pulse_of(registration: Registration) -> Pulse:
    """The pulse of a kernel, shared by all who watch it."""
    pulse = _pulses.get(registration)
    if pulse is None:
        pulse = _pulses[registration] = Pulse(registration)
    return pulse
