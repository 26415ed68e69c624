from __future__ import annotations

import pytest

from chatkit.testing import ScriptedModel
from tests.guides.browser import Browser, browser, kinds, texts, thread_of


async def test_each_kind_of_error_is_told_as_the_table_says(page, caplog):
    client = browser(page.server)

    async def error_for(text: str):
        *_, error = await client.say(text)
        return error["code"], error.get("message"), error["allow_retry"]

    assert await error_for("pears") == ("custom", "We have no pears.", True)
    assert caplog.records == []
    page.stock["apples"] = None
    assert await error_for("apples") == ("stream.error", None, True)
    assert "TypeError" in caplog.text
    page.stock.clear()
    assert await error_for("apples") == ("stream.error", None, False)


async def test_retry_asks_again(page):
    client = browser(page.server)
    events = await client.say("pears")
    [message] = [event["item"] for event in events if event["type"] == "thread.item.done"]
    page.stock["pears"] = 1
    again = await client.post(
        "threads.retry_after_item", thread_id=thread_of(events), item_id=message["id"]
    )
    assert [event["type"] for event in again] == ["stream_options"]
    assert page.stock["pears"] == 0


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("de-CH", "pears haben wir nicht."),
        ("fr;q=0.9, en", "Nous n'avons pas de pears."),
        ("tlh", "We have no pears."),
    ],
)
async def test_messages_are_in_the_users_language(page, header, message):
    events = await Browser(page.app, **{"accept-language": header}).say("pears")
    assert events[-1]["message"] == message


async def test_a_guardrail_takes_the_answer_back(page):
    page.shop.model = ScriptedModel(["Surely: x is 3.", "Two are late."])
    client = browser(page.guarded)
    events = await client.say("Do my homework")
    assert events[-1]["message"] == "I can only talk about orders."
    added = [event["item"]["id"] for event in events if event["type"] == "thread.item.added"]
    removed = [event["item_id"] for event in events if event["type"] == "thread.item.removed"]
    assert removed == added
    stored = await client.post("items.list", thread_id=thread_of(events))
    assert [item["type"] for item in stored["data"]] == ["user_message"]


async def test_what_the_guardrail_lets_through_is_answered(page):
    page.shop.model = ScriptedModel(["Two are late."])
    events = await browser(page.guarded).say("Which orders are late?")
    assert texts(events) == ["Two are late."]
    assert "error" not in kinds(events)
