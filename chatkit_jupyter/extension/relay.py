"""A request on its way to a kernel, and what is said for the kernel while it can not speak."""

from __future__ import annotations

import asyncio
import json
from enum import Enum, auto
from http import HTTPStatus
from typing import Any

from chatkit_jupyter.extension.link import Ask, Link, Sink
from chatkit_jupyter.extension.pulse import Pulse
from chatkit_jupyter.log import logger
from chatkit_jupyter.runtime.endpoint import END_OF_STREAM

# Together under a second: so long may a kernel be silent before it is said why.
QUIET_SECONDS = 0.4
PULSE_SECONDS = 0.4
WRITE_SECONDS = 30.0
ALIVE_SECONDS = 10.0

BUSY = "busy"
_STREAM = "text/event-stream"
_JSON = "application/json"
_BUSY_STREAM = "The kernel is busy in native code; the answer goes on when it returns."
_BUSY_READ = "The kernel is busy in native code and can not answer. Try again when it returns."
_BUSY_WRITE = "The kernel is busy in native code. What you asked for may still be done later."
_ALIVE = b": waiting\n\n"

_delivering: set[asyncio.Task[None]] = set()


class Manner(Enum):
    """How a request is answered while its kernel is busy in native code."""

    STREAM = auto()
    """The stream begins without the kernel, and says that it is busy."""
    READ = auto()
    """It is refused, and can be sent again."""
    WRITE = auto()
    """It waits for long, because it must not be sent twice."""
    STOP = auto()
    """It is accepted, and delivered when the kernel listens again."""


class Relay:
    """One request and its answer.

    No bytes cost anything but the time of their arrival. Only while an answer is silent is the
    kernel asked for a sign of life.

    Args:
        link: The connection to the kernel.
        pulse: The kernel's pulse.
        front: Gets the answer.
        manner: How to answer while the kernel can not.
    """

    def __init__(self, link: Link, pulse: Pulse, front: Sink, manner: Manner) -> None:
        self._link = link
        self._pulse = pulse
        self._front = front
        self._manner = manner
        self._clock = asyncio.get_running_loop().time
        self._heard = self._clock()
        self._said = self._heard
        self._begun = False
        self._between_frames = True
        self._announced = False
        self._refusal: bytearray | None = None
        self._over = False
        # A tornado connection forgets whoever waits for the first of two pieces on their way.
        self._passing = asyncio.Lock()

    async def run(self, ask: Ask) -> None:
        """Pass the request on, and its answer back; see `Link.relay` for what it raises."""
        relaying = asyncio.get_running_loop().create_task(self._link.relay(ask, self))
        started = self._heard
        while not relaying.done():
            await asyncio.wait({relaying}, timeout=QUIET_SECONDS)
            if relaying.done() or self._clock() - self._heard < QUIET_SECONDS:
                continue
            if self._passing.locked():  # a client with something on its way to it needs no more
                continue
            heard = self._heard
            if await self._pulse.beats(PULSE_SECONDS):
                await self._keep_alive()
            elif self._heard == heard and await self._speak(self._clock() - started):
                self._over = True
                self._let_go(relaying)
                return
        await relaying
        if self._refusal is not None:
            await self._pass(_refused(bytes(self._refusal)))

    def begin(self, status: int, content_type: str) -> None:
        """The kernel's answer begins."""
        self._heard = self._clock()
        if self._over:
            return
        if self._begun:  # by this relay
            self._refusal = bytearray() if status != HTTPStatus.OK else None
            return
        self._begun = True
        self._front.begin(status, content_type)

    async def take(self, chunk: bytes) -> None:
        """A piece of the kernel's answer."""
        self._heard = self._clock()
        if self._over:
            return
        if self._refusal is not None:
            self._refusal += chunk
            return
        self._announced = False
        self._between_frames = chunk.endswith(b"\n\n")
        await self._pass(chunk)

    async def _pass(self, chunk: bytes) -> None:
        async with self._passing:
            await self._front.take(chunk)

    async def _speak(self, waited: float) -> bool:
        """Say that the kernel is busy.

        Returns:
            Whether that is the answer.
        """
        match self._manner:
            case Manner.STREAM:
                await self._announce()
            case Manner.STOP:
                await self._answer(HTTPStatus.ACCEPTED, {})
                return True
            case Manner.READ if not self._begun:
                body = {"message": _BUSY_READ, "reason": BUSY}
                await self._answer(HTTPStatus.SERVICE_UNAVAILABLE, body)
                return True
            case Manner.WRITE if not self._begun and waited > WRITE_SECONDS:
                body = {"message": _BUSY_WRITE, "reason": BUSY}
                await self._answer(HTTPStatus.GATEWAY_TIMEOUT, body)
                return True
            case _:
                pass
        return False

    async def _announce(self) -> None:
        if self._announced:
            await self._keep_alive()
        elif self._between_frames:
            self._announced = True
            if not self._begun:
                self._begun = True
                self._front.begin(HTTPStatus.OK, _STREAM)
            await self._say(_frame({"type": "progress_update", "text": _BUSY_STREAM}))

    async def _keep_alive(self) -> None:
        """Let the connection not be taken for dead."""
        silent = self._clock() - max(self._heard, self._said)
        streaming = self._manner is Manner.STREAM and self._begun and self._between_frames
        if streaming and self._refusal is None and silent > ALIVE_SECONDS:
            await self._say(_ALIVE)

    async def _say(self, chunk: bytes) -> None:
        self._said = self._clock()
        await self._pass(chunk)

    async def _answer(self, status: HTTPStatus, body: dict[str, Any]) -> None:
        self._front.begin(status, _JSON)
        await self._pass(json.dumps(body).encode())

    def _let_go(self, relaying: asyncio.Task[None]) -> None:
        """Let the kernel get what it was sent, though nobody waits for its answer."""
        _delivering.add(relaying)
        relaying.add_done_callback(_delivered)


def _delivered(relaying: asyncio.Task[None]) -> None:
    _delivering.discard(relaying)
    if not relaying.cancelled() and (error := relaying.exception()) is not None:
        logger.info("A request was not delivered to a busy kernel: %s", error)


def _frame(event: dict[str, Any]) -> bytes:
    return b"data: %b\n\n" % json.dumps(event).encode()


def _refused(body: bytes) -> bytes:
    try:
        message = json.loads(body)["message"]
    except (ValueError, TypeError, KeyError):
        message = "The kernel refused the request."
    error = {"type": "error", "code": "custom", "message": message, "allow_retry": True}
    return _frame(error) + END_OF_STREAM
