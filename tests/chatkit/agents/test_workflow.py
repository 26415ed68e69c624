from __future__ import annotations

from datetime import timedelta, timezone

from chatkit.agents.workflow import ended, is_shown
from chatkit.types import CustomSummary, CustomTask, DurationSummary, Workflow, WorkflowItem
from chatkit.types.clock import now


def item(**fields) -> WorkflowItem:
    workflow = Workflow(type="custom", tasks=[CustomTask(title="T")], **fields)
    created_at = now() - timedelta(seconds=3.9)
    return WorkflowItem(id="w", thread_id="t", created_at=created_at, workflow=workflow)


def test_a_custom_workflow_is_shown_from_its_first_task_on():
    assert not is_shown(Workflow(type="custom", tasks=[]))
    assert is_shown(item().workflow)
    assert is_shown(Workflow(type="reasoning", tasks=[]))


def test_its_summary_is_the_given_one_else_its_own_else_its_duration():
    own, given = CustomSummary(title="Own"), CustomSummary(title="Given")
    assert ended(item(summary=own), given, False).workflow.summary == given
    assert ended(item(summary=own), None, False).workflow.summary == own
    assert ended(item(), None, False).workflow.summary == DurationSummary(duration=3)


def test_its_duration_counts_from_a_time_in_any_zone():
    began = item().created_at
    for time in (began.replace(tzinfo=None), began.astimezone(timezone(timedelta(hours=5)))):
        workflow = item().model_copy(update={"created_at": time})
        assert ended(workflow, None, False).workflow.summary == DurationSummary(duration=3)


def test_the_open_form_is_left_alone():
    before = item()
    after = ended(before, None, True)
    after.workflow.tasks.clear()
    assert before.workflow.summary is None
    assert not before.workflow.expanded
    assert len(before.workflow.tasks) == 1


def test_a_clock_that_was_set_back_gives_no_negative_duration():
    ahead = item().model_copy(update={"created_at": now() + timedelta(hours=1)})
    assert ended(ahead, None, False).workflow.summary == DurationSummary(duration=0)
