"""Servers and events for the tests of `chatkit.server`."""

from __future__ import annotations

import json
from datetime import datetime, timezone
from typing import Any

from chatkit.server import ChatKitServer, StreamingResult
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    HiddenContextItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemUpdatedEvent,
    ThreadMetadata,
    WidgetItem,
)
from chatkit.widgets import Card, Text

ASK = "threads.add_user_message"
NOON = datetime(2026, 1, 2, 12, tzinfo=timezone.utc)


class FunctionServer(ChatKitServer):
    """Responds with whatever function `responder` is; writes down how hooks were called."""

    responder: Any = None

    def __init__(self, store, attachment_store=None):
        super().__init__(store, attachment_store)
        self.cancelled: list[list[Any]] = []

    def respond(self, thread, input_user_message, context):
        if self.responder is None:
            return nothing()
        return self.responder(thread, input_user_message, context)

    async def handle_stream_cancelled(self, thread, pending_items, context):
        self.cancelled.append(pending_items)
        await super().handle_stream_cancelled(thread, pending_items, context)


async def nothing():
    return
    yield


async def ask(server, request_type: str, context: Any = None, **params: Any) -> Any:
    """Send a request; the events of a stream, or the JSON of another answer."""
    result = await start(server, request_type, context, **params)
    if isinstance(result, StreamingResult):
        return [event_of(chunk) async for chunk in result]
    return json.loads(result.json)


async def start(server, request_type: str, context: Any = None, **params: Any) -> Any:
    return await server.process(json.dumps({"type": request_type, "params": params}), context)


async def say(server, context: Any = None) -> list[dict[str, Any]]:
    """Send a message to ``t1``; the events that its responder leads to."""
    events = await ask(server, ASK, context, thread_id="t1", input=user_input())
    return events[2:]  # without the user's message and the stream options


async def reading(server) -> tuple[Any, Any]:
    """Send a message to ``t1`` and read up to the responder's first event."""
    result = await start(server, ASK, thread_id="t1", input=user_input())
    stream = aiter(result)
    for _ in range(3):
        await anext(stream)
    return result, stream


def event_of(chunk: bytes) -> dict[str, Any]:
    return json.loads(chunk.removeprefix(b"data: "))


def user_input(text: str = "Hi", attachments: list[str] | None = None) -> dict[str, Any]:
    return {
        "content": [{"type": "input_text", "text": text}],
        "attachments": attachments or [],
        "inference_options": {},
    }


def kinds(events: list[dict[str, Any]]) -> list[str]:
    return [event["type"] for event in events]


def thread(key: str = "t1", **fields: Any) -> ThreadMetadata:
    return ThreadMetadata(id=key, created_at=NOON, **fields)


def message(key: str = "a1", text: str = "Hello") -> AssistantMessageItem:
    content = [AssistantMessageContent(text=text)] if text else []
    return AssistantMessageItem(id=key, thread_id="t1", created_at=NOON, content=content)


def hidden(key: str = "h1") -> HiddenContextItem:
    return HiddenContextItem(id=key, thread_id="t1", created_at=NOON, content="SECRET")


def widget(key: str = "w1") -> WidgetItem:
    card = Card(children=[Text(value="Go")])
    return WidgetItem(id=key, thread_id="t1", created_at=NOON, widget=card)


def added(item) -> ThreadItemAddedEvent:
    return ThreadItemAddedEvent(item=item)


def done(item) -> ThreadItemDoneEvent:
    return ThreadItemDoneEvent(item=item)


def delta(text: str, item_id: str = "a1", part: int = 0) -> ThreadItemUpdatedEvent:
    update = AssistantMessageContentPartTextDelta(content_index=part, delta=text)
    return ThreadItemUpdatedEvent(item_id=item_id, update=update)


async def stored(store, context: Any = None, thread_id: str = "t1") -> list[Any]:
    return (await store.load_thread_items(thread_id, None, 1000, "asc", context)).data
