"""Actions of widgets, from the request to the author's function."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pandas as pd
import pytest
from pydantic import BaseModel
from typing_extensions import TypedDict

from chatkit.actions import Action, ActionConfig
from chatkit.errors import CustomStreamError
from chatkit.types import SyncCustomActionResponse
from chatkit.widgets import Button, Card, Text
from chatkit_jupyter import Chat
from chatkit_jupyter.errors import HandlerError, RefusalError
from chatkit_jupyter.session import session_of
from tests.chatkit_jupyter.clients import create, decode, said


class Order(BaseModel):
    number: int
    note: str = ""


@dataclass
class OrderData:
    number: int


class OrderDict(TypedDict):
    number: int


@pytest.fixture
def chat(request) -> Chat:
    chat = Chat(request.node.name, store="memory")
    button = Button(label="Approve", onClickAction=ActionConfig(type="order.approve"))
    chat.respond(lambda: Card(children=[button]))
    return chat


async def answer(chat: Chat, body: dict):
    return await session_of(chat.name).answer(json.dumps(body).encode(), "")


async def events_of(chat: Chat, body: dict) -> list[dict]:
    frames = [frame async for frame in await answer(chat, body)]
    return decode(b"".join(frames).decode().splitlines())


@pytest.fixture
async def place(chat) -> dict:
    """The thread and widget that actions come from."""
    events = await events_of(chat, create("hello"))
    (item,) = [e["item"] for e in events if e.get("item", {}).get("type") == "widget"]
    return {"thread_id": item["thread_id"], "item_id": item["id"]}


@pytest.fixture
def act(chat, place):
    async def send(name: str, payload=None) -> list[dict]:
        params = {**place, "action": {"type": name, "payload": payload}}
        return await events_of(chat, {"type": "threads.custom_action", "params": params})

    return send


@pytest.fixture
def act_at_once(chat, place):
    async def send(name: str, payload=None) -> dict:
        params = {**place, "action": {"type": name, "payload": payload}}
        body = {"type": "threads.sync_custom_action", "params": params}
        return json.loads(await answer(chat, body))

    return send


def error_of(events: list[dict]) -> dict:
    (error,) = [event for event in events if event["type"] == "error"]
    return error


async def test_an_action_reaches_its_function_with_what_it_names(chat, act, place):
    @chat.action("order.approve")
    async def approve(action, payload, sender, thread, context, history):
        assert sender.id == place["item_id"]
        assert thread.id == place["thread_id"]
        assert [item.type for item in history] == ["user_message", "widget"]
        yield f"{context.chat}: {action.type} {payload['number']}"

    events = await act("order.approve", {"number": 7})
    assert said(events) == f"{chat.name}: order.approve 7"


async def test_a_plain_function_with_the_sdks_arguments_works_too(chat, act):
    chat.action("order.approve")(lambda t, a, s, c: f"{a.type} from {s.type}")
    assert said(await act("order.approve")) == "order.approve from widget"


async def test_the_function_defined_last_answers(chat, act):
    chat.action("order.approve")(lambda: "before")
    chat.action("order.approve")(lambda: "after")
    assert said(await act("order.approve")) == "after"


async def test_a_changed_copy_of_the_sender_replaces_it(chat, act, place):
    @chat.action("order.approve")
    def approve(sender):
        yield "Approving… "
        yield sender.model_copy(update={"widget": Card(children=[Text(value="Approved")])})

    events = await act("order.approve")
    (item,) = [e["item"] for e in events if e["type"] == "thread.item.replaced"]
    assert (item["id"], item["widget"]["children"][0]["value"]) == (place["item_id"], "Approved")


@pytest.mark.parametrize("kind", [Order, OrderData, OrderDict])
async def test_a_payload_becomes_what_its_annotation_says(chat, act, kind):
    def approve(payload):
        number = payload["number"] if isinstance(payload, dict) else payload.number
        return f"{type(payload).__name__} {number + 1}"

    approve.__annotations__ = {"payload": kind}
    chat.action("order.approve")(approve)
    name = "dict" if kind is OrderDict else kind.__name__
    assert said(await act("order.approve", {"number": "7"})) == f"{name} 8"


async def test_an_annotation_of_the_action_types_its_payload(chat, act):
    @chat.action("order.approve")
    def approve(action: Action[str, Order]):
        return f"{action.payload.number + 1}"

    assert said(await act("order.approve", {"number": 7})) == "8"


async def test_a_payload_that_does_not_fit_is_one_clear_line_and_the_authors_error(chat, act):
    @chat.action("order.approve")
    def approve(payload: Order):
        raise AssertionError("never called")

    error = error_of(await act("order.approve", {"number": "seven"}))
    assert error["message"].startswith(
        "The action 'order.approve' came with a payload that does not fit: number: "
    )
    assert "(got 'seven')" in error["message"]
    assert error["allow_retry"] is False
    assert isinstance(chat.last_error, HandlerError)


async def test_an_unknown_action_is_answered_with_the_known_ones(chat, act):
    chat.action("order.approve")(lambda: "x")
    chat.action("order.reject")(lambda: "x")
    message = error_of(await act("order.aprove"))["message"]
    assert message == (
        "This chat has no action 'order.aprove'. It has: order.approve, order.reject. "
        "Did you mean 'order.approve'?"
    )


async def test_the_first_action_is_explained(act):
    message = error_of(await act("order.approve"))["message"]
    assert message.endswith("It has none yet. Define it with @chat.action('order.approve').")


async def test_an_action_that_fails_is_told_to_the_author(chat, act):
    @chat.action("order.approve")
    def approve(payload):
        raise KeyError("no such order")

    assert error_of(await act("order.approve"))["message"] == "KeyError: 'no such order'"
    assert isinstance(chat.last_error, KeyError)


def test_mistakes_are_told_where_the_function_is_defined(chat):
    with pytest.raises(HandlerError, match=r"may be action, payload, sender.*or any four"):
        chat.action("x")(lambda order, customer: None)
    with pytest.raises(HandlerError, match="an action has a name"):

        @chat.action
        def approve(): ...


class TestAtOnce:
    async def test_a_widget_replaces_the_senders_and_is_stored(self, chat, act_at_once, place):
        chat.action("order.approve")(lambda: Card(children=[Text(value="Approved")]))
        item = (await act_at_once("order.approve"))["updated_item"]
        assert item["id"] == place["item_id"]
        assert item["widget"]["children"][0]["value"] == "Approved"
        body = {"type": "items.list", "params": {"thread_id": place["thread_id"]}}
        stored = json.loads(await answer(chat, body))["data"]
        assert item in stored

    async def test_a_frame_takes_its_place_and_turns_its_pages(self, chat, act_at_once):
        chat.action("order.approve")(lambda: pd.DataFrame({"n": range(12)}))
        item = (await act_at_once("order.approve"))["updated_item"]
        assert "Rows 1 to 10 of 12" in json.dumps(item)
        turned = (await act_at_once("chatkit.table", {"offset": 10}))["updated_item"]
        assert "Rows 11 to 12 of 12" in json.dumps(turned)
        assert turned["copy_text"].startswith("DataFrame: 12 rows")

    async def test_nothing_and_the_sdks_own_answer_pass(self, chat, act_at_once):
        chat.action("nothing")(lambda: None)
        chat.action("sdk")(lambda: SyncCustomActionResponse())
        assert (await act_at_once("nothing")) == (await act_at_once("sdk"))

    async def test_the_item_itself_can_be_given(self, chat, act_at_once):
        @chat.action("order.approve")
        def approve(sender):
            return sender.model_copy(update={"widget": Card(children=[Text(value="done")])})

        item = (await act_at_once("order.approve"))["updated_item"]
        assert item["widget"]["children"][0]["value"] == "done"

    @pytest.mark.parametrize(
        ("function", "status", "message"),
        [
            (lambda: "text", 400, "is answered with a widget or a SyncCustomActionResponse"),
            (lambda: 1 / 0, 500, "ZeroDivisionError: division by zero"),
            (lambda: exit(), 500, "SystemExit"),
        ],
    )
    async def test_errors_are_one_line_and_told_to_the_author(
        self, chat, act_at_once, function, status, message
    ):
        chat.action("order.approve")(function)
        with pytest.raises(RefusalError, match=message) as refusal:
            await act_at_once("order.approve")
        assert refusal.value.status == status
        assert chat.last_error is not None

    async def test_words_of_the_authors_own_pass_as_they_are(self, chat, act_at_once):
        @chat.action("order.approve")
        def approve():
            raise CustomStreamError("Come back on Monday.")

        with pytest.raises(RefusalError, match=r"^Come back on Monday\.$"):
            await act_at_once("order.approve")
        assert chat.last_error is None
