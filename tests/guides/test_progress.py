from __future__ import annotations

from chatkit.testing import Call, ScriptedModel
from tests.guides.browser import browser, done, kinds, texts, thread_of, updates


async def test_a_plain_tool_reports_progress_before_the_answer(page):
    page.shop.model = ScriptedModel([Call("count_orders", {"customer": "Ada"}), "Three."])
    events = await browser(page.server).say("How many?")
    [progress] = [event for event in events if event["type"] == "progress_update"]
    assert (progress["text"], progress["icon"]) == ("Counting the orders of Ada", "search")
    assert events.index(progress) < len(events) - 1
    assert texts(events) == ["Three."]


async def test_a_tool_has_an_effect_on_the_page_and_leaves_a_notice(page):
    page.shop.model = ScriptedModel([Call("open_order", {"order_id": "7"}), "Done."])
    client = browser(page.server)
    events = await client.say("Open order 7")
    effect, notice = kinds(events)[:2]
    assert (effect, notice) == ("client_effect", "notice")
    [effect] = [event for event in events if event["type"] == "client_effect"]
    assert (effect["name"], effect["data"]) == ("open_order", {"order_id": "7"})
    stored = await client.post("items.list", thread_id=thread_of(events), order="asc")
    assert [item["type"] for item in stored["data"]] == ["user_message", "assistant_message"]


async def test_a_tool_shows_its_steps(page):
    page.shop.model = ScriptedModel([Call("compare_prices", {"product": "apples"}), "Ours."])
    client = browser(page.server)
    events = await client.say("Compare")
    assert [update["type"] for update in updates(events)][:2] == [
        "workflow.task.updated",
        "workflow.task.added",
    ]
    [workflow] = done(events, "workflow")
    assert workflow["workflow"]["summary"]["title"] == "Compared 2 prices"
    first, second = workflow["workflow"]["tasks"]
    assert (first["status_indicator"], first["content"]) == ("complete", "7 €")
    assert second["sources"][0]["url"] == "https://example.com/apples"
    stored = await client.post("items.list", thread_id=thread_of(events), order="asc")
    assert stored["data"][1] == workflow


async def test_a_workflow_that_is_left_open_is_closed_by_the_message(page, monkeypatch):
    ending = page.AgentContext.end_workflow

    async def end(chat, summary=None, expanded=False):
        if summary is None:  # not the tool's own call, which names one
            await ending(chat)

    monkeypatch.setattr(page.AgentContext, "end_workflow", end)
    page.shop.model = ScriptedModel([Call("compare_prices", {"product": "apples"}), "Ours."])
    events = await browser(page.server).say("Compare")
    [workflow] = done(events, "workflow")
    assert isinstance(workflow["workflow"]["summary"]["duration"], int)


async def test_respond_shows_progress_steps_effects_and_notices(page):
    events = await browser(page.steps).say("Go")
    assert kinds(events) == [
        "progress_update",
        "thread.item.added",
        "thread.item.updated",
        "thread.item.done",
        "client_effect",
        "notice",
    ]
    [added] = [event for event in events if event["type"] == "thread.item.added"]
    assert len(added["item"]["workflow"]["tasks"]) == 1
    assert len(done(events, "workflow")[0]["workflow"]["tasks"]) == 2
    assert events[-1]["level"] == "warning"
