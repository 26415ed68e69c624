from __future__ import annotations

import pytest
from agents import Agent, RunConfig, Runner, function_tool

from chatkit.testing import Call, Say, ScriptedModel, Think

OPTIONS = RunConfig(tracing_disabled=True)


@function_tool
def double(number: int) -> int:
    """Double a number."""
    return number * 2


async def test_turns_are_given_one_for_each_call():
    model = ScriptedModel([[Think("Easy."), Call("double", {"number": 4})], [Say("It is 8.")]])
    agent = Agent(name="a", model=model, tools=[double])
    result = await Runner.run(agent, "Go", run_config=OPTIONS)
    assert result.final_output == "It is 8."
    assert model.calls[1].input[-1]["output"] == "8"


async def test_plain_text_is_a_turn():
    result = await Runner.run(
        Agent(name="a", model=ScriptedModel(["Hello"])), "Hi", run_config=OPTIONS
    )
    assert result.final_output == "Hello"


async def test_a_script_that_is_too_short_says_so():
    model = ScriptedModel([Call("double", {"number": 4})])
    with pytest.raises(IndexError, match=r"ends after turn 1.* for turn 2"):
        await Runner.run(Agent(name="a", model=model, tools=[double]), "Go", run_config=OPTIONS)
