"""Assistant messages, from a model's output to thread items and their updates."""

from __future__ import annotations

from collections import Counter
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any, TypeVar

from agents import StreamEvent
from openai.types.responses import (
    ResponseContentPartAddedEvent,
    ResponseOutputMessage,
    ResponseOutputRefusal,
    ResponseOutputText,
    ResponseOutputTextAnnotationAddedEvent,
    ResponseRefusalDeltaEvent,
    ResponseRefusalDoneEvent,
    ResponseTextDeltaEvent,
    ResponseTextDoneEvent,
)

from chatkit.agents.citations import to_annotation, to_annotations
from chatkit.agents.context import AgentContext
from chatkit.agents.deltas import text_delta
from chatkit.agents.ids import ItemIds
from chatkit.agents.response_converter import ResponseStreamConverter
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageContentPartAdded,
    AssistantMessageContentPartAnnotationAdded,
    AssistantMessageContentPartDone,
    AssistantMessageItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemUpdate,
    ThreadItemUpdatedEvent,
)
from chatkit.types.clock import now
from chatkit.widgets import Markdown, Text

TWidget = TypeVar("TWidget", bound=Markdown | Text)


class MessageStream:
    """The assistant messages of one run."""

    def __init__(self, context: AgentContext[Any], converter: ResponseStreamConverter) -> None:
        self._context = context
        self._ids = ItemIds(context)
        self._converter = converter
        self._put = context.outbox.put
        self._began_at: dict[str, datetime] = {}
        self._annotations: Counter[tuple[str, int]] = Counter()

    async def begin(self, message: ResponseOutputMessage) -> None:
        """Show a new message; it takes the place of an open workflow."""
        await self._context.end_workflow()
        item_id = await self._ids.claim(message.id, "message")
        item = await self._item(item_id, message)
        self._began_at[item_id] = item.created_at
        self._put(ThreadItemAddedEvent(item=item))

    async def end(self, message: ResponseOutputMessage) -> None:
        """Finish a message with the text the model settled on."""
        item_id = await self._ids.release(message.id, "message")
        self._put(ThreadItemDoneEvent(item=await self._item(item_id, message)))

    def begin_part(self, event: ResponseContentPartAddedEvent) -> None:
        """Open a part of text; parts of other kinds are not shown."""
        part = event.part
        if isinstance(part, ResponseOutputText):
            text = part.text
        elif isinstance(part, ResponseOutputRefusal):
            text = part.refusal
        else:
            return
        self._update(
            event.item_id,
            AssistantMessageContentPartAdded(
                content_index=event.content_index, content=_content(text)
            ),
        )

    def extend_part(self, event: ResponseTextDeltaEvent | ResponseRefusalDeltaEvent) -> None:
        """Append text to a part."""
        self._put(text_delta(self._ids.of(event.item_id), event.content_index, event.delta))

    def end_text(self, event: ResponseTextDoneEvent) -> None:
        """Close a part of text."""
        self._end_part(event.item_id, event.content_index, event.text)

    def end_refusal(self, event: ResponseRefusalDoneEvent) -> None:
        """Close a part in which the model declines to answer."""
        self._end_part(event.item_id, event.content_index, event.refusal)

    async def annotate(self, event: ResponseOutputTextAnnotationAddedEvent) -> None:
        """Add a citation; those that cannot be shown are not counted."""
        annotation = await to_annotation(event.annotation, self._converter)
        if annotation is None:
            return
        part = (self._ids.of(event.item_id), event.content_index)
        self._update(
            event.item_id,
            AssistantMessageContentPartAnnotationAdded(
                content_index=event.content_index,
                annotation_index=self._annotations[part],
                annotation=annotation,
            ),
        )
        self._annotations[part] += 1

    def _end_part(self, model_id: str, content_index: int, text: str) -> None:
        self._update(
            model_id,
            AssistantMessageContentPartDone(content_index=content_index, content=_content(text)),
        )

    def _update(self, model_id: str, update: ThreadItemUpdate) -> None:
        self._put(ThreadItemUpdatedEvent(item_id=self._ids.of(model_id), update=update))

    async def _item(self, item_id: str, message: ResponseOutputMessage) -> AssistantMessageItem:
        content = [
            AssistantMessageContent(
                text=part.text, annotations=await to_annotations(part.annotations, self._converter)
            )
            if isinstance(part, ResponseOutputText)
            else _content(part.refusal)
            for part in message.content
        ]
        return AssistantMessageItem(
            id=item_id,
            thread_id=self._context.thread.id,
            created_at=self._began_at.pop(item_id, None) or now(),
            content=content,
        )


def _content(text: str) -> AssistantMessageContent:
    return AssistantMessageContent(text=text, annotations=[])


async def accumulate_text(
    events: AsyncIterator[StreamEvent], base_widget: TWidget
) -> AsyncIterator[TWidget]:
    """Make a text widget follow a run's text, for `stream_widget`.

    Args:
        events: The run's events, from `RunResultStreaming.stream_events()`.
        base_widget: The widget to start with; the text replaces its value.

    Yields:
        The widget as given, a copy after each piece of text, and at last one that has
        `streaming=False`.
    """
    yield base_widget
    widget = base_widget
    text = ""
    async for event in events:
        if event.type == "raw_response_event" and event.data.type == "response.output_text.delta":
            text += event.data.delta
            widget = widget.model_copy(update={"value": text})
            yield widget
    yield widget.model_copy(update={"value": text, "streaming": False})
