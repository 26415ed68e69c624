"""Any model: names, models, addresses of servers; menus of models and tools."""

from __future__ import annotations

import json

import pytest
from agents import Agent

from chatkit.testing import Call, ScriptedModel
from chatkit_jupyter import Chat
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.session import session_of
from tests.chatkit_jupyter.clients import create, decode, said
from tests.model_server.fixture import model_server

__all__ = ["model_server"]

# What each server says of a call's id, twice in the same thread.
SERVERS = {
    "ollama": ["call_a1b2c3d4", "call_e5f6a7b8"],
    "vllm": ["chatcmpl-tool-00ff", "chatcmpl-tool-11ee"],
    "llama.cpp": ["", ""],
    "litellm": ["call_0", "call_0"],
}


@pytest.fixture
def chat(request) -> Chat:
    chat = Chat(request.node.name, store="memory")
    yield chat
    session_of(chat.name).models.chosen = None


async def take(chat: Chat, text: str, thread_id: str | None = None, **picked) -> list[dict]:
    request = create(text)
    request["params"]["input"]["inference_options"] = picked
    if thread_id is not None:
        request["type"] = "threads.add_user_message"
        request["params"]["thread_id"] = thread_id
    answer = await session_of(chat.name).answer(json.dumps(request).encode(), "")
    return decode([line async for frame in answer for line in frame.decode().split("\n")])


@pytest.mark.parametrize("server", SERVERS)
async def test_ids_and_tool_history_are_right_with_every_server(chat, model_server, server):
    @chat.tool
    def stock(item: str) -> int:
        """How many there are."""
        return len(item)

    @chat.tool
    def price(item: str) -> int:
        """What it costs."""
        return 10 * len(item)

    first, second = SERVERS[server]
    chat.model = f"{model_server.base_url}#{server}"
    model_server.reply(Call("stock", {"item": "tea"}, first))
    model_server.reply("Three.")
    model_server.reply(Call("price", {"item": "tea"}, second))
    model_server.reply("Thirty.")
    events = await take(chat, "How many?")
    thread_id = events[0]["thread"]["id"]
    more = await take(chat, "What does it cost?", thread_id)
    assert (said(events), said(more)) == ("Three.", "Thirty.")

    done = [e["item"] for e in events + more if e["type"] == "thread.item.done"]
    ids = [item["id"] for item in done]
    assert len(set(ids)) == len(ids)
    assert not any("fake" in item_id for item_id in ids)

    messages = model_server.requests[-1].body["messages"]
    roles = [message["role"] for message in messages]
    assert roles == ["user", "assistant", "tool", "assistant", "user", "assistant", "tool"]
    calls = [call for message in messages for call in message.get("tool_calls", [])]
    assert [call["function"]["name"] for call in calls] == ["stock", "price"]
    assert [message["content"] for message in messages if message["role"] == "tool"] == ["3", "30"]
    assert messages[3]["content"] == "Three."


async def test_parallel_calls_without_ids_are_told_apart(chat, model_server):
    @chat.tool
    def stock(item: str) -> str:
        return f"{item}: {len(item)}"

    chat.model = f"{model_server.base_url}#llama.cpp"
    model_server.reply(Call("stock", {"item": "tea"}, ""), Call("stock", {"item": "coffee"}, ""))
    model_server.reply("Counted.")
    events = await take(chat, "How many?")
    assert said(events) == "Counted."
    [workflow] = [
        e["item"]["workflow"]
        for e in events
        if e["type"] == "thread.item.done" and e["item"]["type"] == "workflow"
    ]
    assert [task["status_indicator"] for task in workflow["tasks"]] == ["complete", "complete"]


async def test_an_address_alone_means_the_servers_first_model(chat, model_server):
    chat.model = model_server.base_url
    assert said(await take(chat, "Hello")) == "You said: Hello"
    assert model_server.requests[-1].body["model"] == "test-model"


async def test_another_servers_key_is_not_sent_to_it(chat, model_server, monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "of OpenAI")
    chat.model = model_server.base_url
    await take(chat, "Hello")
    assert "of OpenAI" not in json.dumps(model_server.requests[-1].headers)


async def test_a_server_that_is_not_there_is_one_line(chat):
    chat.model = "http://127.0.0.1:9/v1"
    [error] = [event for event in await take(chat, "Hello") if event["type"] == "error"]
    assert "the server at http://127.0.0.1:9/v1 does not say its models" in error["message"]


async def test_the_chats_model_answers_for_its_agent(chat):
    chat.agent = Agent(name="A", model=ScriptedModel(["Mine."]))
    chat.model = ScriptedModel(["The chat's."])
    assert said(await take(chat, "Hello")) == "The chat's."
    chat.model = None
    assert said(await take(chat, "Hello")) == "Mine."


async def test_without_an_agent_one_is_made_of_instructions_and_tools(chat, monkeypatch):
    @chat.tool
    def stock(item: str) -> int:
        return 3

    company = {"company": "Tea & Co."}
    monkeypatch.setattr(session_of(chat.name).assistant, "_namespace", lambda: company)
    chat.instructions = "You sell for {{ company }}."
    chat.model = model = ScriptedModel([Call("stock", {"item": "tea"}), "Three."])
    assert said(await take(chat, "How many?")) == "Three."
    assert model.calls[0].instructions == "You sell for Tea & Co.."
    del company["company"]
    [error] = [event for event in await take(chat, "Again?") if event["type"] == "error"]
    assert "the instructions can not be filled in: 'company' is undefined" in error["message"]


def test_what_is_no_model_is_refused(chat):
    for wrong in (7, "", Agent(name="A")):
        with pytest.raises(HandlerError, match="a model is a name such as"):
            chat.model = wrong
    with pytest.raises(
        HandlerError, match=r"needs LiteLLM: pip install 'openai-agents\[litellm\]'"
    ):
        chat.model = "litellm/anthropic/claude"


class Choosing(ScriptedModel):
    """Notes which tool it was told to use."""

    choices: list[str | None]

    def stream_response(self, instructions, input, model_settings, *args, **kwargs):  # noqa: A002
        self.choices.append(model_settings.tool_choice)
        return super().stream_response(instructions, input, model_settings, *args, **kwargs)


class TestMenus:
    async def test_the_picked_model_answers(self, request):
        fast, slow = ScriptedModel(["Fast."]), ScriptedModel(["Slow."])
        chat = Chat(request.node.name, store="memory", models={"Fast": fast, "Slow": slow})
        chat.agent = Agent(name="A", model=ScriptedModel(["Own."]))
        assert said(await take(chat, "Hello", model="Slow")) == "Slow."
        assert said(await take(chat, "Hello", model="Fast")) == "Fast."
        assert said(await take(chat, "Hello")) == "Own."
        shown = session_of(chat.name).widget().options["composer"]["models"]
        assert shown[0] == {"id": "Fast", "label": "Fast", "default": True}

    async def test_the_picked_tool_is_used(self, request):
        chat = Chat(request.node.name, store="memory")

        @chat.tool
        def count_items(item: str) -> int:
            return len(item)

        Chat(request.node.name, tools_menu=[count_items, {"id": "x", "label": "X"}])
        model = Choosing([Call("count_items", {"item": "tea"}), "Three.", "Hm."])
        model.choices = []
        chat.agent = Agent(name="A", tools=[count_items], model=model)
        await take(chat, "tea", tool_choice={"id": "count_items"})
        assert model.choices == ["count_items", None]
        await take(chat, "tea", tool_choice={"id": "x"})
        assert model.choices[-1] is None
        shown = session_of(chat.name).widget().options["composer"]["tools"]
        assert [tool["label"] for tool in shown] == ["Count items", "X"]

    async def test_the_picks_reach_a_responder(self, request):
        chat = Chat(request.node.name, store="memory", models=["a", "b"])

        @chat.respond
        def respond(message):
            picked = message.inference_options
            return f"{picked.model} {picked.tool_choice.id}"

        assert said(await take(chat, "x", model="b", tool_choice={"id": "t"})) == "b t"
