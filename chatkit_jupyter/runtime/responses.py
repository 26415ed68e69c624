"""The responses that are running, by the chat they belong to and the id their client chose."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncIterator
from uuid import uuid4

from chatkit_jupyter.errors import RefusalError
from chatkit_jupyter.runtime.response import Response

_REMEMBERED_STOPS = 256


class Responses:
    """All running responses of a kernel."""

    def __init__(self) -> None:
        self._running: dict[tuple[str, str], Response] = {}
        self._stopped_early: OrderedDict[tuple[str, str], None] = OrderedDict()

    def start(self, chat: str, response_id: str | None, frames: AsyncIterator[bytes]) -> Response:
        """Run a response until it ends or is stopped.

        Args:
            chat: The chat's name.
            response_id: The id that its client chose; None if it will not refer to it.
            frames: The response's frames.

        Raises:
            RefusalError: A response of this id is running.
        """
        key = (chat, response_id or str(uuid4()))
        if key in self._running:
            raise RefusalError(409, "A response with this id is already running.")
        response = self._running[key] = Response(frames)
        response.task.add_done_callback(lambda _: self._running.pop(key))
        if key in self._stopped_early:
            del self._stopped_early[key]
            response.task.cancel()
        return response

    async def stop(self, chat: str, response_id: str) -> None:
        """Stop a response; one that has ended stays as it is, one yet to come never starts.

        Args:
            chat: The chat's name.
            response_id: The id that its client chose.
        """
        key = (chat, response_id)
        if response := self._running.get(key):
            await response.stop()
            return
        self._stopped_early[key] = None
        if len(self._stopped_early) > _REMEMBERED_STOPS:
            self._stopped_early.popitem(last=False)

    async def stop_all(self) -> None:
        """Stop everything that runs."""
        await asyncio.gather(*(response.stop() for response in list(self._running.values())))
