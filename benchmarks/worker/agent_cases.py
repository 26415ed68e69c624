"""What answering with the OpenAI Agents SDK adds to its run, and to reading a thread."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import Any

import server_cases
from agents import (
    Agent,
    Model,
    ModelResponse,
    RawResponsesStreamEvent,
    Runner,
    set_tracing_disabled,
)
from openai.types.responses import (
    Response,
    ResponseCompletedEvent,
    ResponseContentPartAddedEvent,
    ResponseOutputItemAddedEvent,
    ResponseOutputItemDoneEvent,
    ResponseOutputMessage,
    ResponseOutputText,
    ResponseTextDeltaEvent,
    ResponseTextDoneEvent,
)
from stores import PlainStore
from subjects import DELTA, THREAD_ID, Server, drain, items, message, thread
from timing import seconds

from chatkit.agents import AgentContext, simple_to_agent_input, stream_agent_response

set_tracing_disabled(True)

ITEM = "msg_model"


async def deltas() -> float:
    """Time one text delta of an answer in a process that has the Agents SDK imported."""
    return await server_cases.deltas()


async def to_input(count: int = 1000) -> float:
    """Time turning a thread of messages into input for an agent."""
    history = items(count)
    await simple_to_agent_input(history)
    return await seconds(lambda: simple_to_agent_input(history), times=3)


async def stream(count: int = 2000) -> float:
    """Time what `stream_agent_response` adds for each delta of a run that yields to the loop."""
    store = PlainStore()
    await store.save_thread(thread(), {})

    async def with_chatkit() -> None:
        context = AgentContext(thread=thread(), store=store, request_context={})
        async for _ in stream_agent_response(context, _Scripted(count)):
            pass

    async def without() -> None:
        async for _ in _Scripted(count).stream_events():
            pass

    await with_chatkit()
    return (await seconds(with_chatkit) - await seconds(without)) / count


async def whole_turn(count: int = 2000) -> float:
    """Compare a turn, from request to frames, with iterating the agent's run alone."""
    agent = Agent(name="Typist", model=_Typist(count))

    async def respond(thread: Any) -> AsyncIterator[Any]:
        context = AgentContext(thread=thread, store=store, request_context={})
        run = Runner.run_streamed(agent, "Type", context=context)
        async for event in stream_agent_response(context, run):
            yield event

    async def run_alone() -> None:
        async for _ in Runner.run_streamed(agent, "Type").stream_events():
            pass

    store = PlainStore()
    await store.save_thread(thread(), {})
    server, body = Server(store, respond), message("threads.add_user_message", thread_id=THREAD_ID)
    assert await drain(server, body) >= count
    await run_alone()
    return await seconds(lambda: drain(server, body)) / await seconds(run_alone)


class _Scripted:
    """Stands for a run of which only the events matter."""

    run_loop_task = None
    is_complete = True

    def __init__(self, count: int) -> None:
        self._events = [RawResponsesStreamEvent(data=event) for event in _answer(count)]

    async def stream_events(self) -> AsyncIterator[RawResponsesStreamEvent]:
        for event in self._events:
            await asyncio.sleep(0)
            yield event

    def cancel(self, *_: Any, **__: Any) -> None:
        pass


class _Typist(Model):
    """A model that types; it makes its events beforehand."""

    def __init__(self, count: int) -> None:
        self._events = _answer(count)

    async def get_response(self, *_: Any, **__: Any) -> ModelResponse:
        raise NotImplementedError

    async def stream_response(self, *_: Any, **__: Any) -> AsyncIterator[Any]:
        for event in self._events:
            yield event


def _answer(count: int) -> list[Any]:
    place = {"output_index": 0, "item_id": ITEM, "content_index": 0, "sequence_number": 0}
    done = _message([_text(DELTA * count)], "completed")
    deltas = [
        ResponseTextDeltaEvent(type="response.output_text.delta", delta=DELTA, logprobs=[], **place)
        for _ in range(count)
    ]
    return [
        ResponseOutputItemAddedEvent(
            type="response.output_item.added",
            item=_message([], "in_progress"),
            output_index=0,
            sequence_number=0,
        ),
        ResponseContentPartAddedEvent(type="response.content_part.added", part=_text(""), **place),
        *deltas,
        ResponseTextDoneEvent(
            type="response.output_text.done", text=DELTA * count, logprobs=[], **place
        ),
        ResponseOutputItemDoneEvent(
            type="response.output_item.done", item=done, output_index=0, sequence_number=0
        ),
        ResponseCompletedEvent(
            type="response.completed", response=_response(done), sequence_number=0
        ),
    ]


def _message(content: list[Any], status: Any) -> ResponseOutputMessage:
    return ResponseOutputMessage(
        id=ITEM, type="message", role="assistant", content=content, status=status
    )


def _text(text: str) -> ResponseOutputText:
    return ResponseOutputText(type="output_text", text=text, annotations=[])


def _response(done: ResponseOutputMessage) -> Response:
    return Response(
        id="resp_1",
        created_at=time.time(),
        model="typist",
        object="response",
        output=[done],
        parallel_tool_calls=False,
        tool_choice="none",
        tools=[],
    )
