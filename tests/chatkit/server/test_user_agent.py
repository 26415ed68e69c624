from __future__ import annotations

import asyncio
import sys

import pytest
from agents.models.chatcmpl_helpers import HEADERS_OVERRIDE
from agents.models.openai_responses import _HEADERS_OVERRIDE

from chatkit.server import agents_sdk_user_agent_override
from chatkit.types import ProgressUpdateEvent
from chatkit.version import __version__
from tests.chatkit.server.servers import ask, event_of, kinds, start, user_input

VARIABLES = (HEADERS_OVERRIDE, _HEADERS_OVERRIDE)


def current():
    return [variable.get() for variable in VARIABLES]


def test_both_apis_are_covered_and_restored():
    with agents_sdk_user_agent_override():
        for headers in current():
            assert headers["User-Agent"].startswith("Agents/Python ")
            assert headers["User-Agent"].endswith(f" ChatKit/Python {__version__}")
    assert current() == [None, None]


def test_what_was_there_before_comes_back_after_an_error():
    token = HEADERS_OVERRIDE.set({"X-Mine": "1"})
    try:
        with pytest.raises(ValueError, match="boom"), agents_sdk_user_agent_override():
            raise ValueError("boom")
        assert HEADERS_OVERRIDE.get() == {"X-Mine": "1"}
    finally:
        HEADERS_OVERRIDE.reset(token)


def test_without_the_agents_sdk_nothing_happens(monkeypatch):
    monkeypatch.delitem(sys.modules, "agents")
    with agents_sdk_user_agent_override():
        assert current() == [None, None]


def test_a_version_of_the_sdk_without_the_variable_is_no_problem(monkeypatch):
    monkeypatch.delattr("agents.models.openai_responses._HEADERS_OVERRIDE")
    with agents_sdk_user_agent_override():
        assert HEADERS_OVERRIDE.get() is not None
    assert HEADERS_OVERRIDE.get() is None


async def test_it_holds_in_the_responder_and_its_tasks_but_never_outside(server):
    seen = []

    async def in_a_task():
        seen.append(current())

    async def responder(thread, message, context):
        try:
            seen.append(current())
            await asyncio.create_task(in_a_task())
            yield ProgressUpdateEvent(text="x")
            seen.append(current())
            yield ProgressUpdateEvent(text="y")
        finally:
            await asyncio.sleep(0)

    server.responder = responder
    result = await start(server, "threads.create", input=user_input())
    outside = [(event_of(chunk)["type"], current()) async for chunk in result]
    assert len(seen) == 3
    assert all(headers for step in seen for headers in step)
    assert [entry for entry in outside if entry[1] != [None, None]] == []

    result = await start(server, "threads.create", input=user_input())
    stream = aiter(result)
    while event_of(await anext(stream))["type"] != "progress_update":
        pass
    await asyncio.create_task(result.aclose())
    assert current() == [None, None]


async def test_it_is_gone_after_an_error(server):
    async def responder(thread, message, context):
        yield ProgressUpdateEvent(text="x")
        raise ValueError("boom")

    server.responder = responder
    events = await ask(server, "threads.create", input=user_input())
    assert kinds(events)[-1] == "error"
    assert current() == [None, None]
