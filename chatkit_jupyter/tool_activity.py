"""Shows what an agent's tools do: each call is a task of a workflow in the thread."""

from __future__ import annotations

import asyncio
import json
import re
from typing import Any

from agents import Agent, RunContextWrapper, RunHooks, Tool
from agents.tool_context import ToolContext

from chatkit.agents import AgentContext
from chatkit.types import CustomSummary, CustomTask, ThreadItemDoneEvent
from chatkit_jupyter.namespace.exhibits import Exhibits

_TITLE_LENGTH = 80
_RESULT_LENGTH = 2_000


class ToolActivity(RunHooks[AgentContext[Any]]):
    """Run hooks that add a task when a tool starts and complete it with the result when it ends.

    Sends `workflow.task.added` and `workflow.task.updated` to the client. The model's reasoning and
    its tools share one workflow; the message that follows closes it. A frame or picture that a tool
    returns is shown as a widget.

    Args:
        exhibits: Shows frames and pictures.
    """

    def __init__(self, exhibits: Exhibits) -> None:
        self._exhibits = exhibits
        self._places: dict[str, tuple[str, int]] = {}
        self._used: dict[str, list[str]] = {}

    async def on_tool_start(
        self, context: RunContextWrapper[AgentContext[Any]], agent: Agent[Any], tool: Tool
    ) -> None:
        """Show that a tool was called, and with what."""
        if not isinstance(context, ToolContext):
            return
        chat: AgentContext[Any] = context.context
        await chat.add_workflow_task(_task(context, "loading"))
        if (item := chat.workflow_item) is not None:
            self._places[context.tool_call_id] = (item.id, len(item.workflow.tasks) - 1)

    async def on_tool_end(
        self,
        context: RunContextWrapper[AgentContext[Any]],
        agent: Agent[Any],
        tool: Tool,
        result: object,
    ) -> None:
        """Show what the tool returned."""
        if not isinstance(context, ToolContext):
            return
        chat: AgentContext[Any] = context.context
        await self._complete(context, chat, result)
        await self._show(chat, result)

    async def _show(self, chat: AgentContext[Any], result: object) -> None:
        item = await asyncio.to_thread(
            self._exhibits.item,
            result,
            chat.thread.id,
            chat.generate_id("message"),
            only_visual=True,
        )
        if item is not None:
            await chat.stream(ThreadItemDoneEvent(item=item))

    async def _complete(
        self, context: ToolContext[Any], chat: AgentContext[Any], result: object
    ) -> None:
        item_id, index = self._places.pop(context.tool_call_id, (None, 0))
        item = chat.workflow_item
        if item is None or item.id != item_id:
            return  # the tool itself closed the workflow
        await chat.update_workflow_task(_task(context, "complete", str(result)), index)
        if item.workflow.type == "custom":
            used = self._used.setdefault(item.id, [])
            used.append(context.tool_name)
            item.workflow.summary = CustomSummary(title=_summary(used))


def _task(context: ToolContext[Any], status: Any, result: str | None = None) -> CustomTask:
    return CustomTask(
        title=_call(context.tool_name, context.tool_arguments),
        status_indicator=status,
        content=None if result is None else _fenced(result),
    )


def _call(name: str, arguments: str) -> str:
    try:
        named: dict[str, Any] = json.loads(arguments or "{}")
        inside = ", ".join(
            f"{key}={json.dumps(value, ensure_ascii=False)}" for key, value in named.items()
        )
    except (ValueError, AttributeError):
        inside = arguments
    if len(inside) > _TITLE_LENGTH:
        inside = inside[:_TITLE_LENGTH].rstrip() + "…"
    return f"{name}({inside})"


def _fenced(text: str) -> str:
    """Put text into a code block that no text inside it can end."""
    if len(text) > _RESULT_LENGTH:
        text = text[:_RESULT_LENGTH].rstrip() + "…"
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _summary(used: list[str]) -> str:
    names = list(dict.fromkeys(used))
    return f"Used {names[0]}" if len(names) == 1 else f"Used {len(names)} tools"
