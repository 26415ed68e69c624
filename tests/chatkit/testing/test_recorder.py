from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from chatkit.server import ChatKitServer, StreamingResult
from chatkit.store import InMemoryStore, NotFoundError
from chatkit.testing import TurnRecorder
from chatkit.types import ProgressUpdateEvent


class Busy(ChatKitServer):
    """Reports progress for whatever it is asked, for ever if it is told to."""

    closed = False

    async def respond(self, thread, input_user_message, context):
        try:
            yield ProgressUpdateEvent(text=f"for {context}")
            while input_user_message.content[0].text == "go on":
                yield ProgressUpdateEvent(text="still")
        finally:
            self.closed = True

    async def action(self, thread, action, sender, context):
        yield ProgressUpdateEvent(text=action.type)


@pytest.fixture
def recorder():
    return TurnRecorder(Busy(InMemoryStore()))


def create(text):
    message = {
        "content": [{"type": "input_text", "text": text}],
        "attachments": [],
        "inference_options": {},
    }
    return {"type": "threads.create", "params": {"input": message}}


async def test_requests_of_any_kind_are_recorded_in_order(recorder):
    created = await recorder.send(create("hi"), "me")
    thread_id = created.events[0].thread.id
    params = {"thread_id": thread_id, "item_id": None, "action": {"type": "approve"}}
    acted = await recorder.send({"type": "threads.custom_action", "params": params})
    listed = await recorder.send({"type": "threads.list", "params": {}})
    assert recorder.turns == [created, acted, listed]
    assert [turn.request["type"] for turn in recorder.turns] == [
        "threads.create",
        "threads.custom_action",
        "threads.list",
    ]
    assert created.events[-1].text == "for me"
    assert [event.type for event in acted.events] == ["stream_options", "progress_update"]
    assert listed.answer["data"][0]["id"] == thread_id
    assert all(turn.finished and turn.error is None for turn in recorder.turns)


@pytest.mark.parametrize("kind", ["threads.get_by_id", "threads.retry_after_item"])
async def test_what_the_server_raises_is_recorded(recorder, kind):
    turn = await recorder.send({"type": kind, "params": {"thread_id": "none", "item_id": "x"}})
    assert isinstance(turn.error, NotFoundError)
    assert not turn.finished


async def test_in_the_servers_place_it_answers_and_raises_as_the_server_does(recorder):
    result = await recorder.process(json.dumps(create("hi")), "you")
    assert isinstance(result, StreamingResult)
    frames = [frame async for frame in result]
    assert json.loads(frames[-1].removeprefix(b"data: "))["text"] == "for you"
    assert len(recorder.turns[0].events) == len(frames)
    with pytest.raises(ValidationError):
        await recorder.process("not JSON", "you")
    assert recorder.turns[1].request == "not JSON"
    assert isinstance(recorder.turns[1].error, ValidationError)


async def test_a_client_that_leaves_stops_the_server(recorder):
    result = await recorder.process(json.dumps(create("go on")), None)
    async for frame in result:
        if b"still" in frame:
            break
    await result.aclose()
    [turn] = recorder.turns
    assert recorder.server.closed
    assert turn.events[-1].text == "still"
    assert not turn.finished
