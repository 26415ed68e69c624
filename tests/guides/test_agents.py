from __future__ import annotations

import json

from chatkit.testing import ScriptedModel
from tests.guides.browser import browser, kinds, texts, thread_of, updates


async def test_the_agent_streams_and_knows_what_was_said(page):
    page.shop.model = model = ScriptedModel(["Two are late.", "They are Ada's."])
    client = browser(page.server)
    events = await client.say("Which orders are late?")
    assert [update["delta"] for update in updates(events) if "delta" in update] == [
        "Two ",
        "are ",
        "late.",
    ]
    more = await client.say("Whose?", thread_of(events))
    assert texts(more) == ["They are Ada's."]
    told = json.dumps(model.calls[1].input)
    assert told.index("Which orders") < told.index("Two are late.") < told.index("Whose?")


class RemembersResponses(ScriptedModel):
    previous: list[str | None]

    def stream_response(self, *args, previous_response_id, **kwargs):
        self.previous.append(previous_response_id)
        return super().stream_response(*args, **kwargs)


async def test_a_turn_goes_on_from_the_last_response(page):
    page.shop.model = model = RemembersResponses(["One.", "Two."])
    model.previous = []
    client = browser(page.resuming)
    first = await client.say("Start")
    second = await client.say("Go on", thread_of(first))
    assert model.previous[0] is None
    assert model.previous[1].startswith("resp_")
    assert "Start" not in json.dumps(model.calls[1].input)
    assert "resp_" not in json.dumps(first + second)
    thread = await page.resuming.store.load_thread(thread_of(first), None)
    assert thread.metadata["previous_response_id"] != model.previous[1]


async def test_the_title_arrives_beside_the_answer(page):
    page.shop.model = ScriptedModel(["A long answer, word by word.", "Again."], delay=0.01)
    page.namer.model = ScriptedModel(["Late orders"])
    client = browser(page.titled)
    events = await client.say("Which orders are late?")
    place = kinds(events).index("thread.updated")
    assert place < kinds(events).index("thread.item.done")
    [updated] = [event for event in events if event["type"] == "thread.updated"]
    assert updated["thread"]["title"] == "Late orders"
    again = await client.say("Sure?", thread_of(events))
    assert "thread.updated" not in kinds(again)
    listed = await client.post("threads.list")
    assert listed["data"][0]["title"] == "Late orders"
