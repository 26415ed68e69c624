"""An Agents SDK agent as a responder."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import Any

from agents import Agent, RunConfig, Runner

from chatkit.agents import AgentContext, PlainTextConverter, stream_agent_response
from chatkit.store import Store
from chatkit.types import ThreadItem, ThreadMetadata, ThreadStreamEvent
from chatkit_jupyter.context import ChatContext
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.streams import ending
from chatkit_jupyter.tool_activity import ToolActivity


async def run_agent(
    agent: Agent[Any],
    thread: ThreadMetadata,
    history: Sequence[ThreadItem],
    store: Store[ChatContext],
    context: ChatContext,
) -> AsyncGenerator[ThreadStreamEvent, None]:
    """Let an agent answer, with the whole thread as its input.

    Nothing is sent to a tracing service.

    Args:
        agent: The agent. Its tools get an `AgentContext` as their context.
        thread: The thread to answer in.
        history: The thread's items, oldest first.
        store: The chat's store.
        context: Who asks.

    Yields:
        The events of the answer.

    Raises:
        HandlerError: It is not an agent.
    """
    if not isinstance(agent, Agent):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise HandlerError(f"a value of type {type(agent).__name__} can not answer in a chat")
    agent_context = AgentContext[ChatContext](thread=thread, store=store, request_context=context)
    result = Runner.run_streamed(
        agent,
        await PlainTextConverter().to_agent_input(history),
        context=agent_context,
        hooks=ToolActivity(),
        run_config=RunConfig(tracing_disabled=True),
    )
    async with ending(stream_agent_response(agent_context, result)) as events:
        async for event in events:
            yield event
