"""The Agents SDK's own HTTP clients against the loopback model server, up to a client's events."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from agents import (
    Agent,
    OpenAIChatCompletionsModel,
    OpenAIResponsesModel,
    RunContextWrapper,
    function_tool,
)
from openai import AsyncOpenAI

from chatkit.agents import AgentContext
from chatkit.testing import Call, Think, run_turn
from chatkit.types import ErrorEvent
from tests.chatkit.agents.answering import AgentServer, story
from tests.model_server.replies import Break, Pause, Status

MODELS = {"responses": OpenAIResponsesModel, "chat": OpenAIChatCompletionsModel}
PATHS = {"responses": "/v1/responses", "chat": "/v1/chat/completions"}


@pytest.fixture(params=MODELS)
def api(request):
    return request.param


@pytest.fixture
async def model(api, model_server):
    async with AsyncOpenAI(api_key="test", base_url=model_server.base_url) as client:
        yield MODELS[api]("test-model", client)


@function_tool
async def measure(ctx: RunContextWrapper[AgentContext[Any]], species: str) -> dict[str, int]:
    """Measure the penguins of a species."""
    ctx.context.progress(f"Measuring {species}")
    return {"grams": 5_000}


async def test_text_streams_word_by_word(model, api, model_server):
    model_server.reply("Two words")
    turn = await run_turn(AgentServer(Agent(name="a", model=model)), "Hi")
    # Chat Completions has no event for the end of a part: the message's own end tells it.
    assert [line for line in story(turn.events) if line != "done"] == [
        "done user_message",
        "added assistant_message",
        "added",
        "text_delta Two",
        "text_delta words",
        "done assistant_message",
    ]
    assert turn.text == "Two words"
    [request] = model_server.requests
    assert request.path == PATHS[api]
    assert request.question == "Hi"


async def test_a_tool_is_called_and_its_output_goes_back(model, model_server):
    model_server.reply(Call("measure", {"species": "Gentoo penguin"}, "call_7"))
    model_server.reply("They weigh 5 kg.")
    server = AgentServer(Agent(name="a", model=model, tools=[measure]))
    turn = await run_turn(server, "How heavy are they?")
    lines = story(turn.events)
    assert lines.index("progress Measuring Gentoo penguin") < lines.index("added assistant_message")
    assert turn.text == "They weigh 5 kg."
    second = json.dumps(model_server.requests[1].body)
    assert "call_7" in second
    assert "5000" in second


async def test_reasoning_becomes_the_thoughts_of_a_workflow(model, model_server):
    model_server.reply(Think("Let me think."), "Done.")
    turn = await run_turn(AgentServer(Agent(name="a", model=model)), "Hi")
    lines = story(turn.events)
    assert lines[1:4] == ["added workflow", "added Let", "updated Let me"]
    assert lines.index("done workflow") < lines.index("added assistant_message")
    workflow = turn.items[1].workflow
    assert [task.content for task in workflow.tasks] == ["Let me think."]


async def test_thoughts_before_and_after_a_tool_stand_in_one_workflow(model, model_server):
    model_server.reply(Think("First."), Call("measure", {"species": "Gentoo"}))
    model_server.reply(Think("Then."), "Done.")
    server = AgentServer(Agent(name="a", model=model, tools=[measure]))
    turn = await run_turn(server, "Hi")
    assert [item.type for item in turn.items] == ["user_message", "workflow", "assistant_message"]
    assert [task.content for task in turn.items[1].workflow.tasks] == ["First.", "Then."]


async def test_every_message_has_an_id_of_its_own(model, model_server):
    server = AgentServer(Agent(name="a", model=model))
    first = await run_turn(server, "One")
    second = await run_turn(server, "Two", thread_id=first.thread.id)
    ids = [item.id for item in second.items]
    assert len(set(ids)) == 4
    assert "__fake_id__" not in ids
    updated = {event.item_id for event in second.events if event.type == "thread.item.updated"}
    assert updated == {second.items[-1].id}
    assert second.text == "You said: Two"


@pytest.mark.parametrize("code", [401, 429, 500])
async def test_an_error_of_the_service_ends_in_an_error_event(model, model_server, code):
    model_server.reply(Status(code))
    turn = await run_turn(AgentServer(Agent(name="a", model=model)), "Hi")
    assert isinstance(turn.events[-1], ErrorEvent)
    assert turn.events[-1].allow_retry
    assert [item.type for item in turn.items] == ["user_message"]
    assert len(model_server.requests) == 1


async def test_an_error_in_mid_stream_ends_in_an_error_event(model, model_server):
    model_server.reply("Half an answer", Break())
    turn = await run_turn(AgentServer(Agent(name="a", model=model)), "Hi")
    lines = story(turn.events)
    assert "text_delta Half" in lines
    assert lines[-1] == "error"


async def test_text_arrives_while_the_model_is_still_writing(model, model_server):
    pause = Pause()
    model_server.reply(pause, "One two")
    server = AgentServer(Agent(name="a", model=model))
    turn = asyncio.create_task(run_turn(server, "Hi"))
    await asyncio.to_thread(pause.reached.wait, 10)
    assert not turn.done()
    pause.release()
    assert (await turn).text == "One two"


async def test_stopping_ends_the_request_to_the_model(model, model_server):
    pause = Pause()
    model_server.reply(pause, "Never finished")
    server = AgentServer(Agent(name="a", model=model))
    turn = asyncio.create_task(run_turn(server, "Hi"))
    await asyncio.to_thread(pause.reached.wait, 10)
    turn.cancel()
    with pytest.raises(asyncio.CancelledError):
        await turn
    [request] = model_server.requests
    assert await asyncio.to_thread(request.left.wait, 10)
