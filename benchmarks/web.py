"""Many clients at once against a chat served over HTTP."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

SCRIPT = Path(__file__).parent / "worker" / "web_server.py"
CLIENTS = 50
DELTAS = 200
_MARK = b"data: {"
_BODY = json.dumps(
    {
        "type": "threads.create",
        "params": {
            "input": {
                "content": [{"type": "input_text", "text": "Which orders are late?"}],
                "attachments": [],
                "quoted_text": None,
                "inference_options": {},
            }
        },
    }
).encode()
_REQUEST = (
    b"POST /chatkit HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n"
    b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%b" % (len(_BODY), _BODY)
)


@dataclass
class Rush:
    """What the clients saw: seconds until the first event, and events per second of them all."""

    first_event: float
    events_per_second: float


@contextmanager
def serving(python: Path) -> Iterator[int]:
    """Serve with that Python's `chatkit`; gives the port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        process = subprocess.Popen(
            [python, SCRIPT, str(DELTAS), str(listener.fileno())],
            pass_fds=[listener.fileno()],
            cwd=SCRIPT.parent,
        )
        try:
            yield listener.getsockname()[1]
        finally:
            process.terminate()
            process.wait()


def rush(port: int) -> Rush:
    """Let all clients ask at the same moment and read to the end."""
    return asyncio.run(_rush(port))


async def _rush(port: int) -> Rush:
    loop = asyncio.get_running_loop()
    clients = [_Client() for _ in range(CLIENTS)]
    started = perf_counter()
    await asyncio.gather(
        *[
            loop.create_connection(lambda client=client: client, "127.0.0.1", port)
            for client in clients
        ]
    )
    await asyncio.gather(*[client.done for client in clients])
    taken = perf_counter() - started
    events = sum(client.events for client in clients)
    assert events >= CLIENTS * DELTAS, events
    return Rush(
        first_event=median(client.first_at - started for client in clients),
        events_per_second=events / taken,
    )


class _Client(asyncio.Protocol):
    """Counts the events of one answer, doing as little as it can: the cores are shared."""

    def __init__(self) -> None:
        self.first_at = 0.0
        self.events = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._tail = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        transport.write(_REQUEST)

    def data_received(self, data: bytes) -> None:
        data = self._tail + data
        found = data.count(_MARK)
        if found and not self.events:
            self.first_at = perf_counter()
        self.events += found
        self._tail = data[1 - len(_MARK) :]

    def connection_lost(self, exc: Exception | None) -> None:
        self.done.set_result(None)
