"""The HTTP side of the model server."""

from __future__ import annotations

import asyncio
import threading
from collections import deque
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.model_server import chat_completions_api, responses_api
from tests.model_server.replies import Pause, Reply, Status, reply_of


@dataclass
class Recorded:
    """A request that was made; `left` is set when the client went away before its end."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]
    left: threading.Event = field(default_factory=threading.Event)

    @property
    def question(self) -> str:
        """The text of the last message."""
        given = self.body.get("input") or self.body["messages"]
        content = given if isinstance(given, str) else given[-1].get("content", "")
        return content if isinstance(content, str) else content[-1]["text"]


class ModelApp:
    """Answers from a script, and by repeating the question when that is at its end."""

    def __init__(self) -> None:
        self.script: deque[Reply] = deque()
        self.requests: list[Recorded] = []
        self.pauses: list[Pause] = []
        self.stopping = threading.Event()
        self.asgi = Starlette(
            routes=[
                Route("/v1/models", self.models),
                Route("/v1/responses", self.responses, methods=["POST"]),
                Route("/v1/chat/completions", self.chat_completions, methods=["POST"]),
            ]
        )

    async def models(self, request: Request) -> Response:
        model = {"id": "test-model", "object": "model", "created": 0, "owned_by": "tests"}
        return JSONResponse({"object": "list", "data": [model]})

    async def responses(self, request: Request) -> Response:
        return await self._answer(request, responses_api)

    async def chat_completions(self, request: Request) -> Response:
        return await self._answer(request, chat_completions_api)

    async def _answer(self, request: Request, api: ModuleType) -> Response:
        body = await request.json()
        recorded = Recorded(request.url.path, dict(request.headers), body)
        self.requests.append(recorded)
        repeat = reply_of(f"You said: {recorded.question}")
        reply = self.script.popleft() if self.script else repeat
        if isinstance(reply[0], Status):
            return _error(reply[0])
        if not body.get("stream"):
            return JSONResponse(api.whole(body, reply))
        stream = self._stream(recorded, api.frames(body, reply))
        return StreamingResponse(stream, media_type="text/event-stream")

    async def _stream(
        self, recorded: Recorded, frames: Iterator[str | Pause]
    ) -> AsyncIterator[str]:
        ended = False
        try:
            for frame in frames:
                if isinstance(frame, Pause):
                    self.pauses.append(frame)
                    frame.reached.set()
                    if not self.stopping.is_set():
                        await asyncio.to_thread(frame.released.wait)
                else:
                    yield frame
            ended = True
        finally:
            if not ended:
                recorded.left.set()

    def stop(self) -> None:
        """Let go of everything that waits."""
        self.stopping.set()
        for pause in self.pauses:
            pause.release()


def _error(status: Status) -> Response:
    error = {"message": status.message, "type": "scripted", "code": None, "param": None}
    headers = {"x-should-retry": "false"}
    return JSONResponse({"error": error}, status_code=status.code, headers=headers)
