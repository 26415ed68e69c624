"""The Responses API's stream events for what an offline model produces."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, TypeAlias, cast

from openai.types.responses import (
    Response,
    ResponseCompletedEvent,
    ResponseContentPartAddedEvent,
    ResponseContentPartDoneEvent,
    ResponseCreatedEvent,
    ResponseFunctionCallArgumentsDeltaEvent,
    ResponseFunctionCallArgumentsDoneEvent,
    ResponseFunctionToolCall,
    ResponseInProgressEvent,
    ResponseOutputItemAddedEvent,
    ResponseOutputItemDoneEvent,
    ResponseOutputMessage,
    ResponseReasoningItem,
    ResponseReasoningSummaryPartAddedEvent,
    ResponseReasoningSummaryPartDoneEvent,
    ResponseReasoningSummaryTextDeltaEvent,
    ResponseReasoningSummaryTextDoneEvent,
    ResponseStreamEvent,
    ResponseTextDeltaEvent,
    ResponseTextDoneEvent,
    ResponseUsage,
)
from pydantic import BaseModel

from chatkit.testing.parts import Call, Say, Think, new_id

_EVENTS: dict[str, type[BaseModel]] = {
    "response.created": ResponseCreatedEvent,
    "response.in_progress": ResponseInProgressEvent,
    "response.completed": ResponseCompletedEvent,
    "response.output_item.added": ResponseOutputItemAddedEvent,
    "response.output_item.done": ResponseOutputItemDoneEvent,
    "response.content_part.added": ResponseContentPartAddedEvent,
    "response.content_part.done": ResponseContentPartDoneEvent,
    "response.output_text.delta": ResponseTextDeltaEvent,
    "response.output_text.done": ResponseTextDoneEvent,
    "response.reasoning_summary_part.added": ResponseReasoningSummaryPartAddedEvent,
    "response.reasoning_summary_part.done": ResponseReasoningSummaryPartDoneEvent,
    "response.reasoning_summary_text.delta": ResponseReasoningSummaryTextDeltaEvent,
    "response.reasoning_summary_text.done": ResponseReasoningSummaryTextDoneEvent,
    "response.function_call_arguments.delta": ResponseFunctionCallArgumentsDeltaEvent,
    "response.function_call_arguments.done": ResponseFunctionCallArgumentsDoneEvent,
}

Item: TypeAlias = ResponseOutputMessage | ResponseReasoningItem | ResponseFunctionToolCall

DELTAS = frozenset(
    {
        "response.output_text.delta",
        "response.reasoning_summary_text.delta",
        "response.function_call_arguments.delta",
    }
)
"""The events between which a model takes its time."""


def output_item(part: Say | Think | Call) -> Item:
    """Return the finished output item for a part."""
    match part:
        case Say(text):
            content: dict[str, Any] = {"type": "output_text", "text": text, "annotations": []}
            fields = {"type": "message", "role": "assistant", "status": "completed"}
            return ResponseOutputMessage.model_validate(
                {**fields, "id": new_id("msg"), "content": [content]}
            )
        case Think(text):
            summary = [{"type": "summary_text", "text": text}]
            return ResponseReasoningItem.model_validate(
                {"type": "reasoning", "id": new_id("rs"), "summary": summary}
            )
        case Call(name, arguments, call_id):
            return ResponseFunctionToolCall(
                type="function_call",
                id=new_id("fc"),
                call_id=call_id,
                name=name,
                arguments=json.dumps(arguments, ensure_ascii=False),
                status="completed",
            )


class ResponseWriter:
    """Writes the events of one response, numbered, in the order the API sends them.

    Args:
        model: The model's name.
    """

    def __init__(self, model: str) -> None:
        self._number = 0
        self._output: list[Item] = []
        self._response = Response.model_validate(
            {
                "id": new_id("resp"),
                "created_at": 0,
                "model": model,
                "object": "response",
                "output": [],
                "parallel_tool_calls": True,
                "status": "in_progress",
                "tool_choice": "auto",
                "tools": [],
            }
        )

    def begin(self) -> Iterator[ResponseStreamEvent]:
        """Write the events before the first output item."""
        yield self._event("response.created", response=self._response)
        yield self._event("response.in_progress", response=self._response)

    def item(self, item: Item) -> Iterator[ResponseStreamEvent]:
        """Write an output item from beginning to end, its text word by word."""
        at = {"output_index": len(self._output)}
        self._output.append(item)
        opened: dict[str, Any] = {}
        match item:
            case ResponseOutputMessage():
                opened.update(status="in_progress", content=[])
                inner = self._text(item, at)
            case ResponseReasoningItem():
                opened.update(summary=[])
                inner = self._summary(item, at)
            case ResponseFunctionToolCall():
                opened.update(status="in_progress", arguments="")
                inner = self._arguments(item, at)
        added = item.model_copy(update=opened)
        yield self._event("response.output_item.added", item=added, **at)
        yield from inner
        yield self._event("response.output_item.done", item=item, **at)

    def end(self, input_words: int) -> Iterator[ResponseStreamEvent]:
        """Write the event after the last output item.

        Args:
            input_words: How many words the model was given; counted as its input tokens.
        """
        output_words = sum(len(words(item.model_dump_json())) for item in self._output)
        usage = ResponseUsage.model_validate(
            {
                "input_tokens": input_words,
                "input_tokens_details": {"cached_tokens": 0, "cache_write_tokens": 0},
                "output_tokens": output_words,
                "output_tokens_details": {"reasoning_tokens": 0},
                "total_tokens": input_words + output_words,
            }
        )
        final = {"status": "completed", "output": list(self._output), "usage": usage}
        yield self._event("response.completed", response=self._response.model_copy(update=final))

    def _text(self, item: ResponseOutputMessage, at: dict[str, int]) -> Iterator[Any]:
        for index, part in enumerate(item.content):
            here = {"item_id": item.id, "content_index": index, **at}
            full = part.model_dump()
            text = str(full["text"])
            empty = {**full, "text": ""}
            yield self._event("response.content_part.added", part=empty, **here)
            for word in words(text):
                yield self._event("response.output_text.delta", delta=word, logprobs=[], **here)
            yield self._event("response.output_text.done", text=text, logprobs=[], **here)
            yield self._event("response.content_part.done", part=full, **here)

    def _summary(self, item: ResponseReasoningItem, at: dict[str, int]) -> Iterator[Any]:
        kind = "response.reasoning_summary"
        for index, part in enumerate(item.summary):
            here = {"item_id": item.id, "summary_index": index, **at}
            full = part.model_dump()
            yield self._event(f"{kind}_part.added", part={**full, "text": ""}, **here)
            for word in words(part.text):
                yield self._event(f"{kind}_text.delta", delta=word, **here)
            yield self._event(f"{kind}_text.done", text=part.text, **here)
            yield self._event(f"{kind}_part.done", part=full, **here)

    def _arguments(self, item: ResponseFunctionToolCall, at: dict[str, int]) -> Iterator[Any]:
        kind = "response.function_call_arguments"
        here = {"item_id": item.id, **at}
        for piece in words(item.arguments):
            yield self._event(f"{kind}.delta", delta=piece, **here)
        yield self._event(f"{kind}.done", arguments=item.arguments, name=item.name, **here)

    def _event(self, kind: str, **fields: Any) -> ResponseStreamEvent:
        number = self._number
        self._number += 1
        event = _EVENTS[kind].model_validate({"type": kind, "sequence_number": number, **fields})
        return cast("ResponseStreamEvent", event)


def words(text: str) -> list[str]:
    """Split a text into words, each with the white space around it; joined they are the text."""
    return re.findall(r"\s*\S+\s*\Z|\s*\S+\s|\s+\Z", text)
