"""Threads, items, requests and servers to measure with; the same under any `chatkit`."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from chatkit.server import ChatKitServer
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageContentPartAdded,
    AssistantMessageContentPartDone,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    InferenceOptions,
    ThreadItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemUpdatedEvent,
    ThreadMetadata,
    ThreadStreamEvent,
    UserMessageItem,
    UserMessageTextContent,
)

START = datetime(2025, 1, 1, tzinfo=timezone.utc)
THREAD_ID = "thr_1"
DELTA = "lorem "

Responder = Callable[[ThreadMetadata], AsyncIterator[ThreadStreamEvent]]


def thread(metadata: dict[str, Any] | None = None) -> ThreadMetadata:
    """Make the thread that everything happens in."""
    return ThreadMetadata(id=THREAD_ID, created_at=START, metadata=metadata or {})


def metadata_of(size: int) -> dict[str, Any]:
    """Make about that many bytes of metadata, nested as an application's would be."""
    rows = [{"id": f"order-{n:05}", "state": "open", "total": n} for n in range(size // 50)]
    return {"orders": rows} if rows else {}


def items(count: int) -> list[ThreadItem]:
    """Make messages of user and assistant in turn, a second apart."""
    return [_user(n) if n % 2 == 0 else assistant(f"msg_{n}", n) for n in range(count)]


def _user(n: int) -> UserMessageItem:
    return UserMessageItem(
        id=f"msg_{n}",
        thread_id=THREAD_ID,
        created_at=START + timedelta(seconds=n),
        content=[UserMessageTextContent(text=f"Question {n}: which orders are late?")],
        attachments=[],
        inference_options=InferenceOptions(),
    )


def assistant(item_id: str, n: int = 0, text: str = "Two orders: A-1 and **B-2**."):
    """Make a message of the assistant."""
    return AssistantMessageItem(
        id=item_id,
        thread_id=THREAD_ID,
        created_at=START + timedelta(seconds=n),
        content=[AssistantMessageContent(text=text, annotations=[])],
    )


def request(type: str, **params: Any) -> bytes:  # noqa: A002
    """Encode a request."""
    return json.dumps({"type": type, "params": params}).encode()


def message(type: str, **params: Any) -> bytes:  # noqa: A002
    """Encode a request that brings a message of the user."""
    text = {"type": "input_text", "text": "Which orders are late?"}
    user = {"content": [text], "attachments": [], "quoted_text": None, "inference_options": {}}
    return request(type, input=user, **params)


class Server(ChatKitServer[Any]):
    """Answers with whatever it was given."""

    def __init__(self, store: Any, responder: Responder) -> None:
        super().__init__(store)
        self.responder = responder

    def respond(
        self, thread: ThreadMetadata, input_user_message: Any, context: Any
    ) -> AsyncIterator[ThreadStreamEvent]:
        return self.responder(thread)


async def silence(_: ThreadMetadata) -> AsyncIterator[ThreadStreamEvent]:
    """Answer nothing."""
    return
    yield


def typing(deltas: int, pause: Callable[[], Awaitable[None]] | None = None) -> Responder:
    """Answer with one message, built event by event, with a pause before each delta if asked."""

    async def respond(_: ThreadMetadata) -> AsyncIterator[ThreadStreamEvent]:
        whole = DELTA * deltas
        blank = AssistantMessageContent(text="", annotations=[])
        yield ThreadItemAddedEvent(item=assistant("msg_new", text=""))
        yield _update(AssistantMessageContentPartAdded(content_index=0, content=blank))
        for _delta in range(deltas):
            if pause is not None:
                await pause()
            yield _update(AssistantMessageContentPartTextDelta(content_index=0, delta=DELTA))
        full = AssistantMessageContent(text=whole, annotations=[])
        yield _update(AssistantMessageContentPartDone(content_index=0, content=full))
        yield ThreadItemDoneEvent(item=assistant("msg_new", text=whole))

    return respond


def _update(update: Any) -> ThreadItemUpdatedEvent:
    return ThreadItemUpdatedEvent(item_id="msg_new", update=update)


async def drain(server: ChatKitServer[Any], body: bytes) -> int:
    """Send a streaming request and return the number of frames in the answer."""
    frames = 0
    async for _ in await server.process(body, {}):
        frames += 1
    return frames
