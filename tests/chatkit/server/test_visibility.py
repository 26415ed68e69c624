from __future__ import annotations

import pytest

from chatkit.server.visibility import (
    is_hidden,
    visible_event,
    visible_items,
    visible_response,
    visible_thread,
    visible_threads,
)
from chatkit.types import (
    Page,
    ProgressUpdateEvent,
    SDKHiddenContextItem,
    SyncCustomActionResponse,
    Thread,
    ThreadCreatedEvent,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemReplacedEvent,
    ThreadUpdatedEvent,
)
from tests.chatkit.server.servers import NOON, hidden, message, thread


def test_both_kinds_of_hidden_items_are_hidden():
    note = SDKHiddenContextItem(id="n1", thread_id="t1", created_at=NOON, content="note")
    assert is_hidden(hidden())
    assert is_hidden(note)
    assert not is_hidden(message())


def test_a_page_loses_its_hidden_items_and_keeps_its_cursor():
    page = Page(data=[message("a1"), hidden("h1")], has_more=True, after="h1")
    shown = visible_items(page)
    assert [item.id for item in shown.data] == ["a1"]
    assert (shown.has_more, shown.after) == (True, "h1")
    assert [item.id for item in page.data] == ["a1", "h1"]


def test_a_thread_is_shown_without_metadata_and_hidden_items():
    private = thread(title="Trip", metadata={"key": "SECRET"}, allowed_image_domains=["x.example"])
    shown = visible_thread(private, Page(data=[hidden(), message()]))
    assert (shown.title, shown.metadata, shown.allowed_image_domains) == ("Trip", {}, ["x.example"])
    assert [item.id for item in shown.items.data] == ["a1"]
    assert private.metadata == {"key": "SECRET"}


def test_a_page_of_threads_shows_none_of_their_items():
    page = Page(data=[thread("t1"), thread("t2")], has_more=True, after="t2")
    shown = visible_threads(page)
    assert [(entry.id, entry.items.data) for entry in shown.data] == [("t1", []), ("t2", [])]
    assert (shown.has_more, shown.after) == (True, "t2")


@pytest.mark.parametrize(
    "kind", [ThreadItemAddedEvent, ThreadItemDoneEvent, ThreadItemReplacedEvent]
)
def test_events_about_hidden_items_are_not_shown(kind):
    assert visible_event(kind(item=hidden())) is None
    event = kind(item=message())
    assert visible_event(event) is event


@pytest.mark.parametrize("kind", [ThreadCreatedEvent, ThreadUpdatedEvent])
def test_thread_events_are_shown_without_their_hidden_items(kind):
    items = Page(data=[hidden(), message()])
    event = kind(thread=Thread(**thread().model_dump(), items=items))
    shown = visible_event(event)
    assert [item.id for item in shown.thread.items.data] == ["a1"]
    assert [item.id for item in event.thread.items.data] == ["h1", "a1"]
    assert visible_event(shown) is shown


def test_other_events_are_shown_as_they_are():
    event = ProgressUpdateEvent(text="Looking")
    assert visible_event(event) is event


def test_an_action_cannot_answer_with_a_hidden_item():
    assert visible_response(SyncCustomActionResponse(updated_item=hidden())).updated_item is None
    shown = SyncCustomActionResponse(updated_item=message())
    assert visible_response(shown) is shown
