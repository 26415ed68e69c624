from __future__ import annotations

from chatkit.testing import Call, ScriptedModel
from tests.guides.browser import browser, done, kinds, texts, thread_of, updates


def deltas(events):
    growth = "widget.streaming_text.value_delta"
    return [update["delta"] for update in updates(events) if update["type"] == growth]


async def test_respond_shows_widgets_and_they_are_kept(page):
    client = browser(page.server)
    events = await client.say("Orders?")
    shown = done(events, "widget")
    assert [item["copy_text"] for item in shown] == ["Ada: 3 items", "Bob: 1 items"]
    row, text = shown[0]["widget"]["children"]
    assert [cell.get("value", cell.get("label")) for cell in row["children"]] == ["Ada", "late"]
    assert text == {"type": "Text", "value": "3 items"}
    stored = await client.post("items.list", thread_id=thread_of(events), order="asc")
    assert stored["data"][1:] == shown


async def test_a_growing_widget_sends_what_was_added(page):
    events = await browser(page.growing).say("Count")
    assert kinds(events)[0] == "thread.item.added"
    assert deltas(events) == [" 1", " 2", " 3"]
    [widget] = done(events, "widget")
    [text] = widget["widget"]["children"]
    assert (text["value"], text["streaming"]) == ("Counting 1 2 3", False)


async def test_a_tool_shows_a_widget_before_the_models_answer(page):
    page.shop.model = ScriptedModel([Call("show_order", {"customer": "Ada"}), "There it is."])
    events = await browser(page.with_tools).say("Show Ada's order")
    order = [event["item"]["type"] for event in events if event["type"] == "thread.item.done"]
    assert order == ["user_message", "widget", "assistant_message"]
    assert texts(events) == ["There it is."]


async def test_a_tools_widget_follows_another_models_text(page):
    page.writer.model = ScriptedModel(["Short and sweet."])
    page.shop.model = ScriptedModel([Call("summarise", {"text": "Long."}), "Done."])
    events = await browser(page.with_tools).say("Sum it up")
    assert deltas(events) == ["Short ", "and ", "sweet."]
    [widget] = done(events, "widget")
    assert widget["widget"]["children"][0]["value"] == "Short and sweet."


async def test_a_template_is_filled_from_data(page):
    events = await browser(page.from_file).say("Orders?")
    ada, bob = (item["widget"]["children"] for item in done(events, "widget"))
    assert [child["type"] for child in ada] == ["Title", "Text", "Badge"]
    assert [child["value"] for child in bob] == ["Bob", "1 items"]


def test_quotation_marks_in_the_data_do_no_harm(page):
    card = page.template.build({"customer": 'Ada "the" First', "count": 1, "late": False})
    assert card.children[0].value == 'Ada "the" First'
