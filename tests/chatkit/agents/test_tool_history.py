"""What an agent looked up in one turn is there in the next."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from agents import (
    Agent,
    OpenAIChatCompletionsModel,
    OpenAIResponsesModel,
    RunConfig,
    RunContextWrapper,
    RunHooks,
    Runner,
    StopAtTools,
    ToolOutputImage,
    function_tool,
)
from openai import AsyncOpenAI

from chatkit.agents import (
    AgentContext,
    ClientToolCall,
    PlainTextConverter,
    ToolHistory,
    ToolHistoryConverter,
    simple_to_agent_input,
    stream_agent_response,
)
from chatkit.server import ChatKitServer
from chatkit.store import InMemoryStore
from chatkit.testing import Call, ScriptedModel, run_turn
from chatkit.types import ClientToolCallItem, CustomTask, SDKHiddenContextItem
from chatkit.types.clock import now

MODELS = {"responses": OpenAIResponsesModel, "chat": OpenAIChatCompletionsModel}


class Converter(ToolHistoryConverter, PlainTextConverter):
    pass


class ReadsItsHistory(ChatKitServer[None]):
    def __init__(self, agent: Agent[Any], hooks: RunHooks[Any] | None = None) -> None:
        super().__init__(InMemoryStore())
        self.agent = agent
        self.hooks = hooks or ToolHistory()

    async def respond(self, thread, input_user_message, context):
        agent_context = AgentContext(thread=thread, store=self.store, request_context=context)
        page = await self.store.load_thread_items(thread.id, None, 50, "asc", context)
        result = Runner.run_streamed(
            self.agent,
            await Converter().to_agent_input(page.data),
            context=agent_context,
            hooks=self.hooks,
            run_config=RunConfig(tracing_disabled=True),
        )
        async for event in stream_agent_response(agent_context, result):
            yield event


@function_tool
def stock(item: str) -> dict[str, int]:
    """How much of an item is left."""
    return {"left": 7}


@function_tool
def picture() -> ToolOutputImage:
    """A picture."""
    return ToolOutputImage(image_url="data:image/png;base64,AA==")


@function_tool
def broken() -> str:
    """A tool that fails."""
    raise ValueError("out of order")


@function_tool
async def ask_page(ctx: RunContextWrapper[AgentContext[Any]]) -> str:
    """Ask the page for its selection."""
    ctx.context.client_tool_call = ClientToolCall(name="selection", arguments={})
    return "asked"


def entries_of(model: ScriptedModel, call: int) -> list[dict[str, Any]]:
    return [entry for entry in model.calls[call].input if "function_call" in entry.get("type", "")]


async def test_calls_and_outputs_come_back_in_order():
    model = ScriptedModel(
        [
            ["Let me see.", Call("stock", {"item": "apples"}, "call_1")],
            "Seven.",
            "As I said, seven.",
        ]
    )
    server = ReadsItsHistory(Agent(name="a", model=model, tools=[stock]))
    first = await run_turn(server, "How many apples?")
    await run_turn(server, "Sure?", thread_id=first.thread.id)
    call = {
        "type": "function_call",
        "call_id": "call_1",
        "name": "stock",
        "arguments": '{"item": "apples"}',
    }
    output = {"type": "function_call_output", "call_id": "call_1", "output": "{'left': 7}"}
    told = model.calls[2].input
    assert told[2:4] == [call, output]
    assert [entry.get("role") for entry in told] == [
        "user",
        "assistant",
        None,
        None,
        "assistant",
        "user",
    ]


async def test_no_client_sees_them():
    model = ScriptedModel([Call("stock", {"item": "apples"}), "Seven."])
    server = ReadsItsHistory(Agent(name="a", model=model, tools=[stock]))
    turn = await run_turn(server, "How many apples?")
    assert "sdk_hidden_context" in [item.type for item in turn.items]
    sent = json.dumps([event.model_dump(mode="json") for event in turn.events])
    assert "hidden" not in sent
    assert "stock" not in sent


@pytest.mark.parametrize("api", MODELS)
async def test_both_apis_of_the_agents_sdk_take_them(model_server, api):
    model_server.reply(Call("stock", {"item": "apples"}, "call_1"))
    model_server.reply("Seven.")
    model_server.reply("Seven, as I said.")
    async with AsyncOpenAI(api_key="test", base_url=model_server.base_url) as client:
        model = MODELS[api]("test-model", client)
        server = ReadsItsHistory(Agent(name="a", model=model, tools=[stock]))
        first = await run_turn(server, "How many apples?")
        second = await run_turn(server, "Sure?", thread_id=first.thread.id)
    assert second.text == "Seven, as I said."
    told = json.dumps(model_server.requests[2].body)
    assert told.count("call_1") == 2
    assert "{'left': 7}" in told
    assert told.index("How many apples?") < told.index("call_1") < told.index("Seven.")


async def test_pictures_and_errors_of_tools_are_remembered_as_the_model_got_them():
    model = ScriptedModel([[Call("picture"), Call("broken")], "I see.", "Yes."])
    server = ReadsItsHistory(Agent(name="a", model=model, tools=[picture, broken]))
    first = await run_turn(server, "Look")
    await run_turn(server, "Again", thread_id=first.thread.id)
    seen, remembered = entries_of(model, 1), entries_of(model, 2)
    outputs = [entry["output"] for entry in seen if "output" in entry]
    again = [entry["output"] for entry in remembered if "output" in entry]
    assert outputs[0][0]["type"] == "input_image"
    assert "error" in outputs[1]
    assert sorted(map(str, again)) == sorted(map(str, outputs))


async def test_a_call_that_was_stopped_is_not_remembered():
    started = asyncio.Event()

    @function_tool
    async def hang() -> str:
        """A tool that never returns."""
        started.set()
        await asyncio.Event().wait()
        return "never"

    model = ScriptedModel([[Call("stock", {"item": "apples"})], Call("hang")])
    server = ReadsItsHistory(Agent(name="a", model=model, tools=[stock, hang]))
    turn = asyncio.create_task(run_turn(server, "Hi"))
    await started.wait()
    turn.cancel()
    with pytest.raises(asyncio.CancelledError):
        await turn
    [thread] = (await server.store.load_threads(10, None, "asc", None)).data
    items = (await server.store.load_thread_items(thread.id, None, 10, "asc", None)).data
    calls = [item.content for item in items if "function_call" in getattr(item, "content", "")]
    assert len(calls) == 1
    assert "stock" in calls[0]


async def test_what_the_browser_answered_is_told_once():
    model = ScriptedModel([Call("ask_page", {}, "call_1"), "You selected 3."])
    agent = Agent(
        name="a",
        model=model,
        tools=[ask_page],
        tool_use_behavior=StopAtTools(stop_at_tool_names=["ask_page"]),
    )
    server = ReadsItsHistory(agent)
    first = await run_turn(server, "What did I select?")
    [call] = [item for item in first.items if isinstance(item, ClientToolCallItem)]
    assert call.call_id == "call_1"
    request = {
        "type": "threads.add_client_tool_output",
        "params": {"thread_id": first.thread.id, "result": "3"},
    }
    result = await server.process(json.dumps(request), None)
    assert b"You selected" in b"".join([frame async for frame in result])
    told = entries_of(model, 1)
    assert [entry["type"] for entry in told] == ["function_call", "function_call_output"]
    assert told[0]["name"] == "selection"
    assert told[1]["output"] == '"3"'


async def test_a_workflow_around_the_calls_goes_on():
    @function_tool
    async def step(ctx: RunContextWrapper[AgentContext[Any]]) -> str:
        """Show a step."""
        await ctx.context.add_workflow_task(CustomTask(title="Step"))
        return "done"

    model = ScriptedModel([Call("step"), Call("step"), "Ready."])
    turn = await run_turn(ReadsItsHistory(Agent(name="a", model=model, tools=[step])), "Go")
    [workflow] = [item.workflow for item in turn.items if item.type == "workflow"]
    assert len(workflow.tasks) == 2


async def test_hooks_of_ones_own_are_called_too():
    ended: list[str] = []

    class Watch(RunHooks[Any]):
        async def on_tool_end(self, context, agent, tool, result):
            ended.append(tool.name)

    class Both(ToolHistory, Watch):
        pass

    model = ScriptedModel([Call("stock", {"item": "apples"}), "Seven."])
    server = ReadsItsHistory(Agent(name="a", model=model, tools=[stock]), Both())
    turn = await run_turn(server, "How many apples?")
    assert ended == ["stock"]
    assert "sdk_hidden_context" in [item.type for item in turn.items]


@pytest.mark.parametrize(
    "content", ["a remark", "[1, 2]", '{"type": "x"}', '[{"type": "function_call"}]', "7", "null"]
)
async def test_other_hidden_context_is_worded_as_ever(content):
    item = SDKHiddenContextItem(id="h", thread_id="t", created_at=now(), content=content)
    assert await ToolHistoryConverter().to_agent_input(item) == await simple_to_agent_input(item)
