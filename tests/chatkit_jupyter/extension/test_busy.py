"""A kernel whose interpreter is held by one native call: the extension speaks for it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from tests.chatkit_jupyter.clients import create, decode, said
from tests.waiting import eventually

RESPONDER = """
import ctypes
@chat.respond
async def respond(message):
    yield "begun"
    try:
        while message.text == "wait" and not gate.exists():
            await asyncio.sleep(0.01)
    except asyncio.CancelledError:
        stopped.touch()
        raise
    yield f" and {message.text}"
"""


@pytest.fixture
def held(kernel, tmp_path):
    """Holds the interpreter for some seconds, in a cell; says whether it still does."""
    busy, over = tmp_path / "busy", tmp_path / "over"
    gate, stopped = tmp_path / "gate", tmp_path / "stopped"
    kernel.serve(
        f"gate, stopped = pathlib.Path({str(gate)!r}), pathlib.Path({str(stopped)!r})\n{RESPONDER}"
    )

    class Held:
        def __init__(self):
            self.gate, self.stopped = gate, stopped

        def hold(self) -> None:
            kernel.start(
                f"import ctypes; pathlib.Path({str(busy)!r}).touch()\n"
                f"ctypes.PyDLL(None).sleep(4); pathlib.Path({str(over)!r}).touch()"
            )
            eventually(busy.exists)

        @property
        def holds(self) -> bool:
            return not over.exists()

    yield Held()
    kernel.run("0")


def busy_notices(events) -> list[str]:
    return [event["text"] for event in events if event["type"] == "progress_update"]


def test_a_turn_is_told_why_nothing_comes_and_then_goes_on(kernel, browser, held):
    held.hold()
    with browser.stream(kernel, "hello") as answer:
        assert answer.status_code == 200
        lines = answer.iter_lines()
        first = next(event for line in lines for event in decode([line]))
        assert held.holds
        assert "busy in native code" in first["text"]
        events = decode(lines)
    assert said(events) == "begun and hello"
    assert busy_notices(events) == []


def test_a_stop_is_taken_at_once_and_done_when_the_call_returns(kernel, browser, held):
    response_id = str(uuid4())
    with browser.stream(kernel, "wait", **{"ChatKit-Response-Id": response_id}) as answer:
        lines = answer.iter_lines()
        assert any("begun" in line for line in lines)
        held.hold()
        stop = browser.http.delete(f"{browser.url(kernel)}/responses/{response_id}")
        assert stop.status_code == 202
        assert held.holds
        rest = decode(lines)
    assert held.stopped.exists()
    assert "busy in native code" in busy_notices(rest)[0]


def test_reading_is_refused_with_the_reason(kernel, browser, held):
    held.hold()
    answer = browser.post(kernel, {"type": "threads.list", "params": {}})
    assert held.holds
    assert (answer.status_code, answer.json()["reason"]) == (503, "busy")
    assert "busy in native code" in answer.json()["message"]
    assert browser.http.get(browser.url(kernel)).json()["reason"] == "busy"


def test_what_must_not_be_sent_twice_is_waited_for(kernel, browser, held):
    thread = browser.ask(kernel, "hello")[0]["thread"]["id"]
    held.hold()
    params = {"thread_id": thread, "title": "Renamed"}
    answer = browser.post(kernel, {"type": "threads.update", "params": params})
    eventually(lambda: not held.holds, 1)  # it ends now: this was not answered earlier
    assert (answer.status_code, answer.json()["title"]) == (200, "Renamed")


def test_a_refusal_that_comes_late_is_an_error_event(kernel, browser, held):
    held.hold()
    text = browser.post(kernel, create("hi"), chat="other").text
    events = decode(text.splitlines())
    assert text.endswith("\n\n: end\n\n")
    assert [event["type"] for event in events] == ["progress_update", "error"]
    assert "no chat 'other'" in events[1]["message"]


def test_a_turn_that_is_only_slow_is_not_called_busy(kernel, browser, held):
    kernel.serve("""
@chat.respond
async def respond(message):
    await asyncio.sleep(1.5)
    yield "slow"
""")
    events = browser.ask(kernel, "hi")
    assert (said(events), busy_notices(events)) == ("slow", [])
