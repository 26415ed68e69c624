"""A request's body that is used while it comes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

_WAITING_CHUNKS = 8


class Body:
    """Chunks from a connection, for whoever iterates over them; a slow reader slows the client."""

    def __init__(self) -> None:
        self._chunks: asyncio.Queue[bytes | ConnectionError | None] = asyncio.Queue(_WAITING_CHUNKS)
        self._unwanted = asyncio.Event()

    async def put(self, chunk: bytes) -> None:
        """Pass a chunk on; done when there is room for the next one."""
        await self._put(chunk)

    async def end(self) -> None:
        """Say that the body is whole."""
        await self._put(None)

    async def lose(self) -> None:
        """Say that the connection was lost."""
        await self._put(ConnectionResetError("the connection was lost during the upload"))

    def discard(self) -> None:
        """Let what still comes be dropped: nobody reads any more."""
        self._unwanted.set()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while (chunk := await self._chunks.get()) is not None:
            if isinstance(chunk, ConnectionError):
                raise chunk
            yield chunk

    async def _put(self, chunk: bytes | ConnectionError | None) -> None:
        if self._unwanted.is_set():
            return
        putting = asyncio.ensure_future(self._chunks.put(chunk))
        leaving = asyncio.ensure_future(self._unwanted.wait())
        await asyncio.wait([putting, leaving], return_when=asyncio.FIRST_COMPLETED)
        putting.cancel()
        leaving.cancel()
