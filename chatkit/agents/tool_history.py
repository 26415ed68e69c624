"""An agent's memory of its own tool calls, from one turn to the next."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, cast

from agents import Agent, ItemHelpers, RunContextWrapper, RunHooks, Tool, TResponseInputItem
from agents.tool_context import ToolContext
from openai.types.responses import ResponseFunctionToolCall

from chatkit.agents.context import AgentContext
from chatkit.agents.converter import ThreadItemConverter
from chatkit.types import (
    ClientToolCallItem,
    SDKHiddenContextItem,
    ThreadItem,
    ThreadItemDoneEvent,
)
from chatkit.types.clock import now

_PAIR = ("function_call", "function_call_output")


class ToolHistory(RunHooks[AgentContext[Any]]):
    """Run hooks that store every call of a function tool with its output, where it happened.

    Pass an instance as `Runner.run_streamed(..., hooks=ToolHistory())` and read the thread with
    `ToolHistoryConverter`. The stored items are hidden: no client sees them. A call that does not
    come to its end is not stored, so a call never stands without its output.

    To use it beside hooks of your own, inherit from both, this class first.
    """

    async def on_tool_end(
        self,
        context: RunContextWrapper[AgentContext[Any]],
        agent: Agent[Any],
        tool: Tool,
        result: object,
    ) -> None:
        """Store a call that has ended (`thread.item.done` of a hidden item).

        Args:
            context: The call, as the SDK describes it; other kinds of tools are passed over.
            agent: The agent that called.
            tool: What it called.
            result: What the tool returned.
        """
        await super().on_tool_end(context, agent, tool, result)
        if not isinstance(context, ToolContext):
            return
        chat: AgentContext[Any] = context.context
        item = SDKHiddenContextItem(
            id=chat.generate_id("sdk_hidden_context"),
            thread_id=chat.thread.id,
            created_at=now(),
            content=json.dumps(_pair(context, result), ensure_ascii=False),
        )
        # Not through `stream`: nobody sees the item, so a workflow around the call goes on.
        chat.outbox.put(ThreadItemDoneEvent(item=item))


class ToolHistoryConverter(ThreadItemConverter):
    """A converter that gives the calls stored by `ToolHistory` back to the agent.

    They become the `function_call` and `function_call_output` they were, so the agent knows what
    it looked up in earlier turns.
    """

    async def sdk_hidden_context_to_input(
        self, item: SDKHiddenContextItem
    ) -> TResponseInputItem | list[TResponseInputItem] | None:
        """Convert a remembered call to the call and its output; other remarks as usual.

        Args:
            item: The thread's item.
        """
        pair = _remembered(item)
        if pair is None:
            return await super().sdk_hidden_context_to_input(item)
        return pair

    async def to_agent_input(
        self, thread_items: Sequence[ThreadItem] | ThreadItem
    ) -> list[TResponseInputItem]:
        """Convert items of a thread; see `ThreadItemConverter.to_agent_input`.

        A call that the browser made is told by its own item, with the browser's output.

        Args:
            thread_items: The items, oldest first, or a single one.
        """
        items = thread_items if isinstance(thread_items, Sequence) else [thread_items]
        made_by_browser = {item.call_id for item in items if isinstance(item, ClientToolCallItem)}
        told = [item for item in items if _call_id(item) not in made_by_browser]
        return await super().to_agent_input(told)


def _pair(context: ToolContext[Any], result: object) -> list[dict[str, Any]]:
    call = ResponseFunctionToolCall(
        type="function_call",
        call_id=context.tool_call_id,
        name=context.tool_name,
        arguments=context.tool_arguments,
    )
    output = ItemHelpers.tool_call_output_item(call, result)
    return [call.model_dump(exclude_none=True), cast("dict[str, Any]", output)]


def _remembered(item: SDKHiddenContextItem) -> list[TResponseInputItem] | None:
    """Read a remembered call; None for hidden context of any other kind."""
    try:
        entries: Any = json.loads(item.content)
        kinds = tuple(entry["type"] for entry in entries)
    except (ValueError, TypeError, KeyError):
        return None
    return cast("list[TResponseInputItem]", entries) if kinds == _PAIR else None


def _call_id(item: ThreadItem) -> Any:
    pair = _remembered(item) if isinstance(item, SDKHiddenContextItem) else None
    return None if pair is None else cast("dict[str, Any]", pair[0]).get("call_id")
