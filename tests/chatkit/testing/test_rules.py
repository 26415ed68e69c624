from __future__ import annotations

from typing import Any

import pytest
from agents import Agent, RunConfig, Runner, function_tool

from chatkit.store import InMemoryStore
from chatkit.testing import Rule, RuleModel, run_turn
from tests.chatkit.agents.answering import AgentServer

OPTIONS = RunConfig(tracing_disabled=True)


@function_tool
def late_orders(customer: str) -> dict[str, Any]:
    """Count a customer's late orders."""
    return {"count": 2, "customer": customer}


@function_tool
def weather() -> str:
    """Tell the weather."""
    return "It rains."


@function_tool
def add(numbers: list[int]) -> int:
    """Add numbers."""
    return sum(numbers)


TOOLS = [late_orders, weather, add]
LATE = Rule(
    when="late.* for (?P<customer>[a-z]+)",
    call="late_orders",
    say="{customer} has {output[count]} late orders.",
)


async def answer(question, *rules, otherwise="Ask me about orders.", tools=TOOLS):
    model = RuleModel(rules, otherwise=otherwise)
    result = await Runner.run(
        Agent(name="a", model=model, tools=list(tools)), question, run_config=OPTIONS
    )
    return result.final_output


async def test_the_answer_is_worded_from_what_the_tool_returned():
    assert await answer("Which are LATE for Ann?", LATE) == "Ann has 2 late orders."


async def test_the_first_rule_that_matches_is_followed():
    rules = [Rule("order", say="First."), Rule("order", say="Second.")]
    assert await answer("My order?", *rules) == "First."


async def test_where_no_rule_matches_it_says_so():
    assert await answer("Hello", LATE) == "Ask me about orders."
    assert await answer("Hello", LATE, otherwise="{text}?") == "Hello?"
    assert await answer("Hello", LATE, otherwise=lambda asked: asked.text.upper()) == "HELLO"


async def test_text_from_a_tool_is_text():
    assert await answer("weather", Rule("weather", call="weather", say="{output}")) == "It rains."


async def test_arguments_may_be_given_or_taken_from_the_match():
    given = Rule("sum", call="add", arguments={"numbers": [1, 2]}, say="{output}")
    taken = Rule(
        r"(\d+) plus (\d+)",
        call="add",
        arguments=lambda match: {"numbers": [int(number) for number in match.groups()]},
        say=lambda asked: f"{asked.match[1]} + {asked.match[2]} = {asked.output}",
    )
    assert await answer("the sum", given) == "3"
    assert await answer("what is 40 plus 2?", taken) == "40 + 2 = 42"


async def test_groups_that_were_not_found_are_not_given_to_the_tool():
    rule = Rule("weather(?: in (?P<place>[a-z]+))?", call="weather", say="{output} ({place})")
    assert await answer("the weather", rule) == "It rains. ()"


async def test_a_tool_the_agent_lacks_is_named():
    with pytest.raises(ValueError, match=r"'late_orders'.*It has: weather\."):
        await answer("late for Ann", LATE, tools=[weather])


@pytest.mark.parametrize("say", ["{output[missing]}", "{unknown}", "{output.name}"])
async def test_a_template_that_does_not_fit_says_what_the_tool_returned(say):
    with pytest.raises(ValueError, match=r"does not fit.*'count': 2"):
        await answer("late for Ann", Rule(LATE.when, call="late_orders", say=say))


async def test_a_pattern_that_is_none_fails_where_it_is_written():
    with pytest.raises(Exception, match="unterminated"):
        Rule("(", say="")


async def test_it_answers_again_and_again_in_a_thread():
    rule = Rule(LATE.when, call="late_orders", think="I need the orders.", say=LATE.say)
    model = RuleModel([rule], otherwise="Ask me about orders.")
    server = AgentServer(Agent(name="a", model=model, tools=TOOLS))
    assert isinstance(server.store, InMemoryStore)
    first = await run_turn(server, "late for Ann")
    second = await run_turn(server, "late for Bob", thread_id=first.thread.id)
    third = await run_turn(server, "thanks", thread_id=first.thread.id)
    assert [first.text, second.text, third.text] == [
        "Ann has 2 late orders.",
        "Bob has 2 late orders.",
        "Ask me about orders.",
    ]
    assert [item.type for item in third.items].count("workflow") == 2
