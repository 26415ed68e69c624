from __future__ import annotations

from collections.abc import AsyncGenerator
from typing import Any

import pytest

from chatkit.types import ThreadMetadata, ThreadStreamEvent, WidgetRoot
from chatkit.types.clock import now
from chatkit.widgets import Badge, Card, DynamicWidgetRoot, Text
from chatkit.widgets.stream import stream_widget

THREAD = ThreadMetadata(id="t", created_at=now())


async def states(*widgets: WidgetRoot) -> AsyncGenerator[WidgetRoot, None]:
    for widget in widgets:
        yield widget


async def streamed(widget: Any, **options: Any) -> list[ThreadStreamEvent]:
    return [event async for event in stream_widget(THREAD, widget, **options)]


def text(value: str) -> Card:
    return Card(children=[Text(id="t", value=value, streaming=True)])


async def test_a_finished_widget_is_one_event():
    [event] = await streamed(text("Hi"), copy_text="Hi", generate_id=lambda kind: f"{kind}_1")
    assert (event.type, event.item.id, event.item.copy_text) == (
        "thread.item.done",
        "message_1",
        "Hi",
    )
    assert event.item.thread_id == "t"
    assert event.item.widget == text("Hi")


async def test_a_growing_widget_is_added_updated_and_done():
    events = await streamed(states(text(""), text("a"), text("a"), text("ab")))
    assert [event.type for event in events] == [
        "thread.item.added",
        "thread.item.updated",
        "thread.item.updated",
        "thread.item.done",
    ]
    assert [event.update.delta for event in events[1:3]] == ["a", "b"]
    assert events[-1].item.widget == text("ab")
    assert len({event.item.id for event in (events[0], events[-1])} | {events[1].item_id}) == 1


async def test_a_changed_widget_is_sent_whole():
    events = await streamed(states(text(""), Card(children=[Badge(label="Ready")])))
    assert events[1].update.widget == Card(children=[Badge(label="Ready")])


async def test_with_component_updates_only_the_changed_component_is_sent():
    def card(label: str) -> Card:
        return Card(children=[Text(value="Order 7"), Badge(id="state", label=label)])

    events = await streamed(states(card("new"), card("late")), component_updates=True)
    update = events[1].update
    assert (update.type, update.component_id) == ("widget.component.updated", "state")
    assert update.component == Badge(id="state", label="late")


async def test_one_object_changed_in_place_is_followed():
    async def growing() -> AsyncGenerator[WidgetRoot, None]:
        card = text("")
        yield card
        card.children[0].value += "a"
        yield card
        card.children[0].value += "b"
        yield card

    events = await streamed(growing())
    assert events[0].item.widget == text("")
    assert [event.update.delta for event in events[1:3]] == ["a", "b"]


async def test_events_keep_what_they_were_sent_with():
    card = DynamicWidgetRoot.model_validate({"type": "Card", "rows": [1]})
    [event] = await streamed(card)
    card.rows.append(2)
    assert event.item.widget.rows == [1]


async def test_text_may_begin_to_say_whether_it_streams():
    silent = Card(children=[Text(id="t", value="a")])
    events = await streamed(states(silent, text("ab"), text("abc"), silent))
    assert [event.type for event in events] == [
        "thread.item.added",
        *["thread.item.updated"] * 3,
        "thread.item.done",
    ]


async def test_a_generator_without_states_adds_nothing():
    assert await streamed(states()) == []


async def test_a_generator_that_fails_passes_its_error_on():
    async def failing() -> AsyncGenerator[WidgetRoot, None]:
        yield text("")
        raise RuntimeError("no data")

    stream = stream_widget(THREAD, failing())
    assert (await anext(stream)).type == "thread.item.added"
    with pytest.raises(RuntimeError, match="no data"):
        await anext(stream)


async def test_a_stream_that_is_given_up_closes_the_generator():
    closed = False

    async def endless() -> AsyncGenerator[WidgetRoot, None]:
        nonlocal closed
        try:
            while True:
                yield text("")
        finally:
            closed = True

    stream = stream_widget(THREAD, endless())
    await anext(stream)
    await stream.aclose()
    assert closed
