"""What an agent's tools and instructions see of the chat they are answering in."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Generator
from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, PrivateAttr, SkipValidation

from chatkit.agents.outbox import Outbox
from chatkit.agents.workflow import ended, is_shown
from chatkit.server import stream_widget
from chatkit.store import Store, StoreItemType
from chatkit.types import (
    ClientEffectEvent,
    ClientToolCallItem,
    CustomSummary,
    DurationSummary,
    GeneratedImageItem,
    HiddenContextItem,
    IconName,
    NoticeEvent,
    ProgressUpdateEvent,
    SDKHiddenContextItem,
    Task,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemUpdatedEvent,
    ThreadMetadata,
    ThreadStreamEvent,
    WidgetRoot,
    Workflow,
    WorkflowItem,
    WorkflowTaskAdded,
    WorkflowTaskUpdated,
)
from chatkit.types.clock import now

TContext = TypeVar("TContext")

# Items that the thread does not show, so that the workflow still stands at its end.
_UNSEEN = (ClientToolCallItem, HiddenContextItem, SDKHiddenContextItem)


class ClientToolCall(BaseModel):
    """A call that the browser is to make for the agent.

    A tool sets it on `AgentContext.client_tool_call`, usually together with `StopAtTools`; when the
    run ends it becomes a pending `client_tool_call` item.

    Args:
        name: What the page's client tool handler is asked to do.
        arguments: Its arguments, any JSON object.
    """

    name: str
    arguments: dict[str, Any]


class AgentContext(BaseModel, Generic[TContext]):
    """The run context of an agent that answers in a ChatKit thread.

    Pass it as `Runner.run_streamed(..., context=...)` and to `stream_agent_response`. Tools reach
    it as `ctx.context`; what they send through it is shown between the model's own items, in order.

    Args:
        thread: The thread being answered.
        store: Where its items are kept.
        request_context: The caller's own context, handed to every store call unchanged.
        previous_response_id: A Responses API response to continue from; for the author's use.
        client_tool_call: Set by a tool to ask the browser for something when the run ends.
        workflow_item: The workflow being shown, if one is open.
        generated_image_item: The image being generated, if there is one.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    thread: ThreadMetadata
    store: Annotated[Store[TContext], SkipValidation]
    request_context: Annotated[TContext, SkipValidation]
    previous_response_id: str | None = None
    client_tool_call: ClientToolCall | None = None
    workflow_item: WorkflowItem | None = None
    generated_image_item: GeneratedImageItem | None = None

    _outbox: Outbox = PrivateAttr(default_factory=Outbox)

    @property
    def outbox(self) -> Outbox:
        """The events that are waiting for `stream_agent_response`."""
        return self._outbox

    def generate_id(self, type: StoreItemType, thread: ThreadMetadata | None = None) -> str:  # noqa: A002
        """Return a new id from the store.

        Args:
            type: What the id is for, such as `"message"` or `"workflow"`.
            thread: The thread it belongs to; by default the one being answered.
        """
        return self.store.generate_item_id(type, thread or self.thread, self.request_context)

    async def stream(self, event: ThreadStreamEvent) -> None:
        """Send any thread stream event to the client.

        An item that the thread shows closes an open workflow.
        """
        self._close_workflow_for(event)
        self._outbox.put(event)

    async def stream_widget(
        self,
        widget: WidgetRoot | AsyncGenerator[WidgetRoot, None],
        copy_text: str | None = None,
    ) -> None:
        """Show a widget as an item of its own, which closes an open workflow.

        Args:
            widget: The widget, or a generator of its successive states, which is streamed.
            copy_text: What the item's copy button puts on the clipboard.
        """
        events = stream_widget(self.thread, widget, copy_text, self.generate_id)
        async for event in events:
            await self.stream(event)

    def progress(self, text: str, icon: IconName | None = None) -> Sent:
        """Show a passing line about what is going on (`progress_update`).

        Like `effect` and `notice` it has taken effect when it returns, so a plain function tool,
        which runs in a thread of its own, may call it as well; awaiting the result is optional.

        Args:
            text: The line.
            icon: The icon before it.
        """
        return self._send(ProgressUpdateEvent(text=text, icon=icon))

    def effect(self, name: str, data: dict[str, Any] | None = None) -> Sent:
        """Tell the page to do something, without an answer (`client_effect`).

        Args:
            name: What the page's effect handler is asked to do.
            data: Its arguments, any JSON object.
        """
        return self._send(ClientEffectEvent(name=name, data=data or {}))

    def notice(
        self,
        message: str,
        *,
        level: Literal["info", "warning", "danger"] = "info",
        title: str | None = None,
    ) -> Sent:
        """Show a notice above the composer (`notice`).

        Args:
            message: Its text, in Markdown.
            level: How serious it is.
            title: A heading.
        """
        return self._send(NoticeEvent(message=message, level=level, title=title))

    async def start_workflow(self, workflow: Workflow) -> None:
        """Open a workflow; one that is open already is ended first.

        A custom workflow without tasks is shown when it gets the first one.

        Args:
            workflow: What to start with. It is copied; change it through the methods here.
        """
        if self.workflow_item is not None and is_shown(self.workflow_item.workflow):
            await self.end_workflow()
        item = self._open_workflow(workflow)
        if is_shown(item.workflow):
            self._announce(item)

    async def add_workflow_task(self, task: Task) -> None:
        """Append a task to the workflow, opening a custom one if there is none.

        Args:
            task: The task; it is copied.
        """
        item = self.workflow_item or self._open_workflow(Workflow(type="custom", tasks=[]))
        shown = is_shown(item.workflow)
        item.workflow.tasks.append(task.model_copy(deep=True))
        if not shown:
            self._announce(item)
            return
        index = len(item.workflow.tasks) - 1
        self._update(item, WorkflowTaskAdded(task_index=index, task=task.model_copy(deep=True)))

    async def update_workflow_task(self, task: Task, task_index: int) -> None:
        """Replace a task of the workflow.

        Args:
            task: Its new state; it is copied.
            task_index: Its place in the workflow, from 0.

        Raises:
            ValueError: No workflow is open.
            IndexError: The workflow has no such task.
        """
        item = self.workflow_item
        if item is None:
            raise ValueError("No workflow is open: call start_workflow or add_workflow_task first.")
        item.workflow.tasks[task_index] = task.model_copy(deep=True)
        self._update(
            item, WorkflowTaskUpdated(task_index=task_index, task=task.model_copy(deep=True))
        )

    async def end_workflow(
        self, summary: CustomSummary | DurationSummary | None = None, expanded: bool = False
    ) -> None:
        """Close the workflow; does nothing where none is open.

        Args:
            summary: What stands in its place. By default the summary it was started with, or else
                how long it took, in seconds.
            expanded: Whether its tasks stay in view.
        """
        self._close_workflow(summary, expanded)

    def _close_workflow_for(self, event: ThreadStreamEvent) -> None:
        """End the workflow where something else takes its place at the end of the thread."""
        if self.workflow_item is None:
            return
        if not isinstance(event, (ThreadItemAddedEvent, ThreadItemDoneEvent)):
            return
        if event.item.id != self.workflow_item.id and not isinstance(event.item, _UNSEEN):
            self._close_workflow(None, expanded=False)

    def _close_workflow(
        self, summary: CustomSummary | DurationSummary | None, expanded: bool
    ) -> None:
        item = self.workflow_item
        if item is not None:
            self.workflow_item = None
            self._outbox.put(ThreadItemDoneEvent(item=ended(item, summary, expanded)))

    def _open_workflow(self, workflow: Workflow) -> WorkflowItem:
        self.workflow_item = WorkflowItem(
            id=self.generate_id("workflow"),
            thread_id=self.thread.id,
            created_at=now(),
            workflow=workflow.model_copy(deep=True),
        )
        return self.workflow_item

    def _announce(self, item: WorkflowItem) -> None:
        self._outbox.put(ThreadItemAddedEvent(item=item.model_copy(deep=True)))

    def _update(self, item: WorkflowItem, update: WorkflowTaskAdded | WorkflowTaskUpdated) -> None:
        self._outbox.put(ThreadItemUpdatedEvent(item_id=item.id, update=update))

    def _send(self, event: ThreadStreamEvent) -> Sent:
        self._outbox.put(event)
        return Sent()


class Sent:
    """The result of something that has been done: may be awaited, need not be."""

    def __await__(self) -> Generator[Any, None, None]:
        """Is done at once."""
        yield from ()
