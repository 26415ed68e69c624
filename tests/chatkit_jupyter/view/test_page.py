"""Client tools, client actions and listeners, from the request to the author's function."""

from __future__ import annotations

import asyncio
import json
from datetime import datetime, timezone

import pytest

from chatkit.actions import ActionConfig
from chatkit.server import ChatKitServer, stream_widget
from chatkit.store import InMemoryStore
from chatkit.types import ClientEffectEvent, ClientToolCallItem, ThreadItemDoneEvent
from chatkit.widgets import Button, Card
from chatkit_jupyter import Chat
from chatkit_jupyter.errors import HandlerError, TurnError
from chatkit_jupyter.session import session_of
from tests.chatkit_jupyter.clients import create, decode, said

BUTTON = Button(label="Go", onClickAction=ActionConfig(type="go", handler="client"))


@pytest.fixture
def chat(request) -> Chat:
    return Chat(request.node.name, store="memory")


def call_of(thread, name: str, **arguments) -> ThreadItemDoneEvent:
    item = ClientToolCallItem(
        id="call",
        thread_id=thread.id,
        created_at=datetime.now(timezone.utc),
        call_id="c",
        name=name,
        arguments=arguments,
    )
    return ThreadItemDoneEvent(item=item)


def calls(chat: Chat, name: str, **arguments) -> None:
    """Let the chat call a client tool, and say what came back."""

    @chat.respond
    def respond(message, thread, history):
        if message is not None:
            return call_of(thread, name, **arguments)
        call = history[-1]
        return f"{call.status}: {json.dumps(call.output)}"


async def answer(chat: Chat, body: dict) -> list[dict]:
    frames = await session_of(chat.name).answer(json.dumps(body).encode(), "")
    return decode(b"".join([frame async for frame in frames]).decode().splitlines())


class Production(ChatKitServer[object]):
    """A server that knows nothing of notebooks."""

    def __init__(self) -> None:
        super().__init__(InMemoryStore())

    async def respond(self, thread, input_user_message, context):
        page = await self.store.load_thread_items(thread.id, None, 1, "desc", context)
        if input_user_message is None:
            yield ClientEffectEvent(name="got", data={"output": page.data[0].output})
        elif "widget" in input_user_message.content[0].text:
            async for event in stream_widget(thread, Card(children=[BUTTON])):
                yield event
        else:
            yield call_of(thread, "add", a=1, b="2")


class TestClientTools:
    async def test_a_response_goes_on_with_what_the_function_gives(self, chat):
        calls(chat, "add", a=1, b="2")

        @chat.client_tool
        def add(a: int, b: int = 0):
            return {"sum": a + b}

        events = await answer(chat, create("go"))
        assert said(events) == 'completed: {"sum": 3}'
        (shown,) = [e["item"] for e in events if e["type"] == "thread.item.replaced"]
        assert (shown["id"], shown["status"], shown["output"]) == ("call", "completed", {"sum": 3})

    async def test_the_newest_function_of_a_name_runs_and_gets_the_context(self, chat):
        calls(chat, "who")
        chat.client_tool("who")(lambda: "nobody")

        @chat.client_tool("who")
        async def ask(context, **rest):
            return [context.chat, rest]

        reply = await chat.send("go")
        assert reply.text == f'completed: ["{chat.name}", {{}}]'

    async def test_a_production_server_is_answered_too(self, chat):
        chat.server = Production()
        heard = []
        chat.client_tool("add")(lambda a, b: f"{a}{b}")
        chat.on("effect")(lambda data: heard.append(data))
        await answer(chat, create("go"))
        await session_of(chat.name).page.listeners.settled()
        assert heard == [{"output": "12"}]

    @pytest.mark.parametrize(
        ("arguments", "message"),
        [
            ({"a": "x"}, "'add' was called with arguments that do not fit: a: Input should be a"),
            ({}, "'add' was called with arguments that do not fit: a: Field required"),
            ({"a": 1, "c": 2}, "'add' was called with arguments that do not fit: c: Extra"),
            ({"a": 0}, "ZeroDivisionError: division by zero"),
            ({"a": 1}, "'add' gave a value of type object, which is not JSON"),
        ],
    )
    async def test_what_goes_wrong_is_one_line_and_the_authors_error(
        self, chat, arguments, message
    ):
        calls(chat, "add", **arguments)

        @chat.client_tool
        def add(a: int):
            return 1 / a and object()

        events = await answer(chat, create("go"))
        assert message in events[-1]["message"]
        assert events[-1]["allow_retry"]
        assert chat.last_error is not None
        with pytest.raises(TurnError, match=r"add|division"):
            await chat.send("again")

    async def test_a_tool_that_only_the_page_has_is_left_to_the_page(self, chat):
        calls(chat, "where")
        chat.client_tool("where")(lambda: 0)
        chat.client_tool("where", javascript="() => location.href")
        events = await answer(chat, create("go"))
        (call,) = [e["item"] for e in events if e.get("item", {}).get("id") == "call"]
        assert call["status"] == "pending"
        assert session_of(chat.name).page.scripts["tools"] == {"where": "() => location.href"}
        chat.client_tool("where")(lambda: 0)
        assert session_of(chat.name).page.scripts["tools"] == {}

    async def test_stop_ends_it(self, chat):
        calls(chat, "wait")
        running, ended = asyncio.Event(), asyncio.Event()

        @chat.client_tool
        async def wait():
            running.set()
            try:
                await asyncio.Event().wait()
            finally:
                ended.set()

        task = asyncio.create_task(answer(chat, create("go")))
        await running.wait()
        task.cancel()
        await ended.wait()

    def test_a_function_that_takes_no_names_is_refused(self, chat):
        with pytest.raises(HandlerError, match="gets its arguments by name"):
            chat.client_tool(lambda *values: values)


class TestClientActions:
    async def press(self, chat: Chat) -> list[dict]:
        events = await answer(chat, create("widget"))
        (item,) = [e["item"] for e in events if e.get("item", {}).get("type") == "widget"]
        place = {"thread_id": item["thread_id"], "item_id": item["id"]}
        params = {**place, "action": {"type": "go", "payload": {"n": 1}}}
        return await answer(chat, {"type": "threads.custom_action", "params": params})

    @pytest.mark.parametrize("production", [False, True])
    async def test_a_function_answers_whichever_server_answers_else(self, chat, production):
        if production:
            chat.server = Production()
        else:
            chat.respond(lambda: Card(children=[BUTTON]))

        @chat.client_action("go")
        def go(payload: dict[str, int], sender):
            return f"{payload['n']} from {sender.type}"

        assert said(await self.press(chat)) == "1 from widget"

    async def test_without_one_a_production_server_gets_the_action(self, chat):
        chat.server = Production()
        chat.client_action("other")(lambda: None)
        assert (await self.press(chat))[-1]["type"] == "error"

    async def test_javascript_takes_the_place_of_a_function_and_the_other_way_round(self, chat):
        session = session_of(chat.name)
        chat.client_action("go")(lambda: None)
        chat.client_action("go", javascript="() => 1")
        assert (session.page.actions, session.actions) == (set(), {})
        assert session.page.scripts["actions"] == {"go": "() => 1"}
        chat.client_action("go")(lambda: None)
        assert session.page.scripts["actions"] == {}

    def test_an_action_of_the_server_stays_beside_the_javascript(self, chat):
        chat.action("go")(lambda: None)
        chat.client_action("go", javascript="() => 1")
        assert "go" in session_of(chat.name).actions


class TestListeners:
    @pytest.fixture
    def glow(self, chat):
        @chat.respond
        def respond():
            yield ClientEffectEvent(name="glow", data={"n": 1})
            yield ClientEffectEvent(name="glow", data={"n": 2})

        async def take() -> None:
            await answer(chat, create("go"))
            await session_of(chat.name).page.listeners.settled()

        return take

    async def test_effects_are_heard_in_their_order(self, chat, glow):
        heard = []

        @chat.on("effect")
        async def on_effect(name, data, effect, context):
            heard.append((name, data["n"], effect.type, context.chat))

        @chat.on("effect")
        def other(anything):
            heard.append(anything.data["n"])

        await glow()
        name = chat.name
        assert heard == [
            ("glow", 1, "client_effect", name),
            1,
            ("glow", 2, "client_effect", name),
            2,
        ]

    async def test_a_cell_that_is_run_again_takes_the_place_of_its_function(self, chat, glow):
        heard = []
        for number in (1, 2):

            @chat.on("effect")
            def on_effect(data, number=number):
                heard.append((number, data["n"]))

        await glow()
        assert heard == [(2, 1), (2, 2)]

    async def test_an_error_is_the_authors_and_ends_nothing(self, chat, glow):
        heard = []

        @chat.on("effect")
        def broken(data):
            raise SystemExit("no")

        @chat.on("effect")
        def working(data):
            heard.append(data["n"])

        await glow()
        assert heard == [1, 2]
        assert isinstance(chat.last_error, SystemExit)

    @pytest.mark.parametrize(
        ("event", "function", "message"),
        [
            ("glow", lambda: None, "There is no event 'glow'. There is: effect."),
            (lambda: None, None, r'write @chat.on\("the.name"\)'),
            ("effect", lambda a, b: None, "which gets effect"),
        ],
    )
    def test_mistakes_are_told_where_they_are_made(self, chat, event, function, message):
        with pytest.raises(HandlerError, match=message):
            chat.on(event)(function)
