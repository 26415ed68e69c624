"""The chat on plain uvicorn, and an empty page to fetch it from; started as a script."""

from __future__ import annotations

import sys

import uvicorn
from answer import deltas
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, StreamingResponse
from starlette.routing import Route

from chatkit.server import ChatKitServer
from chatkit.store import InMemoryStore
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemUpdatedEvent,
)


class Server(ChatKitServer[dict[str, str]]):
    """Says what the question asks for."""

    async def respond(self, thread, input_user_message, context):
        item = AssistantMessageItem(
            id=self.store.generate_item_id("message", thread, context),
            thread_id=thread.id,
            created_at=thread.created_at,
            content=[AssistantMessageContent(text="")],
        )
        yield ThreadItemAddedEvent(item=item)
        text = ""
        async for delta in deltas(input_user_message.content[0].text):
            text += delta
            yield ThreadItemUpdatedEvent(
                item_id=item.id,
                update=AssistantMessageContentPartTextDelta(content_index=0, delta=delta),
            )
        yield ThreadItemDoneEvent(
            item=item.model_copy(update={"content": [AssistantMessageContent(text=text)]})
        )


server = Server(InMemoryStore())


async def chatkit(request: Request) -> StreamingResponse:
    result = await server.process(await request.body(), {})
    return StreamingResponse(result, media_type="text/event-stream")


async def page(_request: Request) -> HTMLResponse:
    return HTMLResponse("<!doctype html><title>Plain</title>")


app = Starlette(routes=[Route("/", page), Route("/chatkit", chatkit, methods=["POST"])])

if __name__ == "__main__":
    uvicorn.run(app, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning")
