from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatkit.server.pending import PendingItems
from chatkit.types import (
    Annotation,
    AssistantMessageContent,
    AssistantMessageContentPartAdded,
    AssistantMessageContentPartAnnotationAdded,
    AssistantMessageContentPartDone,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    CustomTask,
    GeneratedImage,
    GeneratedImageItem,
    GeneratedImageUpdated,
    ThreadItemUpdate,
    URLSource,
    WidgetRootUpdated,
    Workflow,
    WorkflowItem,
    WorkflowTaskAdded,
    WorkflowTaskUpdated,
)
from chatkit.widgets import Card
from tests.chatkit.server.servers import NOON, hidden, message, widget


def pending_with(item) -> PendingItems:
    pending = PendingItems()
    pending.add(item)
    return pending


def only(pending: PendingItems):
    [item] = pending
    return item


def text(delta: str, part: int = 0) -> AssistantMessageContentPartTextDelta:
    return AssistantMessageContentPartTextDelta(content_index=part, delta=delta)


def texts(item: AssistantMessageItem) -> list[str]:
    return [part.text for part in item.content]


parts = st.integers(0, 3)
updates = st.lists(
    st.one_of(
        st.builds(text, st.text(max_size=5), parts),
        st.builds(
            lambda part, words: AssistantMessageContentPartAdded(
                content_index=part, content=AssistantMessageContent(text=words)
            ),
            parts,
            st.text(max_size=5),
        ),
        st.builds(
            lambda part, words: AssistantMessageContentPartDone(
                content_index=part, content=AssistantMessageContent(text=words)
            ),
            parts,
            st.text(max_size=5),
        ),
    ),
    max_size=30,
)


def naive(updates: list[ThreadItemUpdate]) -> list[str]:
    found: list[str] = []
    for update in updates:
        while len(found) <= update.content_index:
            found.append("")
        if isinstance(update, AssistantMessageContentPartTextDelta):
            found[update.content_index] += update.delta
        else:
            found[update.content_index] = update.content.text
    return found


@given(updates)
def test_text_is_what_the_updates_add_up_to(updates):
    pending = pending_with(message(text=""))
    for update in updates:
        assert pending.update("a1", update)
    assert texts(only(pending)) == naive(updates)


@given(updates)
def test_extending_is_the_same_as_an_update_with_a_text_delta(updates):
    pending = pending_with(message(text=""))
    for update in updates:
        if isinstance(update, AssistantMessageContentPartTextDelta):
            assert pending.extend("a1", update.content_index, update.delta)
        else:
            assert pending.update("a1", update)
    assert texts(only(pending)) == naive(updates)


def test_extending_is_not_shown_where_the_item_is_hidden():
    pending = pending_with(hidden())
    assert not pending.extend("h1", 0, "SECRET")
    assert pending.extend("another", 0, "public")


def test_text_can_be_read_in_the_middle_and_goes_on():
    pending = pending_with(message(text="Once "))
    pending.update("a1", text("upon"))
    assert texts(only(pending)) == ["Once upon"]
    pending.update("a1", text(" a time"))
    assert texts(only(pending)) == ["Once upon a time"]


def test_citations_are_kept():
    pending = pending_with(message())
    citation = Annotation(source=URLSource(url="https://x.example", title="X"), index=3)
    pending.update(
        "a1",
        AssistantMessageContentPartAnnotationAdded(
            content_index=0, annotation_index=0, annotation=citation
        ),
    )
    assert only(pending).content[0].annotations == [citation]


def test_workflow_tasks_are_added_and_replaced():
    first = CustomTask(title="One")
    workflow = Workflow(type="custom", tasks=[first])
    item = WorkflowItem(id="f1", thread_id="t1", created_at=NOON, workflow=workflow)
    pending = pending_with(item)
    pending.update("f1", WorkflowTaskAdded(task_index=1, task=CustomTask(title="Two")))
    pending.update("f1", WorkflowTaskUpdated(task_index=0, task=CustomTask(title="First")))
    assert [task.title for task in only(pending).workflow.tasks] == ["First", "Two"]
    assert workflow.tasks == [first]


def test_an_update_of_a_task_that_is_not_there_is_refused():
    workflow = Workflow(type="custom", tasks=[CustomTask(title="One")])
    item = WorkflowItem(id="f1", thread_id="t1", created_at=NOON, workflow=workflow)
    with pytest.raises(IndexError):
        pending_with(item).update(
            "f1", WorkflowTaskUpdated(task_index=1, task=CustomTask(title="Lost"))
        )


def test_images_and_widgets_follow_their_updates():
    image = GeneratedImageItem(id="g1", thread_id="t1", created_at=NOON)
    pending = pending_with(image)
    picture = GeneratedImage(id="p1", url="https://img.example/1.png")
    pending.update("g1", GeneratedImageUpdated(image=picture, progress=0.5))
    assert only(pending).image == picture
    pending = pending_with(widget())
    pending.update("w1", WidgetRootUpdated(widget=Card(children=[])))
    assert only(pending).widget == Card(children=[])


def test_an_update_of_another_kind_changes_nothing():
    pending = pending_with(message())
    pending.update("a1", WorkflowTaskAdded(task_index=0, task=CustomTask(title="One")))
    assert only(pending) == message()
    pending = pending_with(widget())
    pending.update("w1", text("words"))
    assert only(pending) == widget()


def test_the_announced_object_is_neither_shared_nor_changed():
    item = message(text="Once")
    pending = pending_with(item)
    item.content[0].text = "Changed later"
    pending.update("a1", text(" upon"))
    assert texts(only(pending)) == ["Once upon"]
    assert item.content[0].text == "Changed later"


def test_dropped_and_unknown_items_are_ignored():
    pending = pending_with(message())
    pending.drop("a1")
    pending.drop("a1")
    assert pending.update("a1", text("late"))
    assert list(pending) == []


def test_updates_of_a_hidden_item_are_not_for_clients():
    pending = pending_with(hidden())
    assert not pending.update("h1", text("words"))
