from __future__ import annotations

from chatkit.agents import ResponseStreamConverter
from tests.chatkit.agents.answering import story
from tests.chatkit.agents.runs import events_of


def begun(call_id="img_1"):
    item = {"type": "image_generation_call", "id": call_id, "result": None}
    return {"type": "response.output_item.added", "item": {**item, "status": "in_progress"}}


def partial(index, call_id="img_1"):
    return {
        "type": "response.image_generation_call.partial_image",
        "item_id": call_id,
        "partial_image_b64": "cGFydA==",
        "partial_image_index": index,
    }


def ended(result, call_id="img_1"):
    item = {"type": "image_generation_call", "id": call_id, "result": result}
    return {"type": "response.output_item.done", "item": {**item, "status": "completed"}}


class Upload(ResponseStreamConverter):
    async def base64_image_to_url(self, image_id, base64_image, partial_image_index=None):
        return f"https://img.example/{image_id}/{partial_image_index}"


async def test_an_image_grows_from_partial_ones(context):
    events = await events_of(
        context,
        begun(),
        partial(0),
        partial(1),
        partial(5),
        ended("ZmluYWw="),
        converter=Upload(partial_images=2),
    )
    assert [event.update.progress for event in events[1:4]] == [0.0, 0.5, 1.0]
    assert events[1].update.image.url == "https://img.example/img_1/0"
    assert events[-1].item.image.url == "https://img.example/img_1/None"
    assert {event.item_id for event in events[1:4]} == {events[0].item.id}
    assert context.generated_image_item is None


async def test_without_an_upload_the_image_is_in_the_url(context):
    events = await events_of(context, begun(), partial(3), ended("ZmluYWw="))
    assert events[1].update.progress == 0.0
    assert events[-1].item.image.url == "data:image/png;base64,ZmluYWw="


async def test_images_made_at_the_same_time_are_not_mixed_up(context):
    events = await events_of(
        context, begun("a"), begun("b"), partial(0, "a"), ended("QQ==", "a"), ended("Qg==", "b")
    )
    first, second = events[0].item.id, events[1].item.id
    assert events[2].item_id == first
    assert [(event.item.id, event.item.image.id) for event in events[3:]] == [
        (first, "a"),
        (second, "b"),
    ]


async def test_an_image_that_came_to_nothing_is_taken_away(context):
    events = await events_of(context, begun(), ended(None))
    assert story(events) == ["added generated_image", "thread.item.removed"]


async def test_images_that_were_never_announced_are_ignored(context):
    assert await events_of(context, partial(0), ended("QQ==")) == []
