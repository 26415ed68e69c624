"""The browser's side of a server: requests over HTTP, answers decoded."""

from __future__ import annotations

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.responses import StreamingResponse

from chatkit.server import ChatKitServer, StreamingResult


def app_of(server: ChatKitServer[Any], context: Any = None) -> FastAPI:
    """Serve as the guide about servers does, every request with the same context."""
    app = FastAPI()

    @app.post("/chatkit")
    async def chatkit(request: Request) -> Response:
        result = await server.process(await request.body(), context)
        if isinstance(result, StreamingResult):
            return StreamingResponse(result, media_type="text/event-stream")
        return Response(result.json, media_type="application/json")

    return app


@asynccontextmanager
async def served(app: FastAPI) -> AsyncIterator[str]:
    """Serve on a free port of the loopback interface; gives the address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(app, log_level="error", lifespan="off", ws="none")
        server = uvicorn.Server(config)
        serving = asyncio.create_task(server.serve([listening]))
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        server.should_exit = True
        await serving


class Browser:
    """Posts requests to an application and decodes what comes back."""

    def __init__(self, app: FastAPI, **headers: str) -> None:
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=app), base_url="http://chat", headers=headers
        )

    async def post(self, request: str, /, **params: Any) -> Any:
        """Send a request; the answer is a list of events, or one document."""
        answer = await self.http.post("/chatkit", json={"type": request, "params": params})
        answer.raise_for_status()
        if answer.headers["content-type"].startswith("text/event-stream"):
            return events_in(answer.text)
        return answer.json()

    async def say(self, text: str, thread_id: str | None = None, **message: Any) -> list[Any]:
        """Send a user's message, in a new thread by default."""
        content = [{"type": "input_text", "text": text}]
        given = {"content": content, "attachments": [], "inference_options": {}, **message}
        if thread_id is None:
            return await self.post("threads.create", input=given)
        return await self.post("threads.add_user_message", thread_id=thread_id, input=given)


def browser(server: ChatKitServer[Any], context: Any = None) -> Browser:
    """A browser on a page that uses this server."""
    return Browser(app_of(server, context))


def events_in(stream: str) -> list[Any]:
    """Decode the frames of a stream."""
    frames = stream.split("\n\n")
    assert frames.pop() == ""
    return [json.loads(frame.removeprefix("data: ")) for frame in frames]


def thread_of(events: list[Any]) -> str:
    """The id of the thread that was created."""
    [created] = [event for event in events if event["type"] == "thread.created"]
    return created["thread"]["id"]


def kinds(events: list[Any]) -> list[str]:
    """The events' types, without those every turn begins with."""
    usual = ("thread.created", "stream_options")
    return [event["type"] for event in events if event["type"] not in usual][1:]


def texts(events: list[Any]) -> list[str]:
    """What the assistant said, message by message."""
    return [
        "".join(part["text"] for part in event["item"]["content"])
        for event in events
        if event["type"] == "thread.item.done" and event["item"]["type"] == "assistant_message"
    ]


def updates(events: list[Any]) -> list[Any]:
    """The changes to items, in order."""
    return [event["update"] for event in events if event["type"] == "thread.item.updated"]


def done(events: list[Any], kind: str) -> list[Any]:
    """The finished items of a type."""
    finished = [event["item"] for event in events if event["type"] == "thread.item.done"]
    return [item for item in finished if item["type"] == kind]
