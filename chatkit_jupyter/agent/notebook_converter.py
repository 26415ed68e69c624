"""What an agent is given of a notebook's thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from agents import TResponseInputItem

from chatkit.agents import PlainTextConverter, ToolHistoryConverter
from chatkit.agents.converter import MessageContent
from chatkit.types import (
    Attachment,
    SDKHiddenContextItem,
    ThreadItem,
    WidgetItem,
    Workflow,
    WorkflowItem,
)
from chatkit_jupyter.attachments.attached import attached_files
from chatkit_jupyter.attachments.files import NotebookFiles
from chatkit_jupyter.attachments.model_input import model_input
from chatkit_jupyter.namespace.exhibits import summary_of
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.tools.call_title import call_title


class NotebookConverter(ToolHistoryConverter, PlainTextConverter):
    """A converter that reads attachments, and words each object of the kernel that was shown.

    Calls of tools are given as calls, and not again as the tasks that the user sees of them.

    Args:
        files: Where the bytes of attachments are; None where no files are taken.
        context: Who asks.
    """

    def __init__(self, files: NotebookFiles | None, context: ChatContext) -> None:
        self._files = files
        self._context = context

    async def attachment_to_message_content(self, attachment: Attachment) -> MessageContent:
        """Convert a file to its content, as far as a model can read it.

        Args:
            attachment: The attachment.
        """
        [file] = await attached_files([attachment], self._files, self._context)
        return await model_input(file)

    async def to_agent_input(
        self, thread_items: Sequence[ThreadItem] | ThreadItem
    ) -> list[TResponseInputItem]:
        """Convert items of a thread; see `ThreadItemConverter.to_agent_input`.

        Args:
            thread_items: The items, oldest first, or a single one.
        """
        items = thread_items if isinstance(thread_items, Sequence) else [thread_items]
        titles = await self._call_titles(items)
        return await super().to_agent_input([_without(item, titles) for item in items])

    async def widget_to_input(
        self, item: WidgetItem
    ) -> TResponseInputItem | list[TResponseInputItem] | None:
        """Convert an object to its summary, and any other widget to its JSON.

        Args:
            item: The thread's item.
        """
        summary = summary_of(item)
        if summary is None:
            return await super().widget_to_input(item)
        return {"role": "user", "content": f"(The chat shows the user this: {summary})"}

    async def sdk_hidden_context_to_input(
        self, item: SDKHiddenContextItem
    ) -> TResponseInputItem | list[TResponseInputItem] | None:
        """Convert a remembered call, with an id of the thread's: a server's may come again.

        Args:
            item: The thread's item.
        """
        told: Any = await super().sdk_hidden_context_to_input(item)
        if isinstance(told, list):
            entries: Any = [{**entry, "call_id": item.id} for entry in cast("list[Any]", told)]
            return entries
        return told

    async def _call_titles(self, items: Sequence[ThreadItem]) -> set[str]:
        titles: set[str] = set()
        for item in items:
            if isinstance(item, SDKHiddenContextItem):
                told: Any = await self.sdk_hidden_context_to_input(item)
                call = cast("dict[str, Any]", told[0]) if isinstance(told, list) else {}
                if call.get("type") == "function_call":
                    titles.add(call_title(call["name"], call["arguments"]))
        return titles


def _without(item: ThreadItem, titles: set[str]) -> ThreadItem:
    if not isinstance(item, WorkflowItem):
        return item
    tasks = [task for task in item.workflow.tasks if getattr(task, "title", None) not in titles]
    workflow: Workflow = item.workflow.model_copy(update={"tasks": tasks})
    return item.model_copy(update={"workflow": workflow})
