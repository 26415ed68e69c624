"""A turn taken from code: what was sent, and what came back."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from functools import cache

from pydantic import TypeAdapter

from chatkit.server.sse import to_json
from chatkit.types import (
    AssistantMessageItem,
    ErrorEvent,
    InferenceOptions,
    ThreadAddUserMessageParams,
    ThreadCreatedEvent,
    ThreadCreateParams,
    ThreadItem,
    ThreadItemDoneEvent,
    ThreadsAddUserMessageReq,
    ThreadsCreateReq,
    ThreadStreamEvent,
    UserMessageInput,
    UserMessageItem,
    UserMessageTextContent,
)
from chatkit_jupyter.errors import TurnError

Heard = Callable[[ThreadStreamEvent], None]

_FIELD = b"data: "


@dataclass(frozen=True)
class Reply:
    """The answer to a message that was sent from code; as the value of a cell it is Markdown.

    Args:
        thread_id: Id of the thread that it is in.
        items: Its finished items, in order.
    """

    thread_id: str
    items: tuple[ThreadItem, ...] = field(repr=False)

    @property
    def text(self) -> str:
        """What the assistant wrote."""
        messages = [item for item in self.items if isinstance(item, AssistantMessageItem)]
        return "\n\n".join("".join(part.text for part in item.content) for item in messages)

    def __str__(self) -> str:
        return self.text

    def _repr_markdown_(self) -> str:
        return self.text


def message_request(text: str, thread_id: str | None) -> bytes:
    """Make the request that sends a message.

    Args:
        text: What the user says.
        thread_id: Id of the thread to say it in; None for a new one.

    Returns:
        A ``threads.add_user_message`` or ``threads.create`` request.
    """
    message = UserMessageInput(
        content=[UserMessageTextContent(text=text)],
        attachments=[],
        inference_options=InferenceOptions(),
    )
    if thread_id is None:
        return to_json(ThreadsCreateReq(params=ThreadCreateParams(input=message)))
    params = ThreadAddUserMessageParams(input=message, thread_id=thread_id)
    return to_json(ThreadsAddUserMessageReq(params=params))


def hear_nothing(event: ThreadStreamEvent) -> None:
    """Nobody wants to hear of a reply before its end."""


async def read_reply(
    frames: AsyncIterator[bytes],
    thread_id: str | None,
    created: Callable[[str], None] = lambda _: None,
    heard: Heard = hear_nothing,
) -> Reply:
    """Read an answer to its end.

    Args:
        frames: The frames of the answer to a `message_request`.
        thread_id: Id of the thread that it was sent to; None for a new one.
        created: Called with the id of a new thread.
        heard: Called with each event.

    Raises:
        TurnError: The answer ended with an error.
    """
    items: list[ThreadItem] = []
    problem: ErrorEvent | None = None
    async for sent in frames:
        event = _events().validate_json(sent.removeprefix(_FIELD))
        heard(event)
        match event:
            case ThreadCreatedEvent():
                thread_id = event.thread.id
                created(thread_id)
            case ThreadItemDoneEvent() if not isinstance(event.item, UserMessageItem):
                items.append(event.item)
            case ErrorEvent():
                problem = event
            case _:
                pass
    if problem is not None:
        raise TurnError(problem.message or f"the server gave no reason ({problem.code})")
    assert thread_id is not None, "an answer in a new thread begins with the thread"
    return Reply(thread_id, tuple(items))


@cache
def _events() -> TypeAdapter[ThreadStreamEvent]:
    return TypeAdapter(ThreadStreamEvent)
