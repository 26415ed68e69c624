from __future__ import annotations

import pytest
from agents import Agent, RunItemStreamEvent, ToolCallItem

from chatkit.agents import ClientToolCall
from tests.chatkit.agents.answering import story
from tests.chatkit.agents.runs import events_of, message, tool_called


def asks(context, name="pick"):
    async def ask():
        context.client_tool_call = ClientToolCall(name=name, arguments={"mode": "fast"})

    return ask


@pytest.mark.parametrize("as_dict", [False, True])
async def test_a_call_for_the_browser_comes_last_with_the_models_ids(context, as_dict):
    call = tool_called("pick", "call_9", as_dict=as_dict)
    events = await events_of(context, call, asks(context), *message("One moment"))
    item = events[-1].item
    assert (item.type, item.status, item.id, item.call_id) == (
        "client_tool_call",
        "pending",
        "fc_1",
        "call_9",
    )
    assert (item.name, item.arguments) == ("pick", {"mode": "fast"})


async def test_among_several_calls_it_is_the_one_of_that_name(context):
    calls = [tool_called("pick", "call_1", "fc_1"), tool_called("look", "call_2", "fc_2")]
    [event] = await events_of(context, *calls, asks(context))
    assert event.item.call_id == "call_1"


async def test_a_call_under_another_name_belongs_to_the_models_last(context):
    calls = [tool_called("pick", "call_1", "fc_1"), tool_called("look", "call_2", "fc_2")]
    [event] = await events_of(context, *calls, asks(context, "open_picker"))
    assert (event.item.call_id, event.item.name) == ("call_2", "open_picker")


@pytest.mark.parametrize("item_id", [None, "__fake_id__"])
async def test_a_call_without_an_id_of_its_own_gets_one(context, item_id):
    call = tool_called("pick", "call_9", item_id)
    [event] = await events_of(context, call, asks(context))
    assert event.item.id not in {None, "__fake_id__"}
    assert event.item.call_id == "call_9"


async def test_a_call_the_model_did_not_make_gets_ids(context):
    [event] = await events_of(context, asks(context))
    assert event.item.id != event.item.call_id


async def test_tools_of_other_kinds_are_no_calls_of_the_browsers(context):
    item = ToolCallItem(
        agent=Agent(name="a"), raw_item={"type": "shell_call", "id": "s", "call_id": "c"}
    )
    searched = RunItemStreamEvent(name="tool_called", item=item)
    [event] = await events_of(context, searched, asks(context))
    assert event.item.call_id != "c"


async def test_a_call_is_made_once(context):
    await events_of(context, asks(context))
    assert story(await events_of(context, *message("Hi")))[-1] == "done assistant_message"
