"""Calls that the browser makes for an agent."""

from __future__ import annotations

from typing import Any

from agents import ToolCallItem
from openai.types.responses import ResponseFunctionToolCall

from chatkit.agents.context import AgentContext
from chatkit.agents.ids import ItemIds
from chatkit.types import ClientToolCallItem
from chatkit.types.clock import now


class ToolCalls:
    """The function calls of one run, of which the last may be the browser's to make."""

    def __init__(self, context: AgentContext[Any]) -> None:
        self._context = context
        self._ids = ItemIds(context)
        self._calls: list[ResponseFunctionToolCall] = []

    def note(self, item: ToolCallItem) -> None:
        """Remember a call the model made."""
        raw: ResponseFunctionToolCall | dict[str, Any] | object = item.raw_item
        if isinstance(raw, dict) and raw.get("type") == "function_call":
            raw = ResponseFunctionToolCall.model_validate(raw)
        if isinstance(raw, ResponseFunctionToolCall):
            self._calls.append(raw)

    async def client_call(self) -> ClientToolCallItem | None:
        """Return the pending item for the call a tool asked for, if one did."""
        context = self._context
        wanted = context.client_tool_call
        if wanted is None:
            return None
        context.client_tool_call = None
        made = self._made(wanted.name)
        item_id = await self._ids.claim(made.id if made else None, "tool_call")
        return ClientToolCallItem(
            id=item_id,
            thread_id=context.thread.id,
            created_at=now(),
            status="pending",
            call_id=made.call_id if made else context.generate_id("tool_call"),
            name=wanted.name,
            arguments=wanted.arguments,
        )

    def _made(self, name: str) -> ResponseFunctionToolCall | None:
        """The model's last call of that name, or else its last call."""
        named = [call for call in self._calls if call.name == name]
        return (named or self._calls or [None])[-1]
