from __future__ import annotations

import pytest
from agents import Agent, OpenAIResponsesModel
from openai import AsyncOpenAI

from chatkit.testing import ScriptedModel, live_or_offline, run_turn
from tests.chatkit.agents.answering import AgentServer
from tests.model_server.fixture import model_server

__all__ = ["model_server"]

OFFLINE = ScriptedModel(["Offline."])


@pytest.fixture(autouse=True)
def no_settings(monkeypatch):
    for name in ("OPENAI_API_KEY", "OPENAI_BASE_URL", "OPENAI_MODEL"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture(autouse=True)
async def closed_clients(monkeypatch):
    clients = []

    def client():
        clients.append(AsyncOpenAI())
        return clients[-1]

    monkeypatch.setattr("chatkit.testing.live.AsyncOpenAI", client)
    yield
    for each in clients:
        await each.close()


@pytest.fixture(autouse=True)
def tracing(monkeypatch):
    """Tells whether tracing was turned off, without doing so for the other tests."""
    turned_off = []
    monkeypatch.setattr("chatkit.testing.live.set_tracing_disabled", turned_off.append)
    return turned_off


def test_without_a_key_the_model_is_the_offline_one(monkeypatch, tracing):
    assert live_or_offline(OFFLINE) is OFFLINE
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:1/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "")
    assert live_or_offline(OFFLINE) is OFFLINE
    assert tracing == [True, True]


def test_a_key_alone_means_openais_model_over_responses(monkeypatch, tracing):
    monkeypatch.setenv("OPENAI_API_KEY", "test")
    model = live_or_offline(OFFLINE, name="some-model")
    assert isinstance(model, OpenAIResponsesModel)
    assert model.model == "some-model"
    assert tracing == []


def test_the_environments_model_goes_before_the_notebooks(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "test")
    assert live_or_offline(OFFLINE).model == "gpt-4.1-mini"
    monkeypatch.setenv("OPENAI_MODEL", "llama3")
    assert live_or_offline(OFFLINE, name="some-model").model == "llama3"


async def test_a_base_url_means_another_service_over_chat_completions(
    monkeypatch, model_server, tracing
):
    monkeypatch.setenv("OPENAI_API_KEY", "any")
    monkeypatch.setenv("OPENAI_BASE_URL", model_server.base_url)
    model = live_or_offline(OFFLINE, name="llama3")
    server = AgentServer(Agent(name="a", model=model))
    first = await run_turn(server, "One")
    second = await run_turn(server, "Two", thread_id=first.thread.id)
    assert second.text == "You said: Two"
    request = model_server.requests[-1]
    assert (request.path, request.body["model"]) == ("/v1/chat/completions", "llama3")
    assert tracing == [True]
