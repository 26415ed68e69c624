from __future__ import annotations

import pytest
from agents import Agent, function_tool

from chatkit.store import InMemoryStore
from chatkit.testing import Call, ScriptedModel, Think, run_turn
from chatkit.types import WorkflowItem
from chatkit_jupyter.notebook_server import NotebookServer
from chatkit_jupyter.responder.context import ChatContext


@function_tool
def count(species: str) -> int:
    """Count the penguins of a species."""
    return len(species)


@function_tool
def quote(text: str) -> str:
    """Quote a text."""
    return f"```\n{text}\n```"


async def turn_of(*turns):
    agent = Agent(name="Counter", tools=[count, quote], model=ScriptedModel(turns))
    server = NotebookServer(InMemoryStore(), lambda: agent, report=pytest.fail)
    return await run_turn(server, "How many?", ChatContext(chat="c", user="u"))


def workflows(turn):
    return [item for item in turn.items if isinstance(item, WorkflowItem)]


async def test_a_tool_call_is_shown_while_it_runs_and_with_its_result():
    turn = await turn_of(Call("count", {"species": "Gentoo"}), "Six.")
    added = next(event for event in turn.events if event.type == "thread.item.added")
    [running] = added.item.workflow.tasks
    assert (running.title, running.status_indicator) == ('count(species="Gentoo")', "loading")
    [item] = workflows(turn)
    [task] = item.workflow.tasks
    assert (task.status_indicator, task.content) == ("complete", "```\n6\n```")
    assert item.workflow.summary.title == "Used count"


async def test_calls_of_one_round_share_a_workflow():
    calls = [Call("count", {"species": "Adelie"}), Call("quote", {"text": "hello"})]
    [item] = workflows(await turn_of(calls, "Done."))
    assert [task.status_indicator for task in item.workflow.tasks] == ["complete", "complete"]
    assert item.workflow.summary.title == "Used 2 tools"


async def test_tools_stand_after_the_reasoning_that_led_to_them():
    [item] = workflows(
        await turn_of([Think("I must count."), Call("count", {"species": "A"})], "1")
    )
    assert [task.type for task in item.workflow.tasks] == ["thought", "custom"]


async def test_a_result_cannot_break_out_of_its_code_block():
    [item] = workflows(await turn_of(Call("quote", {"text": "x"}), "Done."))
    assert item.workflow.tasks[0].content == "````\n```\nx\n```\n````"


async def test_long_results_and_arguments_are_cut():
    [item] = workflows(await turn_of(Call("quote", {"text": "y" * 5_000}), "Done."))
    [task] = item.workflow.tasks
    assert len(task.title) < 120
    assert len(task.content) < 2_100
