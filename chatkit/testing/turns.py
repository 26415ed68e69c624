"""Taking a turn with a server, as a browser would."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import TypeAdapter

from chatkit.server import ChatKitServer, StreamingResult
from chatkit.types import (
    AssistantMessageItem,
    ThreadCreatedEvent,
    ThreadItem,
    ThreadItemDoneEvent,
    ThreadItemReplacedEvent,
    ThreadMetadata,
    ThreadStreamEvent,
)

TContext = TypeVar("TContext")

_EVENT: TypeAdapter[ThreadStreamEvent] = TypeAdapter(ThreadStreamEvent)
_PAGE_SIZE = 100


@dataclass(frozen=True)
class Turn:
    """What came of a user's message.

    Attributes:
        events: The events a client receives, in order.
        items: The thread's items as they are stored after the turn, oldest first.
        thread: The thread as it is stored after the turn.
    """

    events: list[ThreadStreamEvent]
    items: list[ThreadItem]
    thread: ThreadMetadata

    @property
    def text(self) -> str:
        """What the assistant said in this turn, its messages separated by blank lines."""
        finished = [
            event.item
            for event in self.events
            if isinstance(event, ThreadItemDoneEvent | ThreadItemReplacedEvent)
        ]
        return "\n\n".join(
            "".join(part.text for part in item.content)
            for item in finished
            if isinstance(item, AssistantMessageItem)
        )


async def run_turn(
    server: ChatKitServer[TContext],
    text: str,
    context: TContext | None = None,
    thread_id: str | None = None,
) -> Turn:
    """Send a user's message to a server and wait for the end of its answer.

    Args:
        server: The server under test.
        text: The message.
        context: The request context to process it with.
        thread_id: The thread to add it to; by default a new one is created.

    Returns:
        The turn: the client's events, and what is stored.

    Raises:
        NotFoundError: There is no such thread.
        Exception: Whatever the server lets out of the stream.
    """
    request: Any = context
    result = await server.process(json.dumps(_request(text, thread_id)), request)
    assert isinstance(result, StreamingResult)
    events = [decode_frame(frame) async for frame in result]
    created = [event.thread.id for event in events if isinstance(event, ThreadCreatedEvent)]
    turn_thread = thread_id or created[0]
    thread = await server.store.load_thread(turn_thread, request)
    return Turn(events, await _stored_items(server, turn_thread, request), thread)


def _request(text: str, thread_id: str | None) -> dict[str, Any]:
    message: dict[str, Any] = {
        "content": [{"type": "input_text", "text": text}],
        "attachments": [],
        "inference_options": {},
    }
    if thread_id is None:
        return {"type": "threads.create", "params": {"input": message}}
    params: dict[str, Any] = {"thread_id": thread_id, "input": message}
    return {"type": "threads.add_user_message", "params": params}


def decode_frame(frame: bytes) -> ThreadStreamEvent:
    """Read one frame of a stream.

    Args:
        frame: The frame, as `StreamingResult` yields it.
    """
    return _EVENT.validate_json(frame.removeprefix(b"data: "))


async def _stored_items(
    server: ChatKitServer[Any], thread_id: str, context: Any
) -> list[ThreadItem]:
    items: list[ThreadItem] = []
    after: str | None = None
    while True:
        page = await server.store.load_thread_items(thread_id, after, _PAGE_SIZE, "asc", context)
        items.extend(page.data)
        if not page.has_more:
            return items
        after = page.after
