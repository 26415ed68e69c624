"""A server whose agent is given by the test."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from agents import Agent, RunConfig, Runner

from chatkit.agents import (
    AgentContext,
    PlainTextConverter,
    ResponseStreamConverter,
    stream_agent_response,
)
from chatkit.server import ChatKitServer
from chatkit.store import InMemoryStore
from chatkit.types import ThreadStreamEvent

Before = Callable[[AgentContext[Any]], Awaitable[None]]


class AgentServer(ChatKitServer[Any]):
    """Answers with an agent, as the guides show it."""

    def __init__(
        self,
        agent: Agent[Any],
        *,
        converter: ResponseStreamConverter | None = None,
        before: Before | None = None,
    ) -> None:
        super().__init__(InMemoryStore())
        self.agent = agent
        self.converter = converter or ResponseStreamConverter()
        self.before = before

    async def respond(self, thread, input_user_message, context):
        agent_context = AgentContext(thread=thread, store=self.store, request_context=context)
        if self.before is not None:
            await self.before(agent_context)
        page = await self.store.load_thread_items(thread.id, None, 50, "asc", context)
        result = Runner.run_streamed(
            self.agent,
            await PlainTextConverter().to_agent_input(page.data),
            context=agent_context,
            run_config=RunConfig(tracing_disabled=True),
        )
        async for event in stream_agent_response(agent_context, result, converter=self.converter):
            yield event


def story(events: Sequence[ThreadStreamEvent]) -> list[str]:
    """What a client is told, one line per event, without the turn's preliminaries."""
    return [_line(event) for event in events if event.type not in _PRELIMINARIES]


_PRELIMINARIES = {"thread.created", "stream_options"}


def _line(event: Any) -> str:
    match event.type:
        case "thread.item.updated":
            return f"{event.update.type.rpartition('.')[2]} {_text(event.update)}".strip()
        case "thread.item.added" | "thread.item.done":
            return f"{event.type.rpartition('.')[2]} {event.item.type}"
        case "progress_update":
            return f"progress {event.text}"
        case other:
            return other


def _text(update: Any) -> str:
    if (task := getattr(update, "task", None)) is not None:
        return getattr(task, "content", None) or task.title or ""
    return getattr(update, "delta", "")
