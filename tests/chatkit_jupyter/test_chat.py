"""What a notebook's author does with a chat, without a browser."""

from __future__ import annotations

import json
import logging
import sqlite3

import pytest
from agents import Agent

from chatkit.errors import CustomStreamError
from chatkit.server import ChatKitServer
from chatkit.store import InMemoryStore
from chatkit.testing import ScriptedModel
from chatkit_jupyter import Chat
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.session import session_names, session_of
from chatkit_jupyter.widget.front_end import FrontEnd
from tests.chatkit_jupyter.clients import create, decode, said


@pytest.fixture
def name(request) -> str:
    return request.node.name


@pytest.fixture
def chat(name) -> Chat:
    return Chat(name, store="memory")


async def ask(chat: Chat, text: str, request: dict | None = None) -> list[dict]:
    """A request as the endpoint passes it on; returns the events of the answer."""
    body = json.dumps(request or create(text)).encode()
    answer = await session_of(chat.name).answer(body, "")
    assert not isinstance(answer, bytes)
    return decode(
        [line for frame in [f async for f in answer] for line in frame.decode().split("\n")]
    )


async def listed(chat: Chat) -> list[dict]:
    body = json.dumps({"type": "threads.list", "params": {}}).encode()
    return json.loads(await session_of(chat.name).answer(body, ""))["data"]


async def test_a_new_responder_answers_the_next_turn(chat):
    chat.respond(lambda message: "before")
    assert said(await ask(chat, "x")) == "before"
    chat.respond(lambda message: "after")
    assert said(await ask(chat, "x")) == "after"


async def test_running_its_cell_again_keeps_conversations_and_responder(chat, name):
    chat.respond(lambda message: "still me")
    await ask(chat, "first")
    again = Chat(name, store="memory", title="New title")
    assert [thread["title"] for thread in await listed(again)] == ["first"]
    assert said(await ask(again, "second")) == "still me"


async def test_another_store_begins_with_no_conversations(chat, name):
    chat.respond(lambda message: "x")
    await ask(chat, "first")
    assert await listed(Chat(name, store=InMemoryStore())) == []


async def test_chats_of_other_names_are_other_chats(chat, name):
    chat.respond(lambda message: "one")
    other = Chat(f"{name} two", store="memory")
    other.respond(lambda message: "two")
    assert (said(await ask(chat, "x")), said(await ask(other, "x"))) == ("one", "two")


async def test_the_decorator_gives_the_function_back(chat):
    def respond(message):
        return "x"

    assert chat.respond(respond) is respond


def test_a_function_that_can_not_be_called_is_refused_where_it_is_defined(chat):
    with pytest.raises(TypeError, match="can not be called by a chat"):
        chat.respond(lambda a, b: None)


async def test_history_holds_the_whole_thread_and_the_message_last(chat):
    @chat.respond
    async def respond(message, history):
        return " | ".join("".join(part.text for part in item.content) for item in history)

    events = await ask(chat, "one")
    thread_id = events[0]["thread"]["id"]
    content = [{"type": "input_text", "text": "two"}]
    message = {"content": content, "attachments": [], "inference_options": {}}
    params = {"thread_id": thread_id, "input": message}
    events = await ask(chat, "", {"type": "threads.add_user_message", "params": params})
    assert said(events) == "one | one | two"


async def test_a_thread_is_named_after_its_first_message(chat):
    chat.respond(lambda message: "x")
    await ask(chat, "  Which orders\nare late?  " + "x" * 100)
    (thread,) = await listed(chat)
    assert thread["title"].startswith("Which orders are late? xxx")
    assert len(thread["title"]) == 60


async def test_a_title_that_the_author_sets_stays(chat):
    @chat.respond
    async def respond(message, thread):
        thread.title = "Mine"
        yield "x"

    await ask(chat, "hello")
    assert [thread["title"] for thread in await listed(chat)] == ["Mine"]


async def test_nobody_to_answer_is_said_in_the_chat(chat):
    (error,) = [event for event in await ask(chat, "hello") if event["type"] == "error"]
    assert "Define a function with @chat.respond" in error["message"]
    assert error["allow_retry"] is True
    assert chat.last_error is None


class TestErrors:
    @pytest.fixture
    def broken(self, chat):
        def look_up(order):
            raise ValueError(f"no order {order}\nsecret second line")

        @chat.respond
        async def respond(message):
            yield "Looking… "
            yield look_up(message.text)

        return chat

    async def test_the_chat_gets_one_line_with_retry(self, broken):
        error = next(e for e in await ask(broken, "42") if e["type"] == "error")
        assert error["message"] == "ValueError: no order 42"
        assert error["allow_retry"] is True

    async def test_the_author_gets_the_exception_and_a_traceback_of_their_own_code(
        self, broken, caplog
    ):
        widget = session_of(broken.name).widget()
        with caplog.at_level(logging.ERROR, "chatkit_jupyter"):
            await ask(broken, "42")
        assert isinstance(broken.last_error, ValueError)
        assert widget.author_error["title"] == "ValueError: no order 42"
        shown = widget.author_error["traceback"]
        assert "yield look_up(message.text)" in shown
        assert "secret second line" in shown
        assert "chatkit_jupyter/responder/handler.py" not in shown
        assert "no order 42" in caplog.text

    async def test_the_next_turn_takes_the_traceback_away(self, broken):
        widget = session_of(broken.name).widget()
        await ask(broken, "42")
        broken.respond(lambda message: "better")
        await ask(broken, "42")
        assert widget.author_error is None

    async def test_words_of_the_authors_own_pass_as_they_are(self, chat):
        @chat.respond
        async def respond(message):
            raise CustomStreamError("Come back on Monday.", allow_retry=False)
            yield

        error = next(e for e in await ask(chat, "x") if e["type"] == "error")
        assert (error["message"], error["allow_retry"]) == ("Come back on Monday.", False)
        assert chat.last_error is None

    @pytest.mark.parametrize("output", [5, None, ["a"]])
    async def test_a_value_that_can_not_be_sent_is_named(self, chat, output):
        @chat.respond
        def respond(message):
            yield output

        error = next(e for e in await ask(chat, "x") if e["type"] == "error")
        assert f"a value of type {type(output).__name__}" in error["message"]

    async def test_leaving_the_interpreter_ends_only_the_turn(self, chat):
        @chat.respond
        def respond(message):
            raise SystemExit("bye")

        error = next(e for e in await ask(chat, "x") if e["type"] == "error")
        assert error["message"] == "SystemExit: bye"


async def test_an_agent_answers_with_the_thread_as_its_input(chat):
    model = ScriptedModel(["Two orders."])
    chat.agent = Agent(name="Orders", model=model)
    assert said(await ask(chat, "How many?")) == "Two orders."
    assert chat.agent is not None


async def test_a_responder_replaces_an_agent(chat):
    chat.agent = Agent(name="Orders", model=ScriptedModel(["no"]))
    chat.respond(lambda message: "yes")
    assert chat.agent is None
    assert said(await ask(chat, "x")) == "yes"


class Production(ChatKitServer):
    """A server as an application has it."""

    async def respond(self, thread, input_user_message, context):
        assert (context.chat, context.user) == (self.expected, "")
        if input_user_message.content[0].text == "fail":
            raise KeyError("customer")
        for event in ():
            yield event


async def test_a_production_server_runs_unchanged_and_its_author_hears_of_errors(chat):
    server = Production(InMemoryStore())
    server.expected = chat.name
    chat.server = server
    assert chat.server is server
    assert not [e for e in await ask(chat, "hello") if e["type"] == "error"]
    (error,) = [e for e in await ask(chat, "fail") if e["type"] == "error"]
    assert "customer" not in json.dumps(error)
    assert isinstance(chat.last_error, KeyError)


@pytest.mark.parametrize(("field", "value"), [("agent", "gpt"), ("server", object())])
def test_what_can_not_answer_is_refused(chat, field, value):
    with pytest.raises(HandlerError, match=f"chat.{field} takes"):
        setattr(chat, field, value)


def test_a_store_that_can_not_be_opened_leaves_no_half_made_chat(name, tmp_path):
    (tmp_path / "text").write_text("not a database" * 100)
    with pytest.raises(sqlite3.DatabaseError):
        Chat(name, store=tmp_path / "text")
    assert name not in session_names()


def test_a_chat_needs_a_name():
    with pytest.raises(ValueError, match="needs a name"):
        Chat("")


def test_the_widget_carries_the_settings_and_no_conversation(chat, name):
    widget = session_of(name).widget()
    Chat(name, store="memory", title="Orders", placeholder="Ask", height=400, attachments=False)
    assert widget.chat == name
    assert widget.height == 400
    assert widget.options == {
        "header": {"title": {"text": "Orders"}},
        "composer": {"placeholder": "Ask", "attachments": {"enabled": False}},
    }
    assert widget.build == FrontEnd.read().build
    assert len(json.dumps(widget.get_state(), default=str)) < 20_000


def test_all_views_share_one_model(chat, name):
    first = chat._repr_mimebundle_()[0]
    second = Chat(name)._repr_mimebundle_()[0]
    view = "application/vnd.jupyter.widget-view+json"
    assert first[view]["model_id"] == second[view]["model_id"]


def test_the_thread_that_is_shown_is_known_and_forgotten_with_the_store(chat, name):
    assert chat.thread_id is None
    session_of(name).widget().thread_id = "thr_1"
    assert Chat(name, store="memory").thread_id == "thr_1"
    assert Chat(name, store=InMemoryStore()).thread_id is None


def test_no_part_of_a_chat_hides_a_member_of_another():
    parts = [each for each in Chat.__mro__ if each is not object]
    members = [name for part in parts for name in vars(part) if not name.startswith("__")]
    assert sorted(members) == sorted(set(members))
