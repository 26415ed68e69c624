from __future__ import annotations

from agents import RawResponsesStreamEvent

from chatkit.agents import accumulate_text
from chatkit.widgets import Markdown, Text
from tests.chatkit.agents.answering import story
from tests.chatkit.agents.runs import added, delta, done, events_of, message, raw

REFUSAL = {"type": "refusal", "refusal": "No."}


async def test_deltas_of_repeated_ids_belong_to_their_own_messages(context):
    events = await events_of(context, *message("One"), *message("Two"))
    items = [event.item for event in events if event.type == "thread.item.done"]
    assert [item.content[0].text for item in items] == ["One", "Two"]
    deltas = {
        event.update.delta: event.item_id
        for event in events
        if event.type == "thread.item.updated" and hasattr(event.update, "delta")
    }
    assert deltas == {"One": items[0].id, "Two": items[1].id}
    assert items[0].id != items[1].id


async def test_a_message_keeps_the_time_it_began(context):
    began, *_, ended = await events_of(context, *message("One"))
    assert began.item.created_at == ended.item.created_at


async def test_a_refusal_streams_like_text(context):
    here = {"item_id": "m1", "content_index": 0}
    events = await events_of(
        context,
        added(),
        {"type": "response.content_part.added", "part": {**REFUSAL, "refusal": ""}, **here},
        {"type": "response.refusal.delta", "delta": "No.", **here},
        {"type": "response.refusal.done", "refusal": "No.", **here},
        done("m1", REFUSAL),
    )
    assert story(events) == [
        "added assistant_message",
        "added",
        "text_delta No.",
        "done",
        "done assistant_message",
    ]
    assert events[-1].item.content[0].text == "No."


async def test_parts_of_other_kinds_are_not_shown(context):
    part = {"type": "reasoning_text", "text": "hm"}
    step = {"type": "response.content_part.added", "part": part, "item_id": "m1"}
    events = await events_of(context, added(), {**step, "content_index": 0})
    assert story(events) == ["added assistant_message"]


async def states(base, *steps):
    async def events():
        for step in steps:
            yield step if isinstance(step, RawResponsesStreamEvent) else raw(step)

    return [state async for state in accumulate_text(events(), base)]


async def test_a_widget_follows_the_text_and_leaves_the_first_one_alone():
    base = Markdown(id="m", value="", streaming=True)
    seen = await states(base, added(), delta("One"), delta(" two"))
    assert [(state.value, state.streaming) for state in seen] == [
        ("", True),
        ("One", True),
        ("One two", True),
        ("One two", False),
    ]
    assert base.value == ""


async def test_a_widget_without_text_ends_as_well():
    [first, last] = await states(Text(id="t", value="…"))
    assert (first.value, first.streaming) == ("…", None)
    assert last.streaming is False
