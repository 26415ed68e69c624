"""An Agents SDK agent as a responder."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Sequence
from typing import Any

from agents import Agent, RunConfig, Runner, RunResultStreaming, UserError

from chatkit.agents import ThreadItemConverter, stream_agent_response
from chatkit.errors import BaseStreamError
from chatkit.store import Store
from chatkit.testing import Cassette
from chatkit.types import ThreadItem, ThreadStreamEvent
from chatkit_jupyter.agent.approval import approval
from chatkit_jupyter.agent.models import Models
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.namespace.exhibits import Exhibits
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.responder.paused import Turn, current_turn
from chatkit_jupyter.streams import ending
from chatkit_jupyter.tools.calls import NotebookAgentContext
from chatkit_jupyter.tracing.run_notes import RunNotes


async def run_agent(
    agent: Agent[Any],
    turn: Turn,
    history: Sequence[ThreadItem],
    converter: ThreadItemConverter,
    store: Store[ChatContext],
    context: ChatContext,
    exhibits: Exhibits,
    models: Models,
    cassette: Cassette | None = None,
) -> AsyncGenerator[ThreadStreamEvent, None]:
    """Let an agent answer, with the whole thread as its input.

    A tool that needs approval waits for the user's. Nothing is sent to a tracing service.

    Args:
        agent: The agent. Its tools get an `AgentContext` as their context.
        turn: The turn that it answers in.
        history: The thread's items, oldest first.
        converter: Makes the agent's input of them.
        store: The chat's store.
        context: Who asks.
        exhibits: Shows frames and pictures that tools return.
        models: Which model answers.
        cassette: Records or replays what the models of the run answer.

    Yields:
        The events of the answer.

    Raises:
        HandlerError: It is not an agent.
    """
    if not isinstance(agent, Agent):  # pyright: ignore[reportUnnecessaryIsInstance]
        raise HandlerError(f"a value of type {type(agent).__name__} can not answer in a chat")
    chat = NotebookAgentContext(thread=turn.thread, store=store, request_context=context)
    turn.sends(chat.stream)
    hooks = RunNotes(exhibits)
    config = await models.run_config(agent, history)
    start: Any = await converter.to_agent_input(history)
    while True:
        result = _run(agent, start, chat, hooks, turn, _recorded(config, cassette))
        try:
            async with ending(stream_agent_response(chat, result)) as events:
                async for event in events:
                    yield event
        except UserError as error:
            if isinstance(error.__cause__, BaseStreamError):  # what a tool says to the user
                raise error.__cause__ from None
            raise
        if not result.interruptions:
            return
        start = result.to_state()
        for call in result.interruptions:
            async with ending(approval(call, start, turn)) as events:
                async for event in events:
                    yield event


def _run(
    agent: Agent[Any],
    start: Any,
    chat: NotebookAgentContext,
    hooks: RunNotes,
    turn: Turn,
    config: RunConfig,
) -> RunResultStreaming:
    # The tasks of the run, and so its tools, know the turn; the one who reads its events need not.
    token = current_turn.set(turn)
    try:
        return Runner.run_streamed(agent, start, context=chat, hooks=hooks, run_config=config)
    finally:
        current_turn.reset(token)


def _recorded(config: RunConfig, cassette: Cassette | None) -> RunConfig:
    return config if cassette is None else cassette.run_config(config)
