"""Turning what a responder gives into events."""

from __future__ import annotations

from datetime import datetime, timezone
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageItem,
    NoticeEvent,
    ProgressUpdateEvent,
    ThreadItemDoneEvent,
    ThreadMetadata,
)
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.responder.replies import to_events

OTHER = ThreadItemDoneEvent(
    item=AssistantMessageItem(
        id="other",
        thread_id="t",
        created_at=datetime.now(timezone.utc),
        content=[AssistantMessageContent(text="by hand", annotations=[])],
    )
)

THREAD = ThreadMetadata(id="t", created_at=datetime.now(timezone.utc))


async def events_of(*outputs):
    async def responder():
        for output in outputs:
            yield output

    ids = count(1)
    return [e async for e in to_events(responder(), THREAD, lambda: f"m{next(ids)}")]


def kinds(events):
    return [getattr(e, "update", e).type for e in events]


def stored(events):
    return {e.item.id: e.item.content[0].text for e in events if isinstance(e, ThreadItemDoneEvent)}


async def test_text_is_one_message_that_streams_as_it_comes():
    events = await events_of("Hel", "lo")
    assert kinds(events) == [
        "thread.item.added",
        "assistant_message.content_part.added",
        "assistant_message.content_part.text_delta",
        "assistant_message.content_part.text_delta",
        "assistant_message.content_part.done",
        "thread.item.done",
    ]
    assert [e.update.delta for e in events[2:4]] == ["Hel", "lo"]
    assert stored(events) == {"m1": "Hello"}


async def test_an_event_about_another_item_ends_the_message_and_later_text_begins_a_new_one():
    events = await events_of("before", OTHER, "after")
    assert stored(events) == {"m1": "before", "other": "by hand", "m2": "after"}
    assert events.index(OTHER) == kinds(events).index("thread.item.done") + 1


@pytest.mark.parametrize(
    "aside", [ProgressUpdateEvent(text="…"), NoticeEvent(level="info", message="n")]
)
async def test_an_event_beside_the_items_does_not_end_the_message(aside):
    events = await events_of("be", aside, "fore")
    assert stored(events) == {"m1": "before"}
    assert aside in events


async def test_no_text_is_no_message():
    assert await events_of("", "") == []


@pytest.mark.parametrize("output", [5, b"bytes", ["text"], {"text": "x"}])
async def test_anything_else_is_refused_by_name(output):
    with pytest.raises(HandlerError, match=f"type {type(output).__name__}; a chat can send text"):
        await events_of("fine", output)


@given(st.lists(st.text()))
async def test_the_stored_message_is_what_the_deltas_add_up_to(texts):
    events = await events_of(*texts)
    deltas = [e.update.delta for e in events if "text_delta" in kinds([e])[0]]
    whole = "".join(texts)
    assert "".join(deltas) == whole
    assert stored(events) == ({"m1": whole} if whole else {})
