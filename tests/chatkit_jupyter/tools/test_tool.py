"""Functions of the notebook, called by a model in a chat."""

from __future__ import annotations

import asyncio
import functools
import json
import sys
import threading
import time

import pandas as pd
import pytest
from agents import Agent, RunConfig, Runner, ToolOutputText

from chatkit.errors import CustomStreamError
from chatkit.testing import Call, ScriptedModel
from chatkit_jupyter import Chat
from chatkit_jupyter.session import session_of
from chatkit_jupyter.throttle import SHOWN_EVERY_SECONDS
from tests.chatkit_jupyter.clients import create, decode, said
from tests.waiting import eventually


@pytest.fixture
def chat(request) -> Chat:
    return Chat(request.node.name, store="memory")


@pytest.fixture
def take(chat):
    """Lets a model call tools in a turn, one after the other; returns the events."""

    async def take(*calls: Call, tools=None):
        take.model = ScriptedModel([*calls, "Done."])
        tools = list(session_of(chat.name).tools.values()) if tools is None else tools
        chat.agent = Agent(name="Shop", tools=tools, model=take.model)
        answer = await session_of(chat.name).answer(json.dumps(create("Go")).encode(), "")
        return decode([line async for frame in answer for line in frame.decode().split("\n")])

    return take


def read(take) -> str:
    """What the model read of the last call."""
    return take.model.calls[-1].input[-1]["output"]


def tasks(events) -> list[dict]:
    """The states of the tasks, in order."""
    added = [
        task
        for event in events
        if event["type"] == "thread.item.added" and event["item"]["type"] == "workflow"
        for task in event["item"]["workflow"]["tasks"]
    ]
    return added + [
        event["update"]["task"] for event in events if "task" in event.get("update", {})
    ]


async def test_a_tool_is_called_and_cells_can_call_it_too(chat, take):
    @chat.tool
    def stock(item: str) -> int:
        """How many of an item there are."""
        return len(item)

    assert stock("tea") == 3
    assert stock.__doc__ == "How many of an item there are."
    events = await take(Call("stock", {"item": "coffee"}))
    assert said(events) == "Done."
    assert read(take) == "6"
    assert stock.description == "How many of an item there are."


async def test_defining_it_again_changes_the_agents_that_have_it(chat, take):
    @chat.tool
    def stock(item: str) -> int:
        return 1

    old = stock

    @chat.tool
    def stock(item: str, color: str) -> str:
        """By color."""
        return color

    assert stock is old
    await take(Call("stock", {"item": "tea", "color": "red"}), tools=[old])
    assert read(take) == "red"
    assert old.description == "By color."
    assert list(old.params_json_schema["properties"]) == ["item", "color"]


async def test_methods_and_partials(chat, take):
    class Shop:
        def price(self, item: str, factor: int) -> int:
            return len(item) * factor

    chat.tool(functools.partial(Shop().price, factor=3))
    await take(Call("price", {"item": "tea"}))
    assert read(take) == "9"


async def test_a_plain_function_runs_in_a_thread_of_its_own(chat, take):
    @chat.tool
    def where() -> str:
        return threading.current_thread().name

    await take(Call("where"))
    assert read(take) == "chatkit-call"


async def test_an_asynchronous_function_runs_on_the_loop(chat, take):
    loop = asyncio.get_running_loop()

    @chat.tool
    async def where() -> bool:
        return asyncio.get_running_loop() is loop

    await take(Call("where"))
    assert read(take) == "true"


async def test_what_it_prints_is_shown_at_the_call_and_nowhere_else(chat, take, capsys):
    @chat.tool
    def loud() -> int:
        print("one")
        print("10 %\r100 %", file=sys.stderr)
        return 7

    task = tasks(await take(Call("loud")))[-1]
    assert task["content"] == "```\n7\n```\n\nPrinted:\n\n```\none\n100 %\n```"
    assert capsys.readouterr() == ("", "")
    assert read(take) == "7"


async def test_what_others_print_meanwhile_stays_theirs(chat, take, capsys):
    entered, seen = threading.Event(), threading.Event()

    @chat.tool
    def first() -> None:
        print("from the first")
        entered.set()
        assert seen.wait(10)

    def cell():
        assert entered.wait(10)
        print("from the cell")
        seen.set()

    @chat.tool
    async def second() -> None:
        print("from the second")

    thread = threading.Thread(target=cell)
    thread.start()
    events = await take([Call("first"), Call("second")])
    thread.join()
    contents = {task["title"]: task.get("content") for task in tasks(events)}
    assert "from the first" in contents["first()"]
    assert "from the second" in contents["second()"]
    assert "from the second" not in contents["first()"]
    assert capsys.readouterr().out == "from the cell\n"
    assert type(sys.stdout).__name__ != "_Divided"


async def test_progress_is_shown_while_it_runs(chat, take):
    shown = threading.Event()

    @chat.tool
    def load(context, rows: int) -> str:
        context.progress("Loading", 30, rows)
        assert shown.wait(10)
        return "ok"

    events = await watch(take, Call("load", {"rows": 40}), "Loading 30/40 (75%)", shown)
    assert any(task["title"] == "load(rows=40) · Loading 30/40 (75%)" for task in tasks(events))
    assert tasks(events)[-1]["title"] == "load(rows=40)"


@pytest.mark.parametrize("module", ["tqdm", "tqdm.auto", "tqdm.notebook"])
async def test_bars_of_tqdm_are_shown_while_it_runs(chat, take, module, capsys):
    bars = pytest.importorskip(module)
    shown = threading.Event()

    @chat.tool
    def load() -> str:
        for number in bars.tqdm(range(4), desc="Rows", mininterval=0):
            for _ in bars.tqdm(range(2), desc="Inner"):
                pass
            if number == 1:
                assert shown.wait(10)
        return "ok"

    await watch(take, Call("load"), "Rows 1/4 (25%)", shown)
    assert read(take) == "ok"
    assert capsys.readouterr() == ("", "")


async def watch(take, call, text, seen):
    """Take a turn; sets the event when this text was sent."""
    session, collected = None, []
    model = ScriptedModel([call, "Done."])
    chat = take.chat
    session = session_of(chat.name)
    take.model = model
    chat.agent = Agent(name="Shop", tools=list(session.tools.values()), model=model)
    answer = await session.answer(json.dumps(create("Go")).encode(), "")
    async for frame in answer:
        collected += decode(frame.decode().split("\n"))
        if text in frame.decode():
            seen.set()
    return collected


@pytest.fixture(autouse=True)
def _chat_of(take, chat):
    take.chat = chat


class TestErrors:
    async def test_the_model_reads_one_line_and_the_author_a_traceback(self, chat, take):
        def look_up(customer):
            raise LookupError(f"no customer {customer}\nand more")

        @chat.tool
        def orders(customer: str) -> str:
            return look_up(customer)

        widget = session_of(chat.name).widget()
        events = await take(Call("orders", {"customer": "Ada"}))
        assert read(take) == "Error: LookupError: no customer Ada"
        assert said(events) == "Done."
        assert "return look_up(customer)" in widget.author_error["traceback"]
        assert "interruptible" not in widget.author_error["traceback"]
        assert isinstance(chat.last_error, LookupError)
        task = tasks(events)[-1]
        assert (task["icon"], task["status_indicator"]) == ("bug", "none")

    async def test_wrong_arguments_are_the_model_s_own_business(self, chat, take):
        @chat.tool
        def orders(limit: int) -> int:
            return limit

        await take(Call("orders", {"limit": "many"}))
        assert read(take).startswith("Error: The arguments do not fit: limit: Input should be")
        assert chat.last_error is None

    async def test_leaving_the_process_is_an_error_like_others(self, chat, take):
        @chat.tool
        def leave() -> None:
            sys.exit(3)

        await take(Call("leave"))
        assert read(take) == "Error: SystemExit: 3"

    async def test_an_error_for_the_user_ends_the_turn(self, chat, take):
        @chat.tool
        def locked() -> None:
            raise CustomStreamError("The shop is closed.")

        events = await take(Call("locked"))
        [error] = [event for event in events if event["type"] == "error"]
        assert error["message"] == "The shop is closed."


class TestEnds:
    @pytest.mark.parametrize("asynchronous", [False, True])
    async def test_a_timeout_ends_it(self, chat, take, asynchronous):
        ended = threading.Event()

        def busy() -> None:
            try:
                while True:
                    time.sleep(0.001)
            finally:
                ended.set()

        async def waiting() -> None:
            try:
                await asyncio.Event().wait()
            finally:
                ended.set()

        tool = waiting if asynchronous else busy
        chat.tool(timeout=0.05)(tool)
        await take(Call(tool.__name__))
        assert read(take) == f"Error: {tool.__name__} was stopped: it took longer than 0.05 s."
        eventually(ended.is_set)

    async def test_a_stop_ends_it(self, chat):
        begun, ended = threading.Event(), threading.Event()

        @chat.tool
        def busy() -> None:
            begun.set()
            try:
                while True:
                    time.sleep(0.001)
            except KeyboardInterrupt:
                ended.set()
                raise

        model = ScriptedModel([Call("busy"), "Never."])
        chat.agent = Agent(name="Shop", tools=[busy], model=model)
        frames = await session_of(chat.name).answer(json.dumps(create("Go")).encode(), "")

        async def read_all():
            async for _ in frames:
                pass

        reading = asyncio.create_task(read_all())
        assert await asyncio.to_thread(begun.wait, 10)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        assert await asyncio.to_thread(ended.wait, 10)
        assert chat.last_error is None


class TestResults:
    async def test_a_frame_is_shown_and_summarized(self, chat, take):
        @chat.tool
        def orders() -> pd.DataFrame:
            return pd.DataFrame({"customer": ["Ada", "Bob"], "total": [1, 2]})

        events = await take(Call("orders"))
        [widget] = [e["item"] for e in events if e.get("item", {}).get("type") == "widget"]
        assert "Ada" in json.dumps(widget)
        assert read(take).startswith("DataFrame: 2 rows")
        assert "Bob" in read(take)

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (None, "(no result)"),
            ("text", "text"),
            ({"a": [1, 2.5, None]}, '{"a":[1,2.5,null]}'),
            (float("nan"), "NaN"),
            (ToolOutputText(text="as it is"), [{"text": "as it is", "type": "input_text"}]),
        ],
    )
    async def test_the_model_reads_json(self, chat, take, value, text):
        chat.tool(name="give")(lambda: value)
        await take(Call("give"))
        assert read(take) == text

    async def test_any_object_has_words(self, chat, take):
        class Odd:
            def __repr__(self):
                return "<odd>"

        chat.tool(name="give")(Odd)
        await take(Call("give"))
        assert read(take) == "<odd>"

    async def test_very_long_results_are_cut(self, chat, take):
        chat.tool(name="give")(lambda: "x" * 100_000)
        await take(Call("give"))
        assert len(read(take)) == 16_000


async def test_the_next_turn_remembers_the_call_once(chat, take):
    chat.tool(name="stock")(lambda item="": 42)
    events = await take(Call("stock", {"item": "tea"}))
    model = ScriptedModel(["As I said, 42."])
    chat.agent = Agent(name="Shop", model=model)
    session = session_of(chat.name)
    session.thread_id = events[0]["thread"]["id"]
    await chat.send("Again?")
    told = model.calls[0].input
    assert [item.get("type") or item["role"] for item in told] == [
        "message",
        "function_call",
        "function_call_output",
        "assistant",
        "message",
    ]


async def test_a_tool_can_be_used_outside_of_a_chat(chat, capsys):
    @chat.tool
    def stock(context, item: str) -> int:
        context.progress("Counting", 1, 2)
        print("counting")
        return 5

    agent = Agent(name="A", tools=[stock], model=ScriptedModel([Call("stock", {"item": "x"}), "5"]))
    result = await Runner.run(agent, "?", run_config=RunConfig(tracing_disabled=True))
    assert result.final_output == "5"
    assert capsys.readouterr().out == "counting\n"


async def test_progress_of_a_responder(chat):
    @chat.respond
    async def respond(context):
        for done in range(100):
            context.progress("Reading", done + 1, 100)
        await asyncio.sleep(3 * SHOWN_EVERY_SECONDS)
        yield "Read."

    answer = await session_of(chat.name).answer(json.dumps(create("Go")).encode(), "")
    events = decode([line async for frame in answer for line in frame.decode().split("\n")])
    lines = [event["text"] for event in events if event["type"] == "progress_update"]
    assert lines == ["Reading 100/100 (100%)"]
