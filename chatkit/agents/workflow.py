"""What a workflow item goes through, apart from where it is sent."""

from __future__ import annotations

from chatkit.types import CustomSummary, DurationSummary, Workflow, WorkflowItem
from chatkit.types.clock import as_utc, now


def is_shown(workflow: Workflow) -> bool:
    """Whether the client knows of the workflow: a custom one waits for its first task."""
    return workflow.type == "reasoning" or bool(workflow.tasks)


def ended(
    item: WorkflowItem, summary: CustomSummary | DurationSummary | None, expanded: bool
) -> WorkflowItem:
    """Return the finished form of a workflow item.

    Args:
        item: The open workflow.
        summary: What stands in its place; by default the one it has, or else its duration.
        expanded: Whether its tasks stay in view.
    """
    workflow = item.workflow.model_copy(deep=True)
    workflow.summary = summary or workflow.summary or DurationSummary(duration=_age(item))
    workflow.expanded = expanded
    return item.model_copy(update={"workflow": workflow})


def _age(item: WorkflowItem) -> int:
    """Whole seconds since the item was created."""
    return max(0, int((now() - as_utc(item.created_at)).total_seconds()))
