"""A proxy on loopback that breaks connections off where a test says."""

from __future__ import annotations

import asyncio
import re
import threading

_BEGINNING = re.compile(rb"[A-Z]+ /")


class CuttingProxy:
    """Passes bytes on to a port of this machine.

    Args:
        target: The port.
    """

    def __init__(self, target: int):
        self.port = 0
        self.cuts = 0
        self._target = target
        self._cut: tuple[bytes, int] | None = None
        self._open: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._started = threading.Event()

    def __enter__(self):
        self._thread.start()
        assert self._started.wait(10)
        return self

    def __exit__(self, *_) -> None:
        self.cut_all()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def cut_next(self, request: bytes, after: int) -> None:
        """Break off the next connection that sends this, after so many bytes of its answer."""
        self._cut = (request, after)

    def cut_all(self) -> None:
        """Break off every connection there is."""
        self._loop.call_soon_threadsafe(self._close_all)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(
            asyncio.start_server(self._serve, "127.0.0.1", 0, limit=1 << 20)
        )
        self.port = server.sockets[0].getsockname()[1]
        self._started.set()
        self._loop.run_forever()
        server.close()
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.run_until_complete(asyncio.sleep(0))
        self._loop.close()

    def _close_all(self) -> None:
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection("127.0.0.1", self._target)
        self._open |= {writer, back}
        left: list[int] = []  # bytes that may still come back, once the connection is to be cut

        async def forward() -> None:
            asked = b""  # headers and body may come apart
            while data := await reader.read(1 << 16):
                asked = data if _BEGINNING.match(data) else asked + data
                if self._cut is not None and asked.startswith(b"POST") and self._cut[0] in asked:
                    left.append(self._cut[1])
                    self._cut = None
                back.write(data)
            back.close()

        async def answer() -> None:
            while data := await there.read(1 << 16):
                if left and left[0] < len(data):
                    writer.write(data[: left[0]])
                    await writer.drain()
                    self.cuts += 1
                    writer.transport.abort()
                    back.transport.abort()
                    return
                if left:
                    left[0] -= len(data)
                writer.write(data)
                await writer.drain()
            writer.close()

        await asyncio.gather(forward(), answer(), return_exceptions=True)
        self._open -= {writer, back}
