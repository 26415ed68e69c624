"""Servers for tests: of an agent, and of a turn that was recorded."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any

from agents import Agent, FunctionTool, RunConfig, Runner
from pydantic import TypeAdapter

from chatkit.agents import AgentContext, PlainTextConverter, stream_agent_response
from chatkit.server import ChatKitServer
from chatkit.store import InMemoryStore
from chatkit.types import ThreadItem, ThreadItemDoneEvent, ThreadMetadata, ThreadStreamEvent

_ITEM: TypeAdapter[ThreadItem] = TypeAdapter(ThreadItem)
_MOST_ITEMS = 100


class AgentServer(ChatKitServer[Any]):
    """Answers with an agent, and keeps conversations in memory.

    Args:
        agent: The agent; its tools get an `AgentContext`.
    """

    def __init__(self, agent: Agent[Any]) -> None:
        super().__init__(InMemoryStore())
        self.agent = agent

    async def respond(
        self, thread: ThreadMetadata, input_user_message: Any, context: Any
    ) -> AsyncIterator[ThreadStreamEvent]:
        """Let the agent answer the thread; see `ChatKitServer.respond`."""
        chat = AgentContext[Any](thread=thread, store=self.store, request_context=context)
        page = await self.store.load_thread_items(thread.id, None, _MOST_ITEMS, "desc", context)
        given = await PlainTextConverter().to_agent_input(page.data[::-1])
        config = RunConfig(tracing_disabled=True)
        result = Runner.run_streamed(self.agent, given, context=chat, run_config=config)
        async for event in stream_agent_response(chat, result):
            yield event


class ReplayServer(ChatKitServer[Any]):
    """Answers every message with the same items.

    Args:
        items: Items as JSON, such as those of `Turn.items`.
    """

    def __init__(self, items: Sequence[Mapping[str, Any]]) -> None:
        super().__init__(InMemoryStore())
        self.items = [_ITEM.validate_python(dict(item)) for item in items]

    async def respond(
        self, thread: ThreadMetadata, input_user_message: Any, context: Any
    ) -> AsyncIterator[ThreadStreamEvent]:
        """Send the items; see `ChatKitServer.respond`."""
        for item in self.items:
            yield ThreadItemDoneEvent(item=item.model_copy(update={"thread_id": thread.id}))


def recorded_tool(name: str, *outputs: str) -> FunctionTool:
    """Make a tool that takes any arguments and returns what a tool of its name once returned.

    Args:
        name: The tool's name.
        outputs: What it returns, call by call; the last one from then on.
    """
    left = list(outputs)

    async def invoke(_: Any, __: str) -> str:
        return left.pop(0) if len(left) > 1 else left[0]

    schema: dict[str, Any] = {"type": "object", "additionalProperties": True, "properties": {}}
    return FunctionTool(
        name=name,
        description=f"What {name} returned.",
        params_json_schema=schema,
        on_invoke_tool=invoke,
        strict_json_schema=False,
    )
