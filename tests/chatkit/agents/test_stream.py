from __future__ import annotations

import asyncio
from typing import Any

import pytest
from agents import (
    Agent,
    AgentUpdatedStreamEvent,
    GuardrailFunctionOutput,
    InputGuardrailTripwireTriggered,
    OutputGuardrail,
    OutputGuardrailTripwireTriggered,
    RunConfig,
    RunContextWrapper,
    Runner,
    function_tool,
)
from hypothesis import given
from hypothesis import strategies as st

from chatkit.agents import AgentContext, ClientToolCall, stream_agent_response
from chatkit.testing import Call, Hold, ScriptedModel, run_turn
from chatkit.types import ClientToolCallItem, CustomSummary, CustomTask, Workflow, WorkflowItem
from chatkit.types.clock import now
from chatkit.widgets import Card, Text
from tests.chatkit.agents.answering import AgentServer, story
from tests.chatkit.agents.runs import FakeRun, added, delta, events_of, message, new_context

Ctx = RunContextWrapper[AgentContext[Any]]


def workflow(*titles, **fields):
    tasks = [CustomTask(title=title) for title in titles]
    return Workflow(type="custom", tasks=tasks, **fields)


@function_tool
async def report(ctx: Ctx) -> str:
    """Show what is going on, in every way there is."""
    await ctx.context.add_workflow_task(CustomTask(title="Fetch"))
    ctx.context.progress("Counting")
    await ctx.context.stream_widget(Card(children=[Text(value="Shown")]))
    return "reported"


@function_tool
def work_in_a_thread(ctx: Ctx) -> str:
    """Run where plain functions run: in a worker thread."""
    ctx.context.progress("From a thread")
    return "worked"


async def test_what_tools_send_stands_between_the_models_own_items():
    model = ScriptedModel([["Let me see.", Call("report")], "Done."])
    turn = await run_turn(AgentServer(Agent(name="a", model=model, tools=[report])), "Go")
    lines = [line for line in story(turn.events) if line.split()[0] in {"added", "progress"}]
    assert [line for line in lines if line != "added"] == [
        "added assistant_message",
        "added workflow",
        "progress Counting",
        "added assistant_message",
    ]
    kinds = [item.type for item in turn.items]
    assert kinds == ["user_message", "assistant_message", "workflow", "widget", "assistant_message"]


async def test_a_tool_in_a_thread_may_report_progress():
    model = ScriptedModel([Call("work_in_a_thread"), "Done."])
    agent = Agent(name="a", model=model, tools=[work_in_a_thread])
    turn = await run_turn(AgentServer(agent), "Go")
    assert "progress From a thread" in story(turn.events)
    assert turn.text == "Done."


@given(st.lists(st.sampled_from(["model", "tool"]), max_size=20))
def test_events_keep_the_order_they_happened_in(sources):
    async def run():
        context = await new_context()

        def step(number, source):
            if source == "model":
                return delta(str(number))

            async def send():
                context.progress(str(number))

            return send

        steps = [step(number, source) for number, source in enumerate(sources)]
        return story(await events_of(context, added(), *steps))

    kinds = {"model": "text_delta", "tool": "progress"}
    told = [f"{kinds[source]} {number}" for number, source in enumerate(sources)]
    assert asyncio.run(run()) == ["added assistant_message", *told]


async def test_events_without_meaning_for_the_thread_are_passed_over(context):
    events = await events_of(
        context,
        {"type": "response.output_text.delta", **delta("Hi")},
        AgentUpdatedStreamEvent(new_agent=Agent(name="other")),
        {"type": "response.function_call_arguments.delta", "item_id": "f", "delta": "{"},
    )
    assert story(events) == ["text_delta Hi"]


async def test_a_message_closes_the_open_workflow(context):
    await context.start_workflow(workflow("Fetch", expanded=True))
    assert story(await events_of(context, *message("Hi")))[:3] == [
        "added workflow",
        "done workflow",
        "added assistant_message",
    ]


def tripwire(kind):
    output = GuardrailFunctionOutput(output_info=None, tripwire_triggered=True)
    error = kind.__new__(kind)
    Exception.__init__(error, output)
    return error


@pytest.mark.parametrize(
    "kind", [InputGuardrailTripwireTriggered, OutputGuardrailTripwireTriggered]
)
async def test_a_tripwire_takes_everything_back(context, kind):
    async def open_workflow():
        await context.start_workflow(workflow("Fetch"))

    async def ask_browser():
        context.client_tool_call = ClientToolCall(name="pick", arguments={})

    steps = [*message("Secret"), open_workflow, ask_browser, added("m2"), tripwire(kind)]
    events: list[Any] = []
    with pytest.raises(kind):
        await read_into(events, stream_agent_response(context, FakeRun(steps)))
    shown = [event.item.id for event in events if event.type == "thread.item.added"]
    removed = [event.item_id for event in events if event.type == "thread.item.removed"]
    assert removed == shown
    assert len(removed) == 3
    assert story(await events_of(context, *message("Sorry", "m3")))[-1] == "done assistant_message"


async def test_a_tripwire_leaves_what_was_there_before_the_run(context):
    await context.start_workflow(workflow("Fetch"))
    left = context.workflow_item.id
    async for event in stream_agent_response(context, FakeRun([])):
        assert event.type == "thread.item.added"
    events: list[Any] = []
    steps = [added("m1"), tripwire(InputGuardrailTripwireTriggered)]
    with pytest.raises(InputGuardrailTripwireTriggered):
        await read_into(events, stream_agent_response(context, FakeRun(steps)))
    assert events[0].item.id == left
    assert [event.item_id for event in events if event.type == "thread.item.removed"] == ["m1"]


async def read_into(events, stream):
    async for event in stream:
        events += [event]


async def test_a_real_guardrail_leaves_nothing_in_the_store():
    async def never(*_: Any) -> GuardrailFunctionOutput:
        return GuardrailFunctionOutput(output_info=None, tripwire_triggered=True)

    agent = Agent(
        name="a",
        model=ScriptedModel(["Secret"]),
        output_guardrails=[OutputGuardrail(guardrail_function=never)],
    )
    turn = await run_turn(AgentServer(agent), "Go")
    assert [item.type for item in turn.items] == ["user_message"]
    assert story(turn.events)[-2:] == ["thread.item.removed", "error"]


async def test_a_failure_comes_after_what_was_said_before_it():
    model = ScriptedModel([["Half.", RuntimeError("broken")]])
    turn = await run_turn(AgentServer(Agent(name="a", model=model)), "Go")
    assert story(turn.events)[-2:] == ["done assistant_message", "error"]
    assert turn.text == "Half."


def other_tasks():
    return [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]


async def settled():
    if tasks := other_tasks():
        _, pending = await asyncio.wait(tasks, timeout=10)
        assert not pending


async def start(*turn):
    context = await new_context()
    agent = Agent(name="a", model=ScriptedModel([turn]))
    options = RunConfig(tracing_disabled=True)
    result = Runner.run_streamed(agent, "Go", context=context, run_config=options)
    return stream_agent_response(context, result)


async def test_cancelling_ends_the_model_run():
    stream = await start("Half an answer", Hold())
    seen = asyncio.Event()

    async def read():
        async for event in stream:
            if event.type == "thread.item.done":
                seen.set()

    reading = asyncio.create_task(read())
    await seen.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    await settled()


async def test_leaving_early_ends_the_model_run():
    stream = await start("Half an answer", Hold())
    async for _ in stream:
        break
    await stream.aclose()
    await settled()


async def test_a_failing_conversion_ends_the_model_run(monkeypatch):
    async def broken(*_):
        raise RuntimeError("the store is gone")

    stream = await start("Half an answer", Hold())
    monkeypatch.setattr("chatkit.store.InMemoryStore.load_item", broken)
    with pytest.raises(RuntimeError, match="the store is gone"):
        [event async for event in stream]
    del stream
    await settled()


async def test_a_workflow_left_open_goes_on_after_the_browsers_answer(context):
    async def leave_open():
        await context.start_workflow(workflow("First"))
        context.client_tool_call = ClientToolCall(name="pick", arguments={})

    *_, call = await events_of(context, leave_open)
    assert isinstance(call.item, ClientToolCallItem)
    await context.store.add_thread_item("t1", call.item, None)

    later = AgentContext(thread=context.thread, store=context.store, request_context=None)

    async def go_on():
        await later.add_workflow_task(CustomTask(title="Second"))

    events = await events_of(later, go_on, *message("Done."))
    assert story(events)[:2] == ["added Second", "done workflow"]
    tasks = events[1].item.workflow.tasks
    assert [task.title for task in tasks] == ["First", "Second"]


async def store_workflow(context, **fields):
    item = WorkflowItem(
        id="w0", thread_id="t1", created_at=now(), workflow=workflow("Old", **fields)
    )
    await context.store.add_thread_item("t1", item, None)


async def test_a_workflow_left_open_is_closed_where_another_has_begun(context):
    await store_workflow(context)
    await context.start_workflow(workflow("New"))
    events = await events_of(context, *message("Done."))
    closed = [event.item.id for event in events if event.type == "thread.item.done"]
    assert closed[0] == "w0"
    assert len(closed) == 3


async def test_a_finished_workflow_is_not_closed_again(context):
    await store_workflow(context, summary=CustomSummary(title="Finished"))
    await context.start_workflow(workflow("New"))
    events = await events_of(context, *message("Done."))
    assert "w0" not in {event.item.id for event in events if event.type == "thread.item.done"}


async def test_what_was_sent_before_the_run_comes_first(context):
    context.progress("Reading the file")
    assert story(await events_of(context, *message("Hi")))[0] == "progress Reading the file"
