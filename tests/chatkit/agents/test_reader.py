from __future__ import annotations

from agents import Agent, AgentUpdatedStreamEvent

from chatkit.agents import ClientToolCall, ResponseStreamConverter
from chatkit.agents.reader import RunReader
from tests.chatkit.agents.answering import story
from tests.chatkit.agents.runs import FakeRun, message, tool_called


def reader_for(context):
    return RunReader(context, ResponseStreamConverter())


async def test_it_reads_ahead_of_the_client(context):
    await reader_for(context).read(FakeRun([*message("One"), *message("Two", "m2")]))
    assert story(context.outbox).count("done assistant_message") == 2


async def test_what_a_tool_sends_comes_after_what_happened_before(context):
    async def report():
        context.progress("Counting")

    await reader_for(context).read(FakeRun([*message("One"), report, *message("Two", "m2")]))
    lines = story(context.outbox)
    assert lines.index("done assistant_message") + 1 == lines.index("progress Counting")


async def test_it_notes_the_calls_the_model_made(context):
    reader = reader_for(context)
    await reader.read(FakeRun([tool_called("pick", "call_9")]))
    context.client_tool_call = ClientToolCall(name="pick", arguments={})
    assert (await reader.calls.client_call()).call_id == "call_9"


async def test_events_that_mean_nothing_to_a_thread_are_passed_over(context):
    searching = {"type": "web_search_call", "id": "ws", "status": "completed"}
    action = {"type": "search", "query": "q"}
    search = {**searching, "action": action}
    await reader_for(context).read(
        FakeRun(
            [
                {"type": "response.output_item.added", "item": search},
                {"type": "response.output_item.done", "item": search},
                {"type": "response.function_call_arguments.delta", "item_id": "f", "delta": "{"},
                AgentUpdatedStreamEvent(new_agent=Agent(name="other")),
            ]
        )
    )
    assert story(context.outbox) == []
