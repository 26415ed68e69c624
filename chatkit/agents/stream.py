"""From a run of the Agents SDK to the events of a ChatKit thread."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

from agents import (
    InputGuardrailTripwireTriggered,
    OutputGuardrailTripwireTriggered,
    RunResultStreaming,
)

from chatkit.agents.context import AgentContext
from chatkit.agents.reader import RunReader
from chatkit.agents.response_converter import ResponseStreamConverter
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


async def stream_agent_response(
    context: AgentContext[Any],
    result: RunResultStreaming,
    *,
    converter: ResponseStreamConverter = _DEFAULT_CONVERTER,
) -> AsyncIterator[ThreadStreamEvent]:
    """Turn a streamed run into thread events, for `ChatKitServer.respond` to yield.

    Messages, reasoning and generated images of the model become thread items; what tools send
    through the context stands between them, in the order it happened. A workflow that is open when
    the run ends is stored and goes on in the next run. Leaving the iteration early ends the run.

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
    shown = _Shown()
    reader = RunReader(context, converter)
    run = asyncio.create_task(_read(context, reader, result, shown))
    try:
        async with aclosing(context.outbox.follow(run)) as events:
            async for event in events:
                if not isinstance(event, ThreadItemUpdatedEvent):
                    shown.track(event)
                yield event
    except (InputGuardrailTripwireTriggered, OutputGuardrailTripwireTriggered):
        _forget(context)
        for item_id in shown.ids:
            yield ThreadItemRemovedEvent(item_id=item_id)
        raise
    finally:
        await _end(run, result)
    await _leave_workflow(context)
    if (call := await reader.calls.client_call()) is not None:
        yield ThreadItemDoneEvent(item=call)


async def _read(
    context: AgentContext[Any], reader: RunReader, result: RunResultStreaming, shown: _Shown
) -> None:
    shown.earlier = await _resume_workflow(context)
    await reader.read(result)


class _Shown:
    """Keeps account of the items that the client has been shown by a run.

    Attributes:
        ids: Their ids, in order.
        earlier: Id of the workflow that an earlier run left open, which stays if this one trips.
    """

    def __init__(self) -> None:
        self.ids: dict[str, None] = {}
        self.earlier: str | None = None

    def track(self, event: ThreadStreamEvent) -> None:
        if isinstance(event, ThreadItemAddedEvent | ThreadItemDoneEvent):
            if event.item.id != self.earlier:
                self.ids[event.item.id] = None
        elif isinstance(event, ThreadItemRemovedEvent):
            self.ids.pop(event.item_id, None)


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


async def _resume_workflow(context: AgentContext[Any]) -> str | None:
    """Take up the workflow that the last run left open at the end of the thread.

    Where the responder has begun another one, the old one is closed instead.

    Returns:
        The old one's id, if there is one.
    """
    page = await context.store.load_thread_items(
        context.thread.id, None, 2, "desc", context.request_context
    )
    latest = [item for item in page.data if not isinstance(item, ClientToolCallItem)][:1]
    left = latest[0] if latest else None
    if not isinstance(left, WorkflowItem):
        return None
    if context.workflow_item is None:
        context.workflow_item = left.model_copy(deep=True)
    elif left.workflow.summary is None:
        context.outbox.put(ThreadItemDoneEvent(item=ended(left, None, expanded=False)))
    return left.id


async def _leave_workflow(context: AgentContext[Any]) -> None:
    """Store a workflow that is open as it is, for the next run to take up."""
    item, context.workflow_item = context.workflow_item, None
    if item is not None:
        await context.store.add_thread_item(context.thread.id, item, context.request_context)
