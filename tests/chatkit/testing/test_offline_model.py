from __future__ import annotations

import asyncio

import pytest
from agents import Agent, RunConfig, Runner, function_tool

from chatkit.testing import Call, Hold, OfflineModel, Say, ScriptedModel
from chatkit.testing import offline_model as module

OPTIONS = RunConfig(tracing_disabled=True)


@function_tool
def look(at: str) -> str:
    """Look at something."""
    return f"saw {at}"


class Echo(OfflineModel):
    """A model of a user's own."""

    def turn(self, call):
        return [Say(f"{call.instructions} {call.input[-1]['content']}")]


async def test_a_model_of_ones_own_needs_only_its_turn():
    agent = Agent(name="a", instructions="Echo:", model=Echo())
    result = await Runner.run(agent, "hello there", run_config=OPTIONS)
    assert result.final_output == "Echo: hello there"
    assert result.context_wrapper.usage.requests == 1
    assert result.context_wrapper.usage.output_tokens > 0


async def test_it_remembers_what_it_was_asked():
    model = ScriptedModel([Call("look", {"at": "it"}), "Done."])
    agent = Agent(name="a", instructions="Be brief.", model=model, tools=[look])
    await Runner.run(agent, "Go", run_config=OPTIONS)
    first, second = model.calls
    assert (first.instructions, first.tools) == ("Be brief.", ("look",))
    assert first.input == [{"role": "user", "content": "Go"}]
    assert second.input[-1]["output"] == "saw it"


async def test_the_conversation_may_be_plain_text():
    model = ScriptedModel(["Hello"])
    response = await model.get_response(None, "Hi", None, [], None, [], None)
    assert response.output[0].content[0].text == "Hello"
    assert model.calls[0].input == [{"role": "user", "content": "Hi"}]


async def streamed(model):
    result = Runner.run_streamed(Agent(name="a", model=model), "Go", run_config=OPTIONS)
    async for event in result.stream_events():
        if event.type == "raw_response_event":
            yield event.data


async def test_the_delay_is_taken_before_every_word(monkeypatch):
    pauses = []
    real = asyncio.sleep

    async def sleep(seconds):
        pauses.append(seconds)
        await real(0)

    monkeypatch.setattr(module.asyncio, "sleep", sleep)
    deltas = [
        event.delta
        async for event in streamed(ScriptedModel(["One two three"], delay=0.25))
        if event.type == "response.output_text.delta"
    ]
    assert deltas == ["One ", "two ", "three"]
    assert pauses.count(0.25) == 3


async def test_an_answer_in_one_piece_takes_no_delay():
    model = ScriptedModel(["One two three"], delay=3600)
    result = await Runner.run(Agent(name="a", model=model), "Go", run_config=OPTIONS)
    assert result.final_output == "One two three"


async def test_an_exception_comes_in_its_place():
    seen = []
    with pytest.raises(RuntimeError, match="broken"):
        seen += [event.type async for event in _into(seen, ["Half.", RuntimeError("broken")])]
    assert "response.output_item.done" in seen


async def _into(seen, turn):
    async for event in streamed(ScriptedModel([turn])):
        seen.append(event.type)
        yield event


async def test_a_model_that_holds_says_nothing_more_until_it_is_cancelled():
    waiting = asyncio.Event()

    async def read():
        async for event in streamed(ScriptedModel([["Half.", Hold()]])):
            if event.type == "response.output_item.done":
                waiting.set()

    reading = asyncio.create_task(read())
    await waiting.wait()
    assert not reading.done()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
