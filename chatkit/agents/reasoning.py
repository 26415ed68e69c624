"""A model's reasoning, shown as the thoughts of a workflow."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from openai.types.responses import (
    ResponseReasoningSummaryPartDoneEvent,
    ResponseReasoningSummaryTextDeltaEvent,
    ResponseReasoningSummaryTextDoneEvent,
    ResponseReasoningTextDeltaEvent,
    ResponseReasoningTextDoneEvent,
)

from chatkit.agents.context import AgentContext
from chatkit.types import ThoughtTask, Workflow

Kind = Literal["summary", "text"]


@dataclass
class _Thought:
    """A thought that is still growing: which it is, and where it stands in the workflow."""

    index: int
    workflow_id: str
    task_index: int
    text: str


class ReasoningStream:
    """The reasoning of one run.

    Summaries are shown as models of the Responses API give them: the first thought grows word by
    word, later ones appear whole. Models that give no summary but their plain reasoning, as many
    behind Chat Completions do, have that shown as it grows.
    """

    def __init__(self, context: AgentContext[Any]) -> None:
        self._context = context
        self._kind: Kind | None = None
        self._growing: _Thought | None = None
        self._finished: set[int] = set()

    async def begin(self) -> None:
        """Open a workflow for the thoughts, where none is open."""
        self._kind = None
        self._growing = None
        self._finished.clear()
        if self._context.workflow_item is None:
            await self._context.start_workflow(Workflow(type="reasoning", tasks=[]))

    async def extend_summary(self, event: ResponseReasoningSummaryTextDeltaEvent) -> None:
        """Let a summarised thought grow, if it is the first."""
        if self._is_told_by("summary"):
            await self._extend(event.summary_index, event.delta, always=False)

    async def extend_text(self, event: ResponseReasoningTextDeltaEvent) -> None:
        """Let plain reasoning grow."""
        if self._is_told_by("text"):
            await self._extend(event.content_index, event.delta, always=True)

    async def end_summary(self, event: ResponseReasoningSummaryTextDoneEvent) -> None:
        """Settle a summarised thought."""
        if self._is_told_by("summary"):
            await self._finish(event.summary_index, event.text)

    async def end_summary_part(self, event: ResponseReasoningSummaryPartDoneEvent) -> None:
        """Settle a summarised thought where the provider sends only this event."""
        if self._is_told_by("summary"):
            await self._finish(event.summary_index, event.part.text)

    async def end_text(self, event: ResponseReasoningTextDoneEvent) -> None:
        """Settle plain reasoning."""
        if self._is_told_by("text"):
            await self._finish(event.content_index, event.text)

    def _is_told_by(self, kind: Kind) -> bool:
        """Whether this item's thoughts are told by events of that kind: the first kind seen."""
        self._kind = self._kind or kind
        return self._kind == kind

    async def _extend(self, index: int, delta: str, *, always: bool) -> None:
        workflow_item = self._context.workflow_item
        if workflow_item is None:
            return
        workflow = workflow_item.workflow
        thought = self._growing_thought(index)
        if thought is not None:
            thought.text += delta
            task = ThoughtTask(content=thought.text)
            await self._context.update_workflow_task(task, thought.task_index)
        elif workflow.type == "reasoning" and (always or not workflow.tasks):
            self._growing = _Thought(index, workflow_item.id, len(workflow.tasks), delta)
            await self._context.add_workflow_task(ThoughtTask(content=delta))

    async def _finish(self, index: int, text: str) -> None:
        if index in self._finished:
            return
        self._finished.add(index)
        if self._context.workflow_item is None:
            return
        thought = self._growing_thought(index)
        task = ThoughtTask(content=text)
        if thought is None:
            await self._context.add_workflow_task(task)
        else:
            self._growing = None
            await self._context.update_workflow_task(task, thought.task_index)

    def _growing_thought(self, index: int) -> _Thought | None:
        thought, item = self._growing, self._context.workflow_item
        if thought is None or item is None or thought.workflow_id != item.id:
            return None
        # The author may have put something else in its place.
        is_there = item.workflow.tasks[thought.task_index] == ThoughtTask(content=thought.text)
        return thought if is_there and thought.index == index else None
