"""Whole turns while the kernel's main thread runs a cell."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.chatkit_jupyter.clients import create, decode, deltas, said
from tests.waiting import eventually

SHOP = """
import numpy
from agents import Agent, function_tool
from chatkit.testing import Call, Hold, ScriptedModel

matrix = numpy.random.rand(300, 300)

@function_tool
def stock(item: str) -> int:
    return len(item) * 7

chat.agent = Agent(name="Shop", tools=[stock], model=ScriptedModel(
    [Call("stock", {"item": "apples"}), "There are 42.", ["Once", Hold()], "Done."]
))
"""


@pytest.fixture(params=["time.sleep(0.01)", "sum(range(1000))", "matrix @ matrix"])
def running(request, kernel, tmp_path):
    """A cell that does this again and again until the test is over."""
    kernel.serve(SHOP)
    busy, gate = tmp_path / "busy", tmp_path / "gate"
    kernel.start(
        f"busy, gate = pathlib.Path({str(busy)!r}), pathlib.Path({str(gate)!r})\n"
        f"busy.touch()\nwhile not gate.exists(): {request.param}\ngate.unlink()"
    )
    eventually(busy.exists)
    yield
    gate.touch()
    kernel.run("0")
    assert not gate.exists(), "the cell had ended before the test"


@pytest.mark.usefixtures("running")
def test_a_turn_calls_a_tool_and_streams_and_another_is_stopped(kernel, browser):
    events = browser.ask(kernel, "How many apples?")
    tasks = [event["item"] for event in events if event["type"] == "thread.item.done"]
    assert any("42" in str(item) for item in tasks if item["type"] == "workflow")
    assert said(events) == "There are 42."
    assert len([event for event in events if event.get("update", {}).get("delta")]) > 1

    response_id = str(uuid4())
    with browser.stream(kernel, "A story", **{"ChatKit-Response-Id": response_id}) as answer:
        lines = answer.iter_lines()
        assert next(deltas(lines)) == "Once"
        stop = browser.http.delete(f"{browser.url(kernel)}/responses/{response_id}")
        assert stop.status_code == 204
        list(lines)
    assert said(decode(browser.post(kernel, create("And?")).text.splitlines())) == "Done."
