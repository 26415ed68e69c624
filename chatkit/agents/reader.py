"""Reading a run of the Agents SDK: each of its events is converted when it happens."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from agents import RunItemStreamEvent, RunResultStreaming, ToolCallItem
from openai.types.responses import (
    ResponseOutputItemAddedEvent,
    ResponseOutputItemDoneEvent,
    ResponseOutputMessage,
    ResponseReasoningItem,
)
from openai.types.responses.response_output_item import ImageGenerationCall

from chatkit.agents.context import AgentContext
from chatkit.agents.images import ImageStream
from chatkit.agents.reasoning import ReasoningStream
from chatkit.agents.response_converter import ResponseStreamConverter
from chatkit.agents.text import MessageStream
from chatkit.agents.tools import ToolCalls


class RunReader:
    """Fills a context's outbox from a run.

    It reads ahead of the client, so that what a tool sends comes after what happened before it.

    Attributes:
        calls: The function calls the model made.
    """

    def __init__(self, context: AgentContext[Any], converter: ResponseStreamConverter) -> None:
        self.calls = ToolCalls(context)
        self._messages = messages = MessageStream(context, converter)
        self._reasoning = reasoning = ReasoningStream(context)
        self._images = images = ImageStream(context, converter)
        self._handlers: dict[str, Callable[[Any], Awaitable[None] | None]] = {
            "response.output_item.added": self._begin,
            "response.output_item.done": self._end,
            "response.content_part.added": messages.begin_part,
            "response.output_text.delta": messages.extend_part,
            "response.output_text.done": messages.end_text,
            "response.output_text.annotation.added": messages.annotate,
            "response.refusal.delta": messages.extend_part,
            "response.refusal.done": messages.end_refusal,
            "response.reasoning_summary_text.delta": reasoning.extend_summary,
            "response.reasoning_summary_text.done": reasoning.end_summary,
            "response.reasoning_summary_part.done": reasoning.end_summary_part,
            "response.reasoning_text.delta": reasoning.extend_text,
            "response.reasoning_text.done": reasoning.end_text,
            "response.image_generation_call.partial_image": images.update,
        }

    async def read(self, result: RunResultStreaming) -> None:
        """Read the run to its end."""
        handlers = self._handlers
        async for event in result.stream_events():
            if event.type == "raw_response_event":
                data = event.data
                handler = handlers.get(data.type)
                if handler is not None and (pending := handler(data)) is not None:
                    await pending
            elif event.type == "run_item_stream_event":
                self._note(event)

    def _begin(self, event: ResponseOutputItemAddedEvent) -> Awaitable[None] | None:
        match event.item:
            case ResponseOutputMessage() as message:
                return self._messages.begin(message)
            case ResponseReasoningItem():
                return self._reasoning.begin()
            case ImageGenerationCall() as call:
                return self._images.begin(call)
            case _:
                return None

    def _end(self, event: ResponseOutputItemDoneEvent) -> Awaitable[None] | None:
        match event.item:
            case ResponseOutputMessage() as message:
                return self._messages.end(message)
            case ImageGenerationCall() as call:
                return self._images.end(call)
            case _:
                return None

    def _note(self, event: RunItemStreamEvent) -> None:
        if isinstance(event.item, ToolCallItem):
            self.calls.note(event.item)
