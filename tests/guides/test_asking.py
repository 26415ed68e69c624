from __future__ import annotations

import json

import pytest

from chatkit.testing import Call, ScriptedModel
from tests.guides.browser import browser, done, kinds, texts, thread_of


async def test_the_browser_is_asked_and_its_answer_goes_back_to_the_model(page):
    call = Call("get_selection", {"sheet": "Costs"}, "call_1")
    page.helper.model = model = ScriptedModel([call, "You selected B2."])
    client = browser(page.server)
    events = await client.say("What did I select?")
    [asked] = done(events, "client_tool_call")
    assert events[-1]["item"] == asked
    assert (asked["status"], asked["call_id"]) == ("pending", "call_1")
    assert (asked["name"], asked["arguments"]) == ("get_selection", {"sheet": "Costs"})
    more = await client.post(
        "threads.add_client_tool_output", thread_id=thread_of(events), result={"cell": "B2"}
    )
    assert texts(more) == ["You selected B2."]
    entries = {entry["type"]: entry for entry in model.calls[1].input}
    assert entries["function_call"]["call_id"] == "call_1"
    assert json.loads(entries["function_call_output"]["output"]) == {"cell": "B2"}


async def test_a_message_instead_of_an_answer_goes_on_without_it(page):
    page.helper.model = model = ScriptedModel([Call("get_selection", {"sheet": "A"}), "Fine."])
    client = browser(page.server)
    events = await client.say("What did I select?")
    more = await client.say("Never mind", thread_of(events))
    assert texts(more) == ["Fine."]
    assert {entry["type"] for entry in model.calls[1].input} == {"message"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {
                "status": "answered",
                "answers": {"size": {"values": ["M"]}, "note": {"values": ["Blue."]}},
            },
            "A shirt of size M. The note says: Blue.",
        ),
        (
            {"status": "answered", "answers": {"size": {"values": ["S"]}}},
            "A shirt of size S. No note.",
        ),
        ({"status": "skipped"}, "Then not."),
    ],
)
async def test_a_form_is_filled_in_and_answered(page, given, said):
    client = browser(page.shirts)
    events = await client.say("A shirt, please")
    [form] = done(events, "structured_input")
    assert form["status"] == "pending"
    assert [question["question"] for question in form["inputs"]] == [
        "Which size?",
        "Anything else?",
    ]
    more = await client.post(
        "threads.add_structured_input",
        thread_id=thread_of(events),
        item_id=form["id"],
        input=given,
    )
    assert [event["type"] for event in more] == [
        "stream_options",
        "thread.item.replaced",
        "thread.item.done",
    ]
    assert more[1]["item"]["status"] == given["status"]
    assert texts(more) == [said]
    assert kinds(events) == ["thread.item.done"]
