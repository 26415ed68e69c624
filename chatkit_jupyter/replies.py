"""From what a responder gives to the events of its response."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterator

from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageContentPartAdded,
    AssistantMessageContentPartDone,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    ClientEffectEvent,
    ErrorEvent,
    NoticeEvent,
    ProgressUpdateEvent,
    StreamOptionsEvent,
    ThreadCreatedEvent,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemReplacedEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
    ThreadUpdatedEvent,
)
from chatkit.types.clock import now
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.streams import ending

_BESIDE_ITEMS = (
    ClientEffectEvent,
    NoticeEvent,
    ProgressUpdateEvent,
    StreamOptionsEvent,
    ThreadUpdatedEvent,
)
_AROUND_ITEMS = (
    ErrorEvent,
    ThreadCreatedEvent,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemReplacedEvent,
    ThreadItemUpdatedEvent,
)


async def to_events(
    outputs: AsyncGenerator[object, None], thread_id: str, new_id: Callable[[], str]
) -> AsyncGenerator[ThreadStreamEvent, None]:
    """Turn a responder's outputs into events.

    Text becomes one assistant message, streamed as it comes; an event about another item ends
    that message, and later text begins a new one. Events pass through as they are.

    Args:
        outputs: What the responder yields or returns.
        thread_id: The thread that it responds in.
        new_id: Makes the id of a message.

    Yields:
        The events.

    Raises:
        HandlerError: An output is neither text nor an event.
    """
    reply = _Reply(lambda: _Writing(new_id(), thread_id))
    async with ending(outputs):
        async for output in outputs:
            for event in reply.events(output):
                yield event
    for event in reply.end_message():
        yield event


class _Reply:
    """The events of one response, with the message that is being written, if any."""

    def __init__(self, new_message: Callable[[], _Writing]) -> None:
        self._new_message = new_message
        self._message: _Writing | None = None

    def events(self, output: object) -> Iterator[ThreadStreamEvent]:
        if isinstance(output, str):
            if output:
                yield from self._text(output)
        elif isinstance(output, _BESIDE_ITEMS):
            yield output
        elif isinstance(output, _AROUND_ITEMS):
            yield from self.end_message()
            yield output
        else:
            raise HandlerError(_refuse(output))

    def end_message(self) -> Iterator[ThreadStreamEvent]:
        message, self._message = self._message, None
        if message is not None:
            yield from message.end()

    def _text(self, text: str) -> Iterator[ThreadStreamEvent]:
        if self._message is None:
            self._message = self._new_message()
            yield from self._message.begin()
        yield self._message.add(text)


class _Writing:
    """An assistant message as it is written."""

    def __init__(self, item_id: str, thread_id: str) -> None:
        self._item_id = item_id
        self._thread_id = thread_id
        self._created_at = now()
        self._parts: list[str] = []

    def begin(self) -> Iterator[ThreadStreamEvent]:
        yield ThreadItemAddedEvent(item=self._item([]))
        part = AssistantMessageContent(text="", annotations=[])
        yield self._updated(AssistantMessageContentPartAdded(content_index=0, content=part))

    def add(self, text: str) -> ThreadStreamEvent:
        self._parts.append(text)
        return self._updated(AssistantMessageContentPartTextDelta(content_index=0, delta=text))

    def end(self) -> Iterator[ThreadStreamEvent]:
        part = AssistantMessageContent(text="".join(self._parts), annotations=[])
        yield self._updated(AssistantMessageContentPartDone(content_index=0, content=part))
        yield ThreadItemDoneEvent(item=self._item([part]))

    def _item(self, content: list[AssistantMessageContent]) -> AssistantMessageItem:
        return AssistantMessageItem(
            id=self._item_id,
            thread_id=self._thread_id,
            created_at=self._created_at,
            content=content,
        )

    def _updated(
        self,
        update: AssistantMessageContentPartAdded
        | AssistantMessageContentPartTextDelta
        | AssistantMessageContentPartDone,
    ) -> ThreadItemUpdatedEvent:
        return ThreadItemUpdatedEvent(item_id=self._item_id, update=update)


def _refuse(output: object) -> str:
    return (
        f"The responder gave a value of type {type(output).__name__}; a chat can send text (str) "
        "and thread stream events. Turn it into text first, for example with str(...)."
    )
