from __future__ import annotations

import base64
from typing import Any

from agents import Model
from openai.types.responses import ResponseStreamEvent
from pydantic import TypeAdapter

from tests.guides.browser import browser, done, kinds, updates

PNG = base64.b64encode(b"a picture").decode()
_EVENT: TypeAdapter[ResponseStreamEvent] = TypeAdapter(ResponseStreamEvent)


class Streams(Model):
    """A model that streams the given output items with the events that come with them."""

    def __init__(self, *steps: dict[str, Any]) -> None:
        self.steps = steps

    async def get_response(self, *args, **kwargs):
        raise NotImplementedError

    async def stream_response(self, *args, **kwargs):
        finished = [step["item"] for step in self.steps if step["type"].endswith("item.done")]
        response = {
            "id": "resp_1",
            "created_at": 0,
            "model": "test",
            "object": "response",
            "output": finished,
            "parallel_tool_calls": True,
            "tool_choice": "auto",
            "tools": [],
        }
        for step in (*self.steps, {"type": "response.completed", "response": response}):
            numbered = {"sequence_number": 0, "output_index": 0, **step}
            yield _EVENT.validate_python(numbered)


def painting() -> list[dict[str, Any]]:
    call = {"type": "image_generation_call", "id": "ig_1", "status": "in_progress"}
    partial = {"type": "response.image_generation_call.partial_image", "item_id": "ig_1"}
    return [
        {"type": "response.output_item.added", "item": call},
        {**partial, "partial_image_index": 0, "partial_image_b64": PNG},
        {**partial, "partial_image_index": 1, "partial_image_b64": PNG},
        {
            "type": "response.output_item.done",
            "item": {**call, "status": "completed", "result": PNG},
        },
    ]


def saying(*urls: str) -> list[dict[str, Any]]:
    citations = [
        {"type": "url_citation", "url": url, "title": "T", "start_index": 0, "end_index": 4}
        for url in urls
    ]
    message = {"type": "message", "id": "msg_1", "role": "assistant", "status": "completed"}
    here = {"item_id": "msg_1", "content_index": 0}
    empty = {"type": "output_text", "text": "", "annotations": []}
    added = [
        {
            "type": "response.output_text.annotation.added",
            "annotation_index": place,
            "annotation": citation,
            **here,
        }
        for place, citation in enumerate(citations)
    ]
    text = {"type": "output_text", "text": "Read", "annotations": citations}
    return [
        {"type": "response.output_item.added", "item": {**message, "content": []}},
        {"type": "response.content_part.added", "part": empty, **here},
        {"type": "response.output_text.delta", "delta": "Read", "logprobs": [], **here},
        *added,
        {"type": "response.output_item.done", "item": {**message, "content": [text]}},
    ]


async def test_an_image_is_shown_while_it_is_painted(page):
    page.painter.model = Streams(*painting(), *saying())
    events = await browser(page.server).say("A cat")
    assert kinds(events)[:4] == [
        "thread.item.added",
        "thread.item.updated",
        "thread.item.updated",
        "thread.item.done",
    ]
    assert [update["progress"] for update in updates(events)[:2]] == [0, 0.5]
    [item] = done(events, "generated_image")
    assert item["image"]["url"] == "https://pictures.example.com/ig_1.png"
    assert sorted(path.name for path in page.PICTURES.iterdir()) == [
        "ig_1-0.png",
        "ig_1-1.png",
        "ig_1.png",
    ]
    assert (page.PICTURES / "ig_1.png").read_bytes() == b"a picture"


async def test_the_agent_gets_the_picture_back(page):
    page.painter.model = Streams(*painting(), *saying())
    await browser(page.server).say("A cat")
    [thread] = (await page.server.store.load_threads(1, None, "asc", None)).data
    items = await page.server.store.load_thread_items(thread.id, None, 9, "asc", None)
    [_, entry, _] = await page.PictureReader().to_agent_input(items.data)
    assert entry["content"][0]["image_url"] == f"data:image/png;base64,{PNG}"


async def test_only_our_own_pages_are_cited(page):
    ours = "https://docs.example.com/late"
    page.painter.model = Streams(*saying("https://elsewhere.example.com/", ours))
    events = await browser(page.citing).say("Where?")
    [live] = [update["annotation"] for update in updates(events) if "annotation" in update]
    [message] = done(events, "assistant_message")
    assert message["content"][0]["annotations"] == [live]
    assert (live["source"]["url"], live["source"]["attribution"]) == (ours, "Our handbook")
