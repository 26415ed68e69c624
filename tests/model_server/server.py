"""The model server in a thread of this process, on a free port of the loopback interface."""

from __future__ import annotations

import socket
import threading
from collections import deque

import uvicorn

from tests.model_server.app import ModelApp, Recorded
from tests.model_server.replies import Part, Reply, reply_of
from tests.waiting import eventually


class ModelServer:
    """OpenAI's Responses and Chat Completions APIs, answering from a script.

    Another process, a notebook's kernel for one, reaches it through `base_url`.
    """

    def __init__(self, port: int = 0) -> None:
        self._app = ModelApp()
        self._socket = socket.create_server(("127.0.0.1", port))
        config = uvicorn.Config(
            self._app.asgi,
            log_level="error",
            lifespan="off",
            ws="none",
            timeout_graceful_shutdown=1,
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(
            target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True
        )

    @property
    def base_url(self) -> str:
        """What `OPENAI_BASE_URL` is to be."""
        return f"http://127.0.0.1:{self._socket.getsockname()[1]}/v1"

    @property
    def requests(self) -> list[Recorded]:
        """The requests that were made, oldest first."""
        return self._app.requests

    @property
    def script(self) -> deque[Reply]:
        """The replies that are still to be given; the question is repeated when there is none."""
        return self._app.script

    def reply(self, *parts: str | Part) -> None:
        """Add a reply to the script: what the next request that has none yet is answered with."""
        self.script.append(reply_of(*parts))

    def start(self) -> None:
        self._thread.start()
        eventually(lambda: self._server.started)

    def stop(self) -> None:
        self._app.stop()
        self._server.should_exit = True
        self._thread.join(timeout=10)
        self._socket.close()

    def wait(self) -> None:
        """Serve until the process is interrupted."""
        self._thread.join()
