"""A kernel and a browser as tests drive them, and the requests and answers between the two."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress

import httpx
from jupyter_client.blocking.client import BlockingKernelClient

from tests.browser.jupyter_server import JupyterServer

_TRIES = 20


class Kernel:
    """A kernel of the server, whose cells a test runs."""

    def __init__(self, server: JupyterServer, kernel_id: str):
        self.id = kernel_id
        self.runtime_dir = server.root.parent / "runtime"
        file = self.runtime_dir / f"kernel-{kernel_id}.json"
        self._client = BlockingKernelClient(connection_file=str(file))
        self._client.load_connection_file()
        # A busy machine makes a kernel miss a heartbeat of a second, which is no death.
        self._client.hb_channel.time_to_dead = 60
        self._client.start_channels()
        self._wait()

    def _wait(self) -> None:
        # On a busy machine the heartbeat misses a beat, which the client takes for a death.
        for _ in range(_TRIES):
            with suppress(RuntimeError):
                return self._client.wait_for_ready(timeout=60)
        return self._client.wait_for_ready(timeout=60)

    def execute(self, code: str) -> tuple[dict, str, list[dict]]:
        """Run a cell to its end; returns the reply, what it printed and what it displayed."""
        printed: list[str] = []
        shown: list[dict] = []

        def output(message):
            if message["msg_type"] == "stream":
                printed.append(message["content"]["text"])
            elif message["msg_type"] in ("display_data", "execute_result"):
                shown.append(message["content"]["data"])

        reply = self._client.execute_interactive(code, output_hook=output, timeout=60)
        return reply["content"], "".join(printed), shown

    def run(self, code: str) -> str:
        """Run a cell that must not fail; returns what it printed."""
        content, printed, _ = self.execute(code)
        assert content["status"] == "ok", "\n".join(content.get("traceback", []))
        return printed

    def shows(self, code: str) -> list[dict]:
        """Run a cell that must not fail; returns what it displayed."""
        content, _, shown = self.execute(code)
        assert content["status"] == "ok", "\n".join(content.get("traceback", []))
        return shown

    def start(self, code: str) -> None:
        """Start a cell without waiting for it."""
        self._client.execute(code)

    def serve(self, responder: str, name: str = "demo") -> None:
        """Define a chat and let it answer, as showing it under a cell does."""
        self.run(
            f"import asyncio, os, pathlib, threading, time\n"
            f"from chatkit_jupyter import Chat\n"
            f"from chatkit_jupyter.session import session_of\n"
            f"chat = Chat({name!r}, store='memory')\n{responder}\n"
            f"session_of({name!r}).serve()"
        )

    def close(self) -> None:
        self._client.stop_channels()


class Browser:
    """Requests to the extension, as the front end makes them with a token."""

    def __init__(self, server: JupyterServer, socket_options: Sequence = (), **headers: str):
        transport = httpx.HTTPTransport(socket_options=socket_options)
        self.http = httpx.Client(
            base_url=server.url, headers=headers, timeout=60, transport=transport
        )

    def url(self, kernel: Kernel, chat: str = "demo") -> str:
        return f"chatkit/kernels/{kernel.id}/chats/{chat}"

    def post(self, kernel: Kernel, body: dict, chat: str = "demo", **headers) -> httpx.Response:
        return self.http.post(self.url(kernel, chat), json=body, headers=headers)

    def ask(self, kernel: Kernel, text: str, chat: str = "demo") -> list[dict]:
        """Send a message in a new thread; returns all events of the answer."""
        answer = self.post(kernel, create(text), chat)
        assert answer.status_code == 200, answer.text
        return decode(answer.text.splitlines())

    def stream(self, kernel: Kernel, text: str, **headers):
        return self.http.stream("POST", self.url(kernel), json=create(text), headers=headers)


def create(text: str) -> dict:
    """A request that begins a thread."""
    content = [{"type": "input_text", "text": text}]
    message = {"content": content, "attachments": [], "inference_options": {}}
    return {"type": "threads.create", "params": {"input": message}}


def decode(lines) -> list[dict]:
    """The events in the lines of a stream."""
    return [json.loads(line[6:]) for line in lines if line.startswith("data: ")]


def said(events: list[dict]) -> str:
    """The whole text of the finished assistant messages."""
    items = [event["item"] for event in events if event["type"] == "thread.item.done"]
    return "".join(
        part["text"]
        for item in items
        if item["type"] == "assistant_message"
        for part in item["content"]
    )


def deltas(lines) -> Iterator[str]:
    """Text as it comes, from the lines of a stream."""
    for line in lines:
        for event in decode([line]):
            if event.get("update", {}).get("delta"):
                yield event["update"]["delta"]
