"""A chat that is served by a Jupyter server and a kernel, both of which can be made to fail."""

from __future__ import annotations

import asyncio
import os
import signal

import httpx
from jupyter_client.asynchronous.client import AsyncKernelClient
from typing_extensions import Self

from tests.browser.jupyter_server import JupyterServer

_PID = "import os; print(os.getpid())"


class Desk:
    """A chat's server and kernel, as those see them who bring them up again.

    Args:
        server: The Jupyter server.
        token: What it asks for.
    """

    def __init__(self, server: JupyterServer, token: str):
        self.server = server
        self.http = httpx.AsyncClient(
            base_url=server.url,
            headers={"Authorization": f"token {token}"},
            timeout=60,
            limits=httpx.Limits(max_connections=200),
        )
        self.serves = asyncio.Event()
        self.kernel_id = ""
        self.pid = 0
        self._cell = ""
        self._client: AsyncKernelClient | None = None

    async def __aenter__(self) -> Self:
        await self._new_kernel()
        return self

    async def __aexit__(self, *_) -> None:
        self._disconnect()
        await self.http.delete(f"api/kernels/{self.kernel_id}")
        await self.http.aclose()

    async def serve(self, cell: str) -> None:
        """Run the cell that shows the chats; it is run again after each fault."""
        self._cell = cell
        await self._run_cell()

    async def run(self, code: str) -> str:
        """Run a cell that must not fail; returns what it printed."""
        printed: list[str] = []

        def output(message):
            if message["msg_type"] == "stream":
                printed.append(message["content"]["text"])

        assert self._client is not None
        reply = await self._client.execute_interactive(code, output_hook=output, timeout=60)
        content = reply["content"]
        assert content["status"] == "ok", "\n".join(content.get("traceback", []))
        return "".join(printed)

    async def do(self, code: str) -> None:
        """Run a cell whose outputs are of no interest, also after so many that some were lost."""
        assert self._client is not None
        reply = await self._client.execute(code, reply=True, timeout=60)
        assert reply["content"]["status"] == "ok", reply["content"]

    def start(self, code: str) -> None:
        """Start a cell without waiting for it."""
        assert self._client is not None
        self._client.execute(code)

    def url(self, chat: str = "demo") -> str:
        """The chat's address, while this kernel lives."""
        return f"chatkit/kernels/{self.kernel_id}/chats/{chat}"

    async def kill_kernel(self) -> None:
        """Let the kernel end as in a crash, and come back."""
        self.serves.clear()
        os.kill(self.pid, signal.SIGKILL)
        await self._restart()

    async def restart_kernel(self) -> None:
        """Restart the kernel, as from the menu."""
        self.serves.clear()
        await self._restart()

    async def kill_server(self) -> None:
        """Let the server end as in a crash, and start it again, with a new kernel."""
        self.serves.clear()
        self._disconnect()
        self.server.kill()
        await asyncio.to_thread(self.server.start)
        await self._new_kernel()
        await self._run_cell()

    async def _restart(self) -> None:
        self._disconnect()
        answer = await self.http.post(f"api/kernels/{self.kernel_id}/restart")
        assert answer.status_code == 200, answer.text
        await self._connect()
        await self._run_cell()

    async def _new_kernel(self) -> None:
        self.kernel_id = (await self.http.post("api/kernels")).json()["id"]
        await self._connect()

    async def _connect(self) -> None:
        runtime = self.server.root.parent / "runtime"
        client = AsyncKernelClient(connection_file=str(runtime / f"kernel-{self.kernel_id}.json"))
        client.load_connection_file()
        # A busy machine makes a kernel miss a heartbeat of a second, which is no death.
        client.hb_channel.time_to_dead = 60
        client.start_channels()
        self._client = client
        await client.wait_for_ready(timeout=60)

    def _disconnect(self) -> None:
        if self._client is not None:
            self._client.stop_channels()
            self._client = None

    async def _run_cell(self) -> None:
        self.pid = int((await self.run(f"{self._cell}\n{_PID}")).split()[-1])
        self.serves.set()
