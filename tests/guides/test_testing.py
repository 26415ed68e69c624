from __future__ import annotations

import pytest

from chatkit.testing import ScriptedModel
from tests.guides.browser import browser, texts


async def test_the_rules_answer_over_http_as_they_do_in_a_test(page):
    events = await browser(page.server, {"user_id": "you"}).say("Which of Bob's are late?")
    assert texts(events) == ["Bob has 0 late orders."]
    [progress] = [event for event in events if event["type"] == "progress_update"]
    assert progress["text"] == "Looking for Bob"


async def test_where_no_rule_fits_the_model_says_what_to_ask(page):
    events = await browser(page.server).say("Hello")
    assert texts(events) == ["Ask me whose orders are late."]


async def test_the_pages_own_tests_fail_where_the_agent_does_not_look(page, monkeypatch):
    class Careless(ScriptedModel):
        def __init__(self, turns):
            super().__init__(turns[1:])

    monkeypatch.setattr(page, "ScriptedModel", Careless)
    with pytest.raises(AssertionError):
        await page.test_the_agent_looks_before_it_answers()


async def test_a_recorder_in_the_servers_place_sees_what_the_browser_sees(page):
    recorder = page.TurnRecorder(page.server)
    events = await browser(recorder, {"user_id": "you"}).say("Which of Bob's are late?")
    [turn] = recorder.turns
    assert [event.type for event in turn.events] == [event["type"] for event in events]
    assert turn.request["type"] == "threads.create"
