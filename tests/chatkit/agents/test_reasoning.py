from __future__ import annotations

from chatkit.types import CustomTask, Workflow
from tests.chatkit.agents.answering import story
from tests.chatkit.agents.runs import events_of, message

R = "response.reasoning_"


def begun(item_id="r1"):
    item = {"type": "reasoning", "id": item_id, "summary": []}
    return {"type": "response.output_item.added", "item": item}


def grows(text, index=0):
    return {
        "type": f"{R}summary_text.delta",
        "item_id": "r1",
        "summary_index": index,
        "delta": text,
    }


def settled(text, index=0):
    return {"type": f"{R}summary_text.done", "item_id": "r1", "summary_index": index, "text": text}


def part_settled(text, index=0):
    part = {"type": "summary_text", "text": text}
    place = {"item_id": "r1", "summary_index": index}
    return {"type": f"{R}summary_part.done", "part": part, **place}


def plain(text, kind="delta"):
    field = {"delta": text} if kind == "delta" else {"text": text}
    return {"type": f"{R}text.{kind}", "item_id": "r1", "content_index": 0, **field}


def thoughts(event):
    return [task.content for task in event.item.workflow.tasks]


async def test_a_thought_does_not_overwrite_what_the_author_put_in_its_place(context):
    async def replace():
        await context.update_workflow_task(CustomTask(title="Mine"), 0)

    events = await events_of(context, begun(), grows("Let"), replace, settled("Let me."))
    assert story(events) == [
        "added workflow",
        "added Let",
        "updated Mine",
        "added Let me.",
    ]


async def test_a_thought_that_nobody_could_see_settle_does_not_come_back(context):
    async def close():
        await context.end_workflow()

    async def open_another():
        await context.add_workflow_task(CustomTask(title="Mine"))

    steps = [begun(), close, settled("Lost."), open_another, part_settled("Lost.")]
    assert story(await events_of(context, *steps))[-1] == "added workflow"


async def test_the_first_thought_grows_and_later_ones_come_whole(context):
    events = await events_of(
        context,
        begun(),
        grows("Let"),
        grows(" me"),
        settled("Let me."),
        grows("Then", 1),
        settled("Then.", 1),
        *message("42"),
    )
    assert story(events)[:6] == [
        "added workflow",
        "added Let",
        "updated Let me",
        "updated Let me.",
        "added Then.",
        "done workflow",
    ]
    assert thoughts(events[5]) == ["Let me.", "Then."]


async def test_a_thought_is_told_once_though_its_part_ends_too(context):
    events = await events_of(context, begun(), settled("A."), part_settled("A."), *message("42"))
    assert story(events)[:3] == ["added workflow", "added A.", "done workflow"]


async def test_thoughts_whose_text_never_ends_are_told_by_their_part(context):
    events = await events_of(
        context, begun(), grows("A"), part_settled("A."), begun(), grows("B"), part_settled("B.")
    )
    assert story(events) == ["added workflow", "added A", "updated A.", "added B."]


async def test_plain_reasoning_grows_every_time(context):
    events = await events_of(
        context,
        begun(),
        plain("One"),
        plain("One", "done"),
        begun("r2"),
        plain("Tw"),
        plain("o"),
        *message("42"),
    )
    assert story(events)[:6] == [
        "added workflow",
        "added One",
        "updated One",
        "added Tw",
        "updated Two",
        "done workflow",
    ]


async def test_plain_reasoning_is_left_out_where_there_is_a_summary(context):
    events = await events_of(
        context, begun(), grows("Sum"), plain("plain"), settled("Sum."), plain("plain", "done")
    )
    assert story(events) == ["added workflow", "added Sum", "updated Sum."]


async def test_a_summary_is_left_out_where_there_is_plain_reasoning(context):
    events = await events_of(
        context,
        begun(),
        plain("Pla"),
        grows("sum"),
        settled("sum"),
        part_settled("sum"),
        plain("in"),
    )
    assert story(events) == ["added workflow", "added Pla", "updated Plain"]


async def test_thoughts_join_a_workflow_that_is_open(context):
    await context.start_workflow(Workflow(type="custom", tasks=[{"type": "custom", "title": "T"}]))
    events = await events_of(context, begun(), grows("A"), settled("A."), *message("42"))
    assert story(events)[:3] == ["added workflow", "added A.", "done workflow"]


async def test_thoughts_after_the_workflow_ended_are_left_out(context):
    events = await events_of(
        context, begun(), grows("A"), context.end_workflow, grows("B"), settled("AB")
    )
    assert story(events) == ["added workflow", "added A", "done workflow"]


async def test_a_thought_does_not_grow_in_another_workflow(context):
    async def begin_another():
        await context.start_workflow(Workflow(type="reasoning", tasks=[]))

    events = await events_of(context, begun(), grows("A"), begin_another, grows("B"))
    assert story(events)[2:] == ["done workflow", "added workflow", "added B"]
