"""What a chat's author sees of a turn, and the test that it becomes."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest
from agents import Agent, function_tool

from chatkit.testing import Call, ScriptedModel, Think
from chatkit.widgets import Card, Text
from chatkit_jupyter import Chat
from chatkit_jupyter.errors import HandlerError, TurnError
from chatkit_jupyter.runtime.runtime import get_runtime
from chatkit_jupyter.session import session_of

SECRET = "sk-" + "a1b2c3d4" * 4


@function_tool
def stock(item: str) -> dict[str, object]:
    """How many are left."""
    return {"item": item, "left": 7, "key": SECRET}


@pytest.fixture
def chat(request):
    return Chat(request.node.name, store="memory")


@pytest.fixture
def shop(chat):
    """A desk that hands over to a shop, which looks the stock up."""
    clerk = Agent(name="Clerk", tools=[stock], instructions="Look it up.")
    desk = Agent(name="Front desk", handoffs=[clerk], instructions=f"Hand over. {SECRET}")
    desk.model = clerk.model = ScriptedModel(
        [
            Call("transfer_to_clerk"),
            [Think("The shelf."), Call("stock", {"item": "<b>tea</b>"})],
            "There are **7** left.",
        ]
    )
    chat.agent = desk
    return chat


def run_as_test(source, tmp_path):
    file = tmp_path / "test_turn.py"
    file.write_text(source)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(file)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    return done.returncode, done.stdout + done.stderr


async def test_a_turn_of_agents_has_its_calls_in_order_with_what_they_were_given(shop):
    reply = await shop.send("How much tea?")
    trace = shop.trace()
    assert [(step.kind, step.name) for step in trace.steps if step.kind != "item"] == [
        ("model", "Front desk"),
        ("handoff", "Clerk"),
        ("model", "Clerk"),
        ("tool", "stock"),
        ("model", "Clerk"),
    ]
    tool = next(step for step in trace.steps if step.kind == "tool")
    assert tool.given == {"item": "<b>tea</b>"}
    assert '"left":7' in str(tool.output).replace(" ", "") or "'left': 7" in str(tool.output)
    assert trace.question == "How much tea?"
    assert all(0 <= step.started <= trace.seconds for step in trace.steps)
    assert 0 < trace.first_token <= trace.seconds
    assert trace.tokens[0] > 0
    assert trace.tokens[1] > 0
    assert trace.frames[-1].event["item"]["content"][0]["text"] == reply.text
    assert repr(trace).startswith("Trace('How much tea?', ")


async def test_no_secret_is_in_it_and_its_html_is_escaped(shop, tmp_path):
    await shop.send(f"How much tea? My key is {SECRET}")
    trace = shop.trace()
    html = trace._repr_html_()
    assert SECRET not in html + trace.as_test() + repr(trace) + repr(trace.frames)
    assert "<b>tea</b>" not in html
    assert "&lt;b&gt;tea&lt;/b&gt;" in html
    assert "<script" not in html


async def test_a_turn_of_agents_becomes_a_test_that_passes(shop, tmp_path):
    await shop.send("How much tea?")
    source = shop.trace().as_test()
    assert "def test_how_much_tea():" in source
    assert "recorded_tool('stock'" in source
    code, said = run_as_test(source, tmp_path)
    assert code == 0, said
    code, _ = run_as_test(source.replace("There are **7** left.'\n", "no'\n"), tmp_path)
    assert code == 1


async def test_a_turn_of_a_function_becomes_a_test_that_passes(chat, tmp_path):
    @chat.respond
    def respond(message):
        yield 'Here "it" is:\n'
        yield Card(children=[Text(value="x")])

    await chat.send("Show it")
    trace = chat.trace()
    assert [step.name for step in trace.steps] == ["user_message", "assistant_message", "widget"]
    code, said = run_as_test(trace.as_test(), tmp_path)
    assert code == 0, said


async def test_a_turn_that_failed_says_how_and_is_no_test(chat):
    @chat.respond
    def respond(message):
        raise KeyError("body_mass")

    with pytest.raises(TurnError):
        await chat.send("Show it")
    trace = chat.trace()
    assert "body_mass" in trace.error
    assert "body_mass" in trace._repr_html_()
    with pytest.raises(HandlerError, match="came to its end"):
        trace.as_test()


def test_without_a_turn_it_says_so(chat):
    with pytest.raises(HandlerError, match="send a message first"):
        chat.trace()


async def test_the_page_is_told_the_same(shop):
    await shop.send("How much tea?")
    query = json.dumps({"type": "trace.last"}).encode()
    session = session_of(shop.name)
    shown = json.loads(get_runtime().wait(session.query(query, "")))["trace"]
    assert shown["title"] == "How much tea?"
    assert [step["label"] for step in shown["steps"] if step["kind"] == "handoff"] == [
        "Front desk → Clerk"
    ]
    assert shown["test"] == shop.trace().as_test()
    assert len(shown["frames"]) == len(shop.trace().frames)
