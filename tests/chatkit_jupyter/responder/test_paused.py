"""Turns that wait for the user."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from enum import Enum
from typing import Literal

import pytest
from agents import Agent, function_tool
from pydantic import BaseModel, Field

from chatkit.actions import ActionConfig
from chatkit.testing import Call, ScriptedModel
from chatkit.types import StructuredInputFreeform
from chatkit.widgets import Button, Card
from chatkit_jupyter import Chat
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.responder.paused import PausedTurns
from chatkit_jupyter.session import session_of
from tests.chatkit_jupyter.clients import create, decode, said


class Color(Enum):
    RED = 1
    BLUE = 2


class Order(BaseModel):
    number: int = Field(title="Which order?")
    size: Literal["S", "M"]
    colors: list[Color]
    gift: bool = False
    note: str | None = None


@dataclass
class Person:
    full_name: str


class Talk:
    """A chat as its front end uses it, and what it shows."""

    def __init__(self, chat: Chat):
        self.chat = chat
        self.thread_id = ""

    async def post(self, body: dict):
        return await session_of(self.chat.name).answer(json.dumps(body).encode(), "")

    async def stream(self, body: dict) -> list[dict]:
        frames = b"".join([frame async for frame in await self.post(body)])
        return decode(frames.decode().splitlines())

    async def say(self, text: str) -> list[dict]:
        if not self.thread_id:
            events = await self.stream(create(text))
            self.thread_id = events[0]["thread"]["id"]
            return events
        params = {**create(text)["params"], "thread_id": self.thread_id}
        return await self.stream({"type": "threads.add_user_message", "params": params})

    async def answer(self, item: dict, answers: dict, status: str = "answered") -> list[dict]:
        given = {name: {"values": values} for name, values in answers.items()}
        params = {
            "thread_id": self.thread_id,
            "item_id": item["id"],
            "input": {"status": status, "answers": given},
        }
        return await self.stream({"type": "threads.add_structured_input", "params": params})

    async def act(self, item: dict, name: str, payload=None) -> list[dict]:
        params = {
            "thread_id": self.thread_id,
            "item_id": item["id"],
            "action": {"type": name, "payload": payload},
        }
        return await self.stream({"type": "threads.custom_action", "params": params})

    async def items(self) -> list[dict]:
        body = {"type": "items.list", "params": {"thread_id": self.thread_id, "order": "asc"}}
        return json.loads(await self.post(body))["data"]


@pytest.fixture
def chat(request) -> Chat:
    return Chat(request.node.name, store="memory")


@pytest.fixture
def talk(chat) -> Talk:
    return Talk(chat)


def question(events: list[dict], kind: str = "structured_input") -> dict:
    """The item that a stream ends with."""
    assert not [e for e in events if e["type"] == "error"], events
    items = [e["item"] for e in events if e["type"] == "thread.item.done"]
    assert items[-1]["type"] == kind
    return items[-1]


def error_of(events: list[dict]) -> str:
    (error,) = [event for event in events if event["type"] == "error"]
    return error["message"]


async def test_a_question_ends_the_stream_and_its_answer_goes_on_with_the_turn(chat, talk):
    @chat.respond
    async def respond(thread):
        yield "Hm. "
        name = await chat.ask("Who are you?")
        thread.title = f"About {name}"
        yield f"Hello {name}"

    events = await talk.say("hello")
    asked = question(events)
    assert asked["inputs"][0]["question"] == "Who are you?"
    assert said(events) == "Hm. "
    events = await talk.answer(asked, {"answer": ["Ada"]})
    assert said(events) == "Hello Ada"
    assert "About Ada" in [e["thread"]["title"] for e in events if e["type"] == "thread.updated"]
    kinds = [item["type"] for item in await talk.items()]
    assert kinds == ["user_message", "assistant_message", "structured_input", "assistant_message"]


async def test_a_page_that_is_reloaded_finds_the_question_waiting(chat, talk):
    @chat.respond
    async def respond():
        return await chat.ask("Size?", ["S", "M"])

    await talk.say("hello")
    asked = (await talk.items())[-1]
    assert asked["status"] == "pending"
    assert said(await talk.answer(asked, {"answer": ["M"]})) == "M"


async def test_one_question_after_the_other(chat, talk):
    @chat.respond
    async def respond():
        first = await chat.ask("One?")
        second = await chat.ask("Two?")
        return f"{first} {second}"

    asked = question(await talk.say("hello"))
    asked = question(await talk.answer(asked, {"answer": ["1"]}))
    assert said(await talk.answer(asked, {"answer": ["2"]})) == "1 2"


async def test_several_options_and_values_that_are_not_text(chat, talk):
    @chat.respond
    async def respond():
        return repr(await chat.ask("Which?", [1, 2, 3], multiple=True))

    asked = question(await talk.say("hello"))
    assert [option["value"] for option in asked["inputs"][0]["options"]] == ["1", "2", "3"]
    assert said(await talk.answer(asked, {"answer": ["1", "3"]})) == "[1, 3]"


@pytest.mark.parametrize("what", ["Who?", Order, [StructuredInputFreeform(id="q", question="?")]])
async def test_what_is_skipped_is_none(chat, talk, what):
    @chat.respond
    async def respond():
        return repr(await chat.ask(what))

    asked = question(await talk.say("hello"))
    assert said(await talk.answer(asked, {}, "skipped")) == "None"


async def test_questions_of_ones_own_are_answered_by_id(chat, talk):
    @chat.respond
    async def respond():
        names = ("first", "second")
        asked = [StructuredInputFreeform(id=name, question=name) for name in names]
        return repr(await chat.ask(asked))

    asked = question(await talk.say("hello"))
    answered = await talk.answer(asked, {"first": ["x"]})
    assert said(answered) == "{'first': 'x', 'second': None}"


async def test_a_model_is_asked_for_field_by_field(chat, talk):
    @chat.respond
    async def respond():
        return repr(await chat.ask(Order))

    asked = question(await talk.say("hello"))
    titles = {q["id"]: q["question"] for q in asked["inputs"]}
    assert titles["number"] == "Which order?"
    assert titles["size"] == "Size"
    options = {q["id"]: [o["value"] for o in q.get("options", [])] for q in asked["inputs"]}
    assert (options["size"], options["gift"]) == (["S", "M"], ["Yes", "No"])
    answers = {"number": ["7"], "size": ["M"], "colors": ["1", "2"], "gift": ["Yes"]}
    order = Order(number=7, size="M", colors=[Color.RED, Color.BLUE], gift=True)
    assert said(await talk.answer(asked, answers)) == repr(order)


async def test_only_wrong_answers_are_asked_again_with_the_reason(chat, talk):
    @chat.respond
    async def respond():
        return repr(await chat.ask(Order))

    asked = question(await talk.say("hello"))
    answers = {"number": ["seven"], "size": ["M"], "colors": ["2"]}
    asked = question(await talk.answer(asked, answers))
    assert [q["id"] for q in asked["inputs"]] == ["number"]
    assert "valid integer" in asked["inputs"][0]["question"]
    order = Order(number=7, size="M", colors=[Color.BLUE])
    assert said(await talk.answer(asked, {"number": ["7"]})) == repr(order)


async def test_a_dataclass_is_asked_for_too(chat, talk):
    @chat.respond
    async def respond():
        return (await chat.ask(Person)).full_name

    asked = question(await talk.say("hello"))
    assert asked["inputs"][0]["question"] == "Full name"
    assert said(await talk.answer(asked, {"full_name": ["Ada"]})) == "Ada"


async def test_a_widget_is_answered_with_its_action(chat, talk):
    @chat.respond
    async def respond():
        button = Button(label="Go", onClickAction=ActionConfig(type="go"))
        action = await chat.ask(Card(children=[button]))
        return f"{action.type} {action.payload}"

    asked = question(await talk.say("hello"), "widget")
    assert said(await talk.act(asked, "go", {"n": 1})) == "go {'n': 1}"


async def test_an_action_can_ask(chat, talk):
    chat.respond(lambda: Card(children=[]))

    @chat.action("delete")
    async def delete():
        return f"{await chat.ask('Sure?', ['yes', 'no'])}!"

    widget = question(await talk.say("hello"), "widget")
    asked = question(await talk.act(widget, "delete"))
    assert said(await talk.answer(asked, {"answer": ["yes"]})) == "yes!"


async def test_a_new_message_skips_the_question_and_ends_its_turn(chat, talk):
    ended = asyncio.Event()

    @chat.respond
    async def respond(message):
        if message.text == "other":
            return "Fine."
        try:
            await chat.ask("Who?")
        finally:
            ended.set()

    asked = question(await talk.say("hello"))
    events = await talk.say("other")
    assert said(events) == "Fine."
    assert ended.is_set()
    replaced = next(e["item"] for e in events if e["type"] == "thread.item.replaced")
    assert (replaced["id"], replaced["status"]) == (asked["id"], "skipped")


async def test_an_answer_after_the_kernel_was_restarted_is_told_so(chat, talk):
    @chat.respond
    async def respond():
        await chat.ask("Who?")

    asked = question(await talk.say("hello"))
    server = chat.server
    before, server._paused = server._paused, PausedTurns()
    assert "Send your message again" in error_of(await talk.answer(asked, {"answer": ["Ada"]}))
    server._paused = before
    await talk.say("end it")


async def test_an_error_after_the_answer_ends_the_turn_like_any_other(chat, talk):
    @chat.respond
    async def respond():
        raise KeyError(await chat.ask("Who?"))

    asked = question(await talk.say("hello"))
    assert error_of(await talk.answer(asked, {"answer": ["Ada"]})) == "KeyError: 'Ada'"
    assert isinstance(chat.last_error, KeyError)


async def test_threads_wait_for_themselves(chat, talk):
    @chat.respond
    async def respond(message):
        return f"{message.text} {await chat.ask('?')}"

    other = Talk(chat)
    mine, theirs = question(await talk.say("mine")), question(await other.say("theirs"))
    assert said(await talk.answer(mine, {"answer": ["1"]})) == "mine 1"
    assert said(await other.answer(theirs, {"answer": ["2"]})) == "theirs 2"


async def test_outside_of_a_turn_there_is_nobody_to_ask(chat):
    with pytest.raises(HandlerError, match=r"chat\.ask\(\) pauses a turn"):
        await chat.ask("Who?")


@pytest.mark.parametrize("what", [5, [], ["text"], object])
async def test_what_can_not_be_asked_is_refused(chat, talk, what):
    @chat.respond
    async def respond():
        await chat.ask(what)

    assert "HandlerError: " in error_of(await talk.say("hello"))


class TestAgents:
    async def test_a_tool_can_ask(self, chat, talk):
        @function_tool
        async def book(city: str) -> str:
            return f"booked for {await chat.ask(f'Who goes to {city}?')}"

        model = ScriptedModel([Call("book", {"city": "Rome"}), "Done."])
        chat.agent = Agent(name="A", model=model, tools=[book])
        asked = question(await talk.say("hello"))
        assert asked["inputs"][0]["question"] == "Who goes to Rome?"
        assert said(await talk.answer(asked, {"answer": ["Ada"]})) == "Done."
        assert "booked for Ada" in str(model.calls[-1].input)

    async def test_two_tools_ask_one_after_the_other(self, chat, talk):
        @function_tool
        async def book(city: str) -> str:
            return f"{city} for {await chat.ask(f'Who goes to {city}?')}"

        calls = [Call("book", {"city": "Rome"}), Call("book", {"city": "Oslo"})]
        model = ScriptedModel([calls, "Done."])
        chat.agent = Agent(name="A", model=model, tools=[book])
        first = question(await talk.say("hello"))
        second = question(await talk.answer(first, {"answer": ["Ada"]}))
        assert said(await talk.answer(second, {"answer": ["Bob"]})) == "Done."
        assert "Rome for Ada" in str(model.calls[-1].input)
        assert "Oslo for Bob" in str(model.calls[-1].input)

    @pytest.mark.parametrize("approved", [True, False])
    async def test_a_tool_that_needs_approval_waits_for_it(self, chat, talk, approved):
        deleted = []

        @function_tool(needs_approval=True)
        def delete(number: int) -> str:
            deleted.append(number)
            return "deleted"

        model = ScriptedModel([Call("delete", {"number": 7}), "Done."])
        chat.agent = Agent(name="A", model=model, tools=[delete])
        item = question(await talk.say("hello"), "widget")
        card = item["widget"]
        assert card["children"][0]["value"] == "Run delete?"
        assert json.loads(card["children"][1]["value"]) == {"number": 7}
        assert deleted == []
        action = card["confirm" if approved else "cancel"]["action"]
        events = await talk.act(item, action["type"], action["payload"])
        assert said(events) == "Done."
        assert deleted == ([7] if approved else [])
        shown = next(i for i in await talk.items() if i["id"] == item["id"])
        assert shown["widget"]["status"]["text"] == ("Approved" if approved else "Denied")
        assert "confirm" not in shown["widget"]
