"""The responses that run or have just ended, by whom they belong to and the id a client chose."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable

from chatkit_jupyter.errors import RefusalError
from chatkit_jupyter.limits import current
from chatkit_jupyter.runtime.response import Response

MAX_ENDED = 32
MAX_ENDED_BYTES = 4 << 20
_REMEMBERED_STOPS = 256
_REMEMBERED_ENDS = 4096

_Key = tuple[str, str]


class Responses:
    """All responses of a kernel.

    Those that have ended are kept for a while, so that a viewer whose connection was lost can read
    the end; then only that they were is remembered.

    Args:
        max_ended: How many to keep.
        max_ended_bytes: How many bytes of their frames to keep together.
    """

    def __init__(
        self, *, max_ended: int = MAX_ENDED, max_ended_bytes: int = MAX_ENDED_BYTES
    ) -> None:
        self._max_ended = max_ended
        self._max_ended_bytes = max_ended_bytes
        self._running: dict[_Key, Response] = {}
        self._ended: OrderedDict[_Key, Response] = OrderedDict()
        self._ended_bytes = 0
        self._over: OrderedDict[_Key, None] = OrderedDict()
        self._stopped_early: OrderedDict[_Key, None] = OrderedDict()

    def start(
        self,
        owner: str,
        response_id: str,
        frames: AsyncIterator[bytes],
        begun: Callable[[bytes], None] | None = None,
    ) -> Response:
        """Run a response until it ends or is stopped.

        Args:
            owner: Whom it belongs to.
            response_id: Its id.
            frames: The response's frames.
            begun: Called with the first of them.

        Raises:
            RefusalError: A response of this id is running.
        """
        key = (owner, response_id)
        if key in self._running:
            raise RefusalError(409, "A response with this id is already running.")
        response = self._running[key] = Response(
            frames, begun=begun, max_log_bytes=current.limits.max_log_bytes
        )
        response.task.add_done_callback(lambda _: self._keep(key))
        if key in self._stopped_early:
            del self._stopped_early[key]
            response.task.cancel()
        return response

    def find(self, owner: str, response_id: str) -> Response | None:
        """A response that was started.

        Args:
            owner: Whom it belongs to.
            response_id: Its id.

        Returns:
            The response; None if there was none.

        Raises:
            RefusalError: It ended too long ago.
        """
        key = (owner, response_id)
        if key in self._over:
            raise RefusalError(410, "This answer has ended; the thread holds it.")
        return self._running.get(key) or self._ended.get(key)

    async def stop(self, owner: str, response_id: str) -> None:
        """Stop a response; one that has ended stays as it is, one yet to come never starts.

        Args:
            owner: Whom it belongs to.
            response_id: Its id.
        """
        key = (owner, response_id)
        if response := self._running.get(key):
            await response.stop()
        elif key not in self._ended and key not in self._over:
            _remember(self._stopped_early, key, _REMEMBERED_STOPS)

    async def stop_all(self) -> None:
        """Stop everything that runs, because the kernel ends."""
        await asyncio.gather(*(response.cut_off() for response in list(self._running.values())))

    def _keep(self, key: _Key) -> None:
        response = self._ended[key] = self._running.pop(key)
        self._ended_bytes += response.log_bytes
        while len(self._ended) > self._max_ended or self._ended_bytes > self._max_ended_bytes:
            oldest, forgotten = self._ended.popitem(last=False)
            self._ended_bytes -= forgotten.log_bytes
            _remember(self._over, oldest, _REMEMBERED_ENDS)


def _remember(keys: OrderedDict[_Key, None], key: _Key, most: int) -> None:
    keys[key] = None
    if len(keys) > most:
        keys.popitem(last=False)
