"""Runs whose every event is given by the test, as the Agents SDK would deliver them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Any

from agents import Agent, RawResponsesStreamEvent, RunItemStreamEvent, RunResultStreaming
from agents import ToolCallItem as SdkToolCallItem
from openai.types.responses import ResponseFunctionToolCall, ResponseStreamEvent
from pydantic import TypeAdapter

from chatkit.agents import AgentContext, ResponseStreamConverter, stream_agent_response
from chatkit.store import InMemoryStore
from chatkit.types import ThreadMetadata, ThreadStreamEvent
from chatkit.types.clock import now

_EVENT: TypeAdapter[ResponseStreamEvent] = TypeAdapter(ResponseStreamEvent)

Step = dict[str, Any] | Exception | Callable[[], Awaitable[Any]] | Any


class FakeRun(RunResultStreaming):
    """Delivers the given events; calls what is callable, as a tool would; raises exceptions."""

    def __init__(self, steps: Iterable[Step]) -> None:
        self.steps = list(steps)

    def __del__(self) -> None:
        pass

    async def stream_events(self):
        for step in self.steps:
            await asyncio.sleep(0)
            if isinstance(step, BaseException):
                raise step
            if isinstance(step, dict):
                yield raw(step)
            elif callable(step):
                await step()
            else:
                yield step


def raw(fields: dict[str, Any]) -> RawResponsesStreamEvent:
    numbered = {"sequence_number": 0, "output_index": 0, **fields}
    return RawResponsesStreamEvent(data=_EVENT.validate_python(numbered))


def tool_called(name: str, call_id: str, item_id: str | None = "fc_1", *, as_dict: bool = False):
    fields = {"type": "function_call", "name": name, "call_id": call_id, "arguments": "{}"}
    if item_id is not None:
        fields["id"] = item_id
    call = fields if as_dict else ResponseFunctionToolCall.model_validate(fields)
    item = SdkToolCallItem(agent=Agent(name="test"), raw_item=call)
    return RunItemStreamEvent(name="tool_called", item=item)


def message(text: str, item_id: str = "m1") -> list[dict[str, Any]]:
    """A message that is announced, grows by one delta and ends."""
    content = {"type": "output_text", "text": text, "annotations": []}
    here = {"item_id": item_id, "content_index": 0}
    return [
        added(item_id),
        {"type": "response.content_part.added", "part": {**content, "text": ""}, **here},
        {"type": "response.output_text.delta", "delta": text, "logprobs": [], **here},
        done(item_id, content),
    ]


def added(item_id: str = "m1") -> dict[str, Any]:
    item = {"type": "message", "id": item_id, "role": "assistant", "content": []}
    return {"type": "response.output_item.added", "item": {**item, "status": "in_progress"}}


def done(item_id: str, *content: dict[str, Any]) -> dict[str, Any]:
    item = {"type": "message", "id": item_id, "role": "assistant", "content": list(content)}
    return {"type": "response.output_item.done", "item": {**item, "status": "completed"}}


def delta(text: str, item_id: str = "m1") -> dict[str, Any]:
    return {
        "type": "response.output_text.delta",
        "item_id": item_id,
        "content_index": 0,
        "delta": text,
        "logprobs": [],
    }


async def new_context() -> AgentContext[None]:
    """A context for an empty thread in a store of its own."""
    store: InMemoryStore[None] = InMemoryStore()
    thread = ThreadMetadata(id="t1", created_at=now())
    await store.save_thread(thread, None)
    return AgentContext(thread=thread, store=store, request_context=None)


async def events_of(
    context: AgentContext[Any],
    *steps: Step,
    converter: ResponseStreamConverter | None = None,
) -> list[ThreadStreamEvent]:
    """What a run of these steps gives the client."""
    options = {"converter": converter} if converter else {}
    stream = stream_agent_response(context, FakeRun(steps), **options)
    return [event async for event in stream]
