from __future__ import annotations

import pytest
from agents import Agent, OpenAIChatCompletionsModel
from openai import AsyncOpenAI

from chatkit.store import InMemoryStore
from chatkit.testing import ScriptedModel, run_turn
from chatkit_jupyter.notebook_server import NotebookServer
from chatkit_jupyter.responder.context import ChatContext
from tests.model_server.fixture import model_server

__all__ = ["model_server"]

CONTEXT = ChatContext(chat="c", user="u")


def server_for(model):
    agent = Agent(name="Helper", model=model)
    return NotebookServer(InMemoryStore(), lambda: agent, report=pytest.fail)


async def test_the_whole_thread_is_the_agents_input():
    model = ScriptedModel(["Hello Ada.", "You are Ada."])
    server = server_for(model)
    first = await run_turn(server, "I am Ada.", CONTEXT)
    second = await run_turn(server, "Who am I?", CONTEXT, first.thread.id)
    assert second.text == "You are Ada."
    said = str(model.calls[-1].input)
    assert said.index("I am Ada.") < said.index("Hello Ada.") < said.index("Who am I?")


async def test_a_model_behind_chat_completions_takes_earlier_answers(model_server):
    client = AsyncOpenAI(base_url=model_server.base_url, api_key="test", max_retries=0)
    server = server_for(OpenAIChatCompletionsModel("any", client))
    model_server.reply("One.")
    model_server.reply("Two.")
    first = await run_turn(server, "First?", CONTEXT)
    second = await run_turn(server, "Second?", CONTEXT, first.thread.id)
    assert second.text == "Two."
    assert {"role": "assistant", "content": "One."} in model_server.requests[-1].body["messages"]
    await client.close()
