"""Shows what an agent's tools do: each call is a task of a workflow in the thread."""

from __future__ import annotations

import asyncio
import re
from typing import Any

from agents import Agent, RunContextWrapper, Tool
from agents.tool_context import ToolContext

from chatkit.agents import AgentContext, ToolHistory
from chatkit.types import CustomSummary, CustomTask, ThreadItemDoneEvent, WidgetItem
from chatkit_jupyter.namespace.exhibits import Exhibits
from chatkit_jupyter.namespace.shown import shortened
from chatkit_jupyter.tools.call import ToolCall
from chatkit_jupyter.tools.call_title import call_title
from chatkit_jupyter.tools.calls import NotebookAgentContext
from chatkit_jupyter.tools.result import ToolResult

_RESULT_LENGTH = 2_000
_PRINTED_LENGTH = 4_000


class ToolActivity(ToolHistory):
    """Run hooks that add a task when a tool starts and complete it with the result when it ends.

    Sends `workflow.task.added` and `workflow.task.updated` to the client. The model's reasoning and
    its tools share one workflow; the message that follows closes it. A frame or picture that a tool
    returns is shown as a widget. The thread remembers the call, for the model's next turn.

    Args:
        exhibits: Shows frames and pictures.
    """

    def __init__(self, exhibits: Exhibits) -> None:
        self._exhibits = exhibits
        self._places: dict[str, tuple[str, int]] = {}
        self._used: dict[str, list[str]] = {}
        self._showing: set[asyncio.Task[bool]] = set()

    async def on_tool_start(
        self, context: RunContextWrapper[AgentContext[Any]], agent: Agent[Any], tool: Tool
    ) -> None:
        """Show that a tool was called, and with what; later, what it prints and how far it is."""
        if not isinstance(context, ToolContext):
            return
        chat: AgentContext[Any] = context.context
        await chat.add_workflow_task(_task(context, "loading"))
        if (item := chat.workflow_item) is not None:
            self._places[context.tool_call_id] = (item.id, len(item.workflow.tasks) - 1)
        if isinstance(chat, NotebookAgentContext):
            chat.calls[context.tool_call_id] = ToolCall(lambda call: self._soon(context, call))

    async def on_tool_end(
        self,
        context: RunContextWrapper[AgentContext[Any]],
        agent: Agent[Any],
        tool: Tool,
        result: object,
    ) -> None:
        """Show what the tool returned."""
        await super().on_tool_end(context, agent, tool, result)
        if not isinstance(context, ToolContext):
            return
        chat: AgentContext[Any] = context.context
        known = isinstance(chat, NotebookAgentContext)
        call = chat.calls.pop(context.tool_call_id, None) if known else None
        await self._complete(context, call, result)
        await self._show(chat, result)

    async def _show(self, chat: AgentContext[Any], result: object) -> None:
        item = result.item if isinstance(result, ToolResult) else await self._item(chat, result)
        if item is not None:
            await chat.stream(ThreadItemDoneEvent(item=item))

    async def _item(self, chat: AgentContext[Any], result: object) -> WidgetItem | None:
        return await asyncio.to_thread(
            self._exhibits.item,
            result,
            chat.thread.id,
            chat.generate_id("message"),
            only_visual=True,
        )

    def _soon(self, context: ToolContext[Any], call: ToolCall) -> None:
        task = asyncio.create_task(self._update(context, _task(context, "loading", call)))
        self._showing.add(task)
        task.add_done_callback(self._showing.discard)

    async def _update(self, context: ToolContext[Any], task: CustomTask) -> bool:
        """Change the call's task; False where the tool itself has closed the workflow."""
        chat: AgentContext[Any] = context.context
        item_id, index = self._places.get(context.tool_call_id, (None, 0))
        if chat.workflow_item is None or chat.workflow_item.id != item_id:
            return False
        await chat.update_workflow_task(task, index)
        return True

    async def _complete(
        self, context: ToolContext[Any], call: ToolCall | None, result: object
    ) -> None:
        shown = await self._update(context, _task(context, "complete", call, str(result)))
        self._places.pop(context.tool_call_id, None)
        item = context.context.workflow_item
        if shown and item is not None and item.workflow.type == "custom":
            used = self._used.setdefault(item.id, [])
            used.append(context.tool_name)
            item.workflow.summary = CustomSummary(title=_summary(used))


def _task(
    context: ToolContext[Any], status: Any, call: ToolCall | None = None, result: str | None = None
) -> CustomTask:
    title = call_title(context.tool_name, context.tool_arguments)
    blocks = [] if result is None else [_fenced(shortened(result, _RESULT_LENGTH))]
    if call is not None:
        if result is None and call.progress:
            title = f"{title} · {call.progress}"
        if printed := call.printed.strip("\n"):
            blocks.append(f"Printed:\n\n{_fenced(_end_of(printed))}")
    failed = call is not None and call.failed
    return CustomTask(
        title=title,
        icon="bug" if failed else None,
        status_indicator="none" if failed else status,
        content="\n\n".join(blocks) or None,
    )


def _end_of(text: str) -> str:
    return text if len(text) <= _PRINTED_LENGTH else "…" + text[-_PRINTED_LENGTH:]


def _fenced(text: str) -> str:
    """Put text into a code block that no text inside it can end."""
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}"


def _summary(used: list[str]) -> str:
    names = list(dict.fromkeys(used))
    return f"Used {names[0]}" if len(names) == 1 else f"Used {len(names)} tools"
