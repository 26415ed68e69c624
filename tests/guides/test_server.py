from __future__ import annotations

import asyncio
import json

import httpx
import pytest

from tests.guides.browser import Browser, browser, kinds, served, texts, thread_of, updates


async def test_fastapi_streams_an_answer_and_keeps_it(page):
    ada = Browser(page.app, **{"x-user": "ada"})
    events = await ada.say("Hello")
    assert [event["type"] for event in events] == [
        "thread.created",
        "thread.item.done",
        "stream_options",
        "thread.item.done",
    ]
    assert texts(events) == ["You said: Hello"]
    items = await ada.post("items.list", thread_id=thread_of(events), order="asc")
    assert [item["type"] for item in items["data"]] == ["user_message", "assistant_message"]


async def test_users_do_not_see_each_others_threads(page):
    events = await Browser(page.app, **{"x-user": "ada"}).say("Hello")
    other = Browser(page.app, **{"x-user": "bob"})
    assert (await other.post("threads.list"))["data"] == []
    with pytest.raises(httpx.HTTPStatusError, match="404"):
        await other.post("threads.get_by_id", thread_id=thread_of(events))


async def test_a_malformed_request_is_refused(page):
    with pytest.raises(httpx.HTTPStatusError, match="400"):
        await Browser(page.app).post("threads.guess")


async def test_text_grows_word_by_word(page):
    events = await browser(page.spelling, page.Caller("ada")).say("Hello there")
    assert kinds(events) == [
        "thread.item.added",
        *["thread.item.updated"] * 5,
        "thread.item.done",
    ]
    assert [update.get("delta") for update in updates(events)][1:] == [
        "You ",
        "said: ",
        "Hello ",
        "there ",
    ]


@pytest.fixture
async def url(page):
    """The page's application, served over a real connection."""
    async with served(page.app) as address:
        yield f"{address}/chatkit"


def slow(page, goes_on: asyncio.Event) -> None:
    """Let the page's server wait in the middle of its answer."""

    class Slow(page.SpellingServer):
        async def respond(self, thread, input_user_message, context):
            events = super().respond(thread, input_user_message, context)
            async for event in events:
                yield event
                if getattr(getattr(event, "update", None), "delta", None) == "said: ":
                    await goes_on.wait()

    page.server.__class__ = Slow


async def read(url: str, until: str, then) -> list[str]:
    """Send "Hi", call `then` at the first frame that holds a text, and return all frames' types."""
    content = [{"type": "input_text", "text": "Hi"}]
    message = {"content": content, "attachments": [], "inference_options": {}}
    request = {"type": "threads.create", "params": {"input": message}}
    seen = []
    async with httpx.AsyncClient() as http, http.stream("POST", url, json=request) as answer:
        async for line in answer.aiter_lines():
            if line:
                seen.append(json.loads(line.removeprefix("data: "))["type"])
            if until in line and then():
                break
    return seen


async def test_over_a_real_connection_frames_come_as_they_are_made(page, url):
    goes_on = asyncio.Event()
    slow(page, goes_on)
    seen = await read(url, "said: ", goes_on.set)
    assert seen[-1] == "thread.item.done"


async def test_closing_the_connection_keeps_what_was_written(page, url):
    slow(page, asyncio.Event())
    await read(url, "said: ", lambda: True)
    anyone = page.Caller("anonymous")
    items = []
    while len(items) < 3:
        await asyncio.sleep(0.01)
        [thread] = (await page.server.store.load_threads(1, None, "asc", anyone)).data
        items = (await page.server.store.load_thread_items(thread.id, None, 9, "asc", anyone)).data
    assert items[1].content[0].text == "You said: "
    assert items[2].type == "sdk_hidden_context"
