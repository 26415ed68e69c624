"""From what a responder gives to the events of its response."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Iterator
from typing import cast

from chatkit.server import stream_widget
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
    ThreadMetadata,
    ThreadStreamEvent,
    ThreadUpdatedEvent,
    WidgetItem,
    WidgetRoot,
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
_SENDABLE = (str, *_BESIDE_ITEMS, *_AROUND_ITEMS)

Show = Callable[[object, str], WidgetItem | None]


def show_nothing(value: object, item_id: str) -> None:
    """Show no object but text and events."""


async def to_events(
    outputs: AsyncGenerator[object, None],
    thread: ThreadMetadata,
    new_id: Callable[[], str],
    show: Show = show_nothing,
) -> AsyncGenerator[ThreadStreamEvent, None]:
    """Turn a responder's outputs into events.

    Text becomes one assistant message, streamed as it comes; an event about another item ends
    that message, and later text begins a new one. Events pass through as they are. An
    asynchronous generator is a widget's states, streamed; a `WidgetItem`, such as an action's
    changed sender, replaces the item of its id; anything else becomes a widget.

    Args:
        outputs: What the responder yields or returns.
        thread: The thread that it responds in.
        new_id: Makes the id of an item.
        show: Makes the item of a widget or object, in a thread of its own; None if it can not be
            shown.

    Yields:
        The events.

    Raises:
        HandlerError: An output can not be shown.
    """
    reply = _Reply(lambda: _Writing(new_id(), thread.id))
    async with ending(outputs):
        async for output in outputs:
            if isinstance(output, AsyncGenerator):
                states = cast("AsyncGenerator[WidgetRoot, None]", output)
                async for event in stream_widget(thread, states, generate_id=lambda _: new_id()):
                    for sent in reply.events(event):
                        yield sent
                continue
            known = isinstance(output, _SENDABLE)
            for event in reply.events(output if known else await _shown(output, new_id(), show)):
                yield event
    for event in reply.end_message():
        yield event


async def _shown(output: object, item_id: str, show: Show) -> ThreadStreamEvent:
    if isinstance(output, WidgetItem):
        return ThreadItemReplacedEvent(item=output)
    item = await asyncio.to_thread(show, output, item_id)
    if item is None:
        raise HandlerError(_refuse(output))
    return ThreadItemDoneEvent(item=item)


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
        f"The responder gave a value of type {type(output).__name__}; a chat can send text (str), "
        "widgets, tables, figures, pictures, named values and thread stream events. Turn it into "
        "text first, for example with str(...), or say how to show it with chat.show_as(...)."
    )
