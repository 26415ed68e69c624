"""From a run of the Agents SDK to the events of a ChatKit thread."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing
from typing import Any

from agents import (
    InputGuardrailTripwireTriggered,
    OutputGuardrailTripwireTriggered,
    RunResultStreaming,
    StreamEvent,
    ToolCallItem,
)
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
from chatkit.agents.workflow import ended
from chatkit.types import (
    ClientToolCallItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
    WorkflowItem,
)

_DEFAULT_CONVERTER = ResponseStreamConverter()

Handler = Callable[[Any], "Awaitable[None] | None"]


async def stream_agent_response(
    context: AgentContext[Any],
    result: RunResultStreaming,
    *,
    converter: ResponseStreamConverter = _DEFAULT_CONVERTER,
) -> AsyncIterator[ThreadStreamEvent]:
    """Turn a streamed run into thread events, for `ChatKitServer.respond` to yield.

    Messages, reasoning and generated images of the model become thread items; what tools send
    through the context stands between them, in the order it happened. A workflow that is open when
    the run ends is stored as it is and goes on in the next run, after the browser's answer to a
    client tool call, say. Leaving the iteration early ends the run.

    Args:
        context: The context the run was started with.
        result: The run, from `Runner.run_streamed`.
        converter: How images and citations are shown.

    Yields:
        `thread.item.added`, `.updated`, `.done` and `.removed`, and whatever tools sent.

    Raises:
        InputGuardrailTripwireTriggered: After everything the run has shown was removed again.
        OutputGuardrailTripwireTriggered: Likewise.
        Exception: Whatever else ends the run, once the events before it are out.
    """
    shown: dict[str, None] = {}
    calls = ToolCalls(context)
    run = asyncio.create_task(_read(context, result, converter, calls))
    try:
        async with aclosing(context.outbox.follow(run)) as events:
            async for event in events:
                if not isinstance(event, ThreadItemUpdatedEvent):
                    _track(shown, event)
                yield event
    except (InputGuardrailTripwireTriggered, OutputGuardrailTripwireTriggered):
        _forget(context)
        for item_id in shown:
            yield ThreadItemRemovedEvent(item_id=item_id)
        raise
    finally:
        await _end(run, result)
    if context.workflow_item is not None:
        await _leave_workflow(context, context.workflow_item)
    if (call := await calls.client_call()) is not None:
        yield ThreadItemDoneEvent(item=call)


def _track(shown: dict[str, None], event: ThreadStreamEvent) -> None:
    """Keep account of the items that the client has been shown."""
    if isinstance(event, ThreadItemAddedEvent | ThreadItemDoneEvent):
        shown[event.item.id] = None
    elif isinstance(event, ThreadItemRemovedEvent):
        shown.pop(event.item_id, None)


def _forget(context: AgentContext[Any]) -> None:
    """Drop what a tripped run had begun, so that another run can use the context."""
    context.workflow_item = None
    context.generated_image_item = None
    context.client_tool_call = None


async def _end(run: asyncio.Task[None], result: RunResultStreaming) -> None:
    """Leave nothing of a run behind, however the iteration ended."""
    run.cancel()
    loop_task = result.run_loop_task
    if loop_task is not None and not loop_task.done():
        result.cancel()
    await asyncio.gather(run, return_exceptions=True)


async def _resume_workflow(context: AgentContext[Any]) -> None:
    """Take up the workflow that the last run left open at the end of the thread.

    Where the responder has begun another one, the old one is closed instead.
    """
    page = await context.store.load_thread_items(
        context.thread.id, None, 2, "desc", context.request_context
    )
    latest = [item for item in page.data if not isinstance(item, ClientToolCallItem)][:1]
    left = latest[0] if latest else None
    if not isinstance(left, WorkflowItem):
        return
    if context.workflow_item is None:
        context.workflow_item = left.model_copy(deep=True)
    elif left.workflow.summary is None:
        await context.stream(ThreadItemDoneEvent(item=ended(left, None, expanded=False)))


async def _leave_workflow(context: AgentContext[Any], item: WorkflowItem) -> None:
    """Store an open workflow as it is, for the next run to take up."""
    context.workflow_item = None
    await context.store.add_thread_item(context.thread.id, item, context.request_context)


async def _read(
    context: AgentContext[Any],
    result: RunResultStreaming,
    converter: ResponseStreamConverter,
    calls: ToolCalls,
) -> None:
    """Read the run to its end, filling the context's outbox.

    It reads ahead of the client: an event is converted when it happens, so that what a tool sends
    next comes after it.
    """
    await _resume_workflow(context)
    handlers = _handlers(context, converter)
    async for event in result.stream_events():
        if event.type == "raw_response_event":
            data = event.data
            handler = handlers.get(data.type)
            if handler is not None and (pending := handler(data)) is not None:
                await pending
        else:
            _note_call(calls, event)


def _note_call(calls: ToolCalls, event: StreamEvent) -> None:
    if event.type == "run_item_stream_event" and isinstance(event.item, ToolCallItem):
        calls.note(event.item)


def _handlers(context: AgentContext[Any], converter: ResponseStreamConverter) -> dict[str, Handler]:
    """What is done about each event of the Responses API; the others need nothing."""
    messages = MessageStream(context, converter)
    reasoning = ReasoningStream(context)
    images = ImageStream(context, converter)

    def begin(event: ResponseOutputItemAddedEvent) -> Awaitable[None] | None:
        match event.item:
            case ResponseOutputMessage() as message:
                return messages.begin(message)
            case ResponseReasoningItem() as item:
                return reasoning.begin(item)
            case ImageGenerationCall() as call:
                return images.begin(call)
            case _:
                return None

    def end(event: ResponseOutputItemDoneEvent) -> Awaitable[None] | None:
        match event.item:
            case ResponseOutputMessage() as message:
                return messages.end(message)
            case ImageGenerationCall() as call:
                return images.end(call)
            case _:
                return None

    return {
        "response.output_item.added": begin,
        "response.output_item.done": end,
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
