from __future__ import annotations

from datetime import timedelta

import pytest

from chatkit.agents import AgentContext
from chatkit.store import InMemoryStore
from chatkit.types import (
    ClientToolCallItem,
    CustomSummary,
    CustomTask,
    DurationSummary,
    HiddenContextItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadMetadata,
    Workflow,
)
from chatkit.types.clock import now
from chatkit.widgets import Card, Text
from tests.chatkit.agents.answering import story


def task(title: str) -> CustomTask:
    return CustomTask(title=title)


def told(context):
    return story(context.outbox)


async def test_a_typed_context_keeps_the_callers_own_objects():
    request_context = {"user": "ann"}
    store = InMemoryStore()
    thread = ThreadMetadata(id="t1", created_at=now())
    context = AgentContext[dict](thread=thread, store=store, request_context=request_context)
    assert context.request_context is request_context
    assert context.store is store
    assert context.thread is thread


async def test_an_application_may_add_fields_of_its_own():
    class Shop(AgentContext[dict]):
        cart: list[str]

    thread = ThreadMetadata(id="t1", created_at=now())
    shop = Shop(thread=thread, store=InMemoryStore(), request_context={}, cart=["a"])
    shop.progress("Counting")
    assert (shop.cart, told(shop)) == (["a"], ["progress Counting"])


async def test_ids_come_from_the_store(context):
    assert context.generate_id("workflow") != context.generate_id("workflow")


async def test_a_custom_workflow_is_shown_with_its_first_task(context):
    await context.start_workflow(Workflow(type="custom", tasks=[]))
    assert told(context) == []
    await context.add_workflow_task(task("Fetch"))
    await context.add_workflow_task(task("Count"))
    assert told(context) == ["added workflow", "added Count"]
    [announced, _] = context.outbox
    assert [task.title for task in announced.item.workflow.tasks] == ["Fetch"]


async def test_a_task_without_a_workflow_opens_one(context):
    await context.add_workflow_task(task("Fetch"))
    assert context.workflow_item.workflow.type == "custom"
    assert told(context) == ["added workflow"]


async def test_equal_tasks_keep_their_own_places(context):
    await context.start_workflow(Workflow(type="custom", tasks=[task("Same")]))
    await context.add_workflow_task(task("Same"))
    await context.update_workflow_task(task("Changed"), 1)
    indices = [event.update.task_index for event in list(context.outbox)[1:]]
    assert indices == [1, 1]
    titles = [task.title for task in context.workflow_item.workflow.tasks]
    assert titles == ["Same", "Changed"]


async def test_what_was_sent_does_not_change_afterwards(context):
    mine = task("Mine")
    workflow = Workflow(type="custom", tasks=[mine])
    await context.start_workflow(workflow)
    await context.add_workflow_task(task("Second"))
    mine.title = "Changed by the caller"
    await context.end_workflow(CustomSummary(title="Finished"))
    [announced, added, ended] = context.outbox
    assert [task.title for task in announced.item.workflow.tasks] == ["Mine"]
    assert announced.item.workflow.summary is None
    assert added.update.task.title == "Second"
    assert ended.item.workflow.summary.title == "Finished"
    assert workflow.tasks == [mine]


async def test_a_second_workflow_ends_the_first(context):
    await context.start_workflow(Workflow(type="custom", tasks=[task("One")]))
    await context.start_workflow(Workflow(type="custom", tasks=[task("Two")]))
    assert told(context) == ["added workflow", "done workflow", "added workflow"]


async def test_a_workflow_nobody_has_seen_is_replaced_silently(context):
    await context.start_workflow(Workflow(type="custom", tasks=[]))
    await context.start_workflow(Workflow(type="custom", tasks=[task("Two")]))
    assert told(context) == ["added workflow"]


async def test_an_ended_workflow_tells_how_long_it_took(context):
    await context.start_workflow(Workflow(type="reasoning", tasks=[]))
    context.workflow_item.created_at = now() - timedelta(seconds=90)
    await context.end_workflow(expanded=True)
    workflow = context.outbox[-1].item.workflow
    assert workflow.summary == DurationSummary(duration=90)
    assert workflow.expanded


async def test_ending_keeps_the_summary_the_workflow_was_started_with(context):
    summary = CustomSummary(title="Preset")
    await context.start_workflow(Workflow(type="custom", tasks=[task("T")], summary=summary))
    await context.end_workflow()
    assert context.outbox[-1].item.workflow.summary == summary


async def test_ending_nothing_does_nothing(context):
    await context.end_workflow()
    assert told(context) == []


async def test_updating_needs_a_workflow(context):
    with pytest.raises(ValueError, match="start_workflow"):
        await context.update_workflow_task(task("T"), 0)


async def test_updating_needs_the_task(context):
    await context.add_workflow_task(task("T"))
    with pytest.raises(IndexError):
        await context.update_workflow_task(task("T"), 1)


async def test_a_widget_is_an_item_of_its_own(context):
    await context.stream_widget(Card(children=[Text(value="Hi")]), copy_text="Hi")
    [event] = context.outbox
    assert event.type == "thread.item.done"
    assert event.item.copy_text == "Hi"


async def test_a_widget_may_arrive_in_states(context):
    async def states():
        yield Card(children=[Text(id="t", value="")])
        yield Card(children=[Text(id="t", value="Hi")])

    await context.stream_widget(states())
    assert [event.type for event in context.outbox] == [
        "thread.item.added",
        "thread.item.updated",
        "thread.item.done",
    ]


async def test_the_next_item_closes_the_workflow(context):
    await context.add_workflow_task(task("Fetch"))
    context.progress("Counting")
    await context.stream_widget(Card(children=[Text(value="Shown")]))
    assert told(context) == [
        "added workflow",
        "progress Counting",
        "done workflow",
        "done widget",
    ]
    assert context.workflow_item is None


async def test_its_own_events_and_items_nobody_sees_leave_the_workflow_open(context):
    await context.add_workflow_task(task("Fetch"))
    item = context.workflow_item
    await context.stream(ThreadItemAddedEvent(item=item))
    call = ClientToolCallItem(
        id="c1", thread_id="t1", created_at=now(), call_id="c1", name="pick", arguments={}
    )
    await context.stream(ThreadItemAddedEvent(item=call))
    note = HiddenContextItem(id="h1", thread_id="t1", created_at=now(), content="Note")
    await context.stream(ThreadItemDoneEvent(item=note))
    assert context.workflow_item is item


async def test_short_forms_need_not_be_awaited(context):
    context.progress("Counting", icon="search")
    await context.effect("open_file", {"path": "a.csv"})
    context.effect("beep")
    await context.notice("**Careful**", level="warning", title="Note")
    progress, effect, beep, notice = context.outbox
    assert (progress.type, progress.text, progress.icon) == (
        "progress_update",
        "Counting",
        "search",
    )
    assert (effect.type, effect.name, effect.data) == (
        "client_effect",
        "open_file",
        {"path": "a.csv"},
    )
    assert beep.data == {}
    assert (notice.type, notice.level, notice.message, notice.title) == (
        "notice",
        "warning",
        "**Careful**",
        "Note",
    )
