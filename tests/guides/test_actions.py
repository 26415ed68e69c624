from __future__ import annotations

import pytest

from tests.guides.browser import browser, done, texts, thread_of


@pytest.fixture
async def shown(page):
    """A client whose thread shows an order: how to act on it, and the thread's id."""
    client = browser(page.server)
    events = await client.say("Order 7")
    [widget] = done(events, "widget")
    thread_id = thread_of(events)

    async def act(button: int, kind: str, **action):
        config = widget["widget"]["children"][button]["onClickAction"]
        sent = {"type": config["type"], "payload": config["payload"], **action}
        return await client.post(kind, thread_id=thread_id, item_id=widget["id"], action=sent)

    async def stored_labels():
        items = await client.post("items.list", thread_id=thread_id, order="asc")
        return [child.get("label") for child in items["data"][1]["widget"]["children"]]

    return act, stored_labels


async def test_a_button_streams_an_answer_and_changes_its_widget(shown):
    act, stored_labels = shown
    events = await act(1, "threads.custom_action")
    assert [event["type"] for event in events] == [
        "stream_options",
        "thread.item.replaced",
        "thread.item.done",
    ]
    assert texts(events) == ["Order 7 is approved."]
    assert await stored_labels() == [None, "Approved", "Star"]


async def test_a_button_may_be_answered_at_once(shown):
    act, stored_labels = shown
    answer = await act(2, "threads.sync_custom_action")
    labels = [child.get("label") for child in answer["updated_item"]["widget"]["children"]]
    assert labels == [None, "Approve", "Starred"]
    assert await stored_labels() == labels


async def test_the_widget_says_how_it_wants_to_be_answered(page):
    approve, star = (child.onClickAction for child in page.order_card("7").children[1:])
    assert (approve.type, approve.streaming, approve.handler) == ("order.approve", True, "server")
    assert (star.streaming, star.loadingBehavior) == (False, "self")


async def test_an_unknown_action_is_an_error_for_the_user(shown):
    act, _ = shown
    events = await act(1, "threads.custom_action", type="order.explode")
    assert events[-1]["type"] == "error"


async def test_a_payload_is_checked(shown):
    act, stored_labels = shown
    events = await act(1, "threads.custom_action", payload={"order_id": None})
    assert events[-1]["type"] == "error"
    assert await stored_labels() == [None, "Approve", "Star"]
