"""Variables that a user mentions: searched, shown, told to a model, given to a responder."""

from __future__ import annotations

import json

import pytest
from agents import Agent

from chatkit.testing import ScriptedModel
from chatkit_jupyter import Chat
from chatkit_jupyter.errors import RefusalError
from chatkit_jupyter.namespace.variables import Variables
from chatkit_jupyter.responder.mentions import MOST_CHARACTERS
from chatkit_jupyter.session import session_of
from tests.chatkit_jupyter.clients import decode, said


class Slow:
    """Never done."""


@pytest.fixture
def names() -> dict:
    return {"orders": {"Ada": "tea"}, "other": ["x" * 50_000]}


@pytest.fixture
def chat(request, names) -> Chat:
    chat = Chat(request.node.name, store="memory")
    # The session's own, so that the server and the tools that it made see these names, too.
    session_of(chat.name).variables._namespace = lambda: names
    return chat


def mention(*tags: str, thread_id: str | None = None) -> bytes:
    content = [{"type": "input_text", "text": "What is in "}]
    content += [
        {"type": "input_tag", "id": t, "text": t, "data": {}, "interactive": True} for t in tags
    ]
    message = {"content": content, "attachments": [], "inference_options": {}}
    params = {"input": message} | ({"thread_id": thread_id} if thread_id else {})
    kind = "threads.add_user_message" if thread_id else "threads.create"
    return json.dumps({"type": kind, "params": params}).encode()


async def take(chat: Chat, request: bytes) -> list[dict]:
    answer = await session_of(chat.name).answer(request, "")
    return decode([line async for frame in answer for line in frame.decode().split("\n")])


async def query(chat: Chat, **body) -> dict:
    return json.loads(await session_of(chat.name).query(json.dumps(body).encode(), ""))


async def test_a_responder_gets_the_objects(chat, names):
    @chat.respond
    def respond(message):
        assert message.variables["orders"] is names["orders"]
        return message.text

    assert said(await take(chat, mention("orders", "gone"))) == "What is in @orders@gone"


async def test_a_model_reads_a_summary_of_what_it_is_now(chat, names):
    model = ScriptedModel(["Tea.", "Rice."])
    chat.agent = Agent(name="A", model=model)
    events = await take(chat, mention("orders"))
    told = json.dumps(model.calls[0].input)
    assert "@orders is a variable of the user's notebook. orders: dict" in told
    assert "'Ada': 'tea'" in told
    names["orders"] = {"Ada": "rice"}
    await take(chat, mention("orders", thread_id=events[0]["thread"]["id"]))
    told = json.dumps(model.calls[1].input)
    assert "'Ada': 'rice'" in told
    assert "'Ada': 'tea'" not in told
    assert told.count("is a variable of the user's notebook") == 1


async def test_all_summaries_together_keep_within_the_budget(chat, names):
    names |= {f"v{number}": ["y" * 50_000] for number in range(40)}
    model = ScriptedModel(["Much."])
    chat.agent = Agent(name="A", model=model)
    await take(chat, mention("other", *(f"v{number}" for number in range(40))))
    assert len(json.dumps(model.calls[0].input)) < MOST_CHARACTERS + 5_000


async def test_what_is_gone_or_hidden_is_said_to_be_gone(chat):
    chat.hide("orders")
    model = ScriptedModel(["Sorry."])
    chat.agent = Agent(name="A", model=model)
    await take(chat, mention("orders"))
    told = json.dumps(model.calls[0].input)
    assert "(@orders is not in the notebook any more.)" in told
    assert "tea" not in told


async def test_the_page_finds_and_previews_variables(chat):
    found = await query(chat, type="variables.search", query="or")
    assert [entity["id"] for entity in found["entities"]] == ["orders"]
    card = await query(chat, type="variables.preview", id="orders")
    assert "'Ada': 'tea'" in json.dumps(card["preview"])
    assert await query(chat, type="variables.preview", id="gone") == {"preview": None}


async def test_a_chat_without_variables_finds_none(chat, names):
    again = Chat(chat.name, store="memory", variables=False)
    assert await query(again, type="variables.search", query="") == {"entities": []}
    assert session_of(chat.name).widget().variables is False


async def test_looking_takes_no_longer_than_it_may(chat, names, monkeypatch):
    monkeypatch.setattr("chatkit_jupyter.responder.interruptible._LONGEST_SECONDS", 0.05)

    def forever(value):
        while True:
            pass

    monkeypatch.setattr("chatkit_jupyter.view.queries.preview", forever)
    assert await query(chat, type="variables.preview", id="orders") == {"preview": None}


async def test_a_malformed_query_is_refused(chat):
    with pytest.raises(RefusalError, match="There is no such query"):
        await query(chat, type="variables.delete")


def test_tools_find_only_what_can_be_mentioned(names):
    variables = Variables(lambda: names | {"api_key": "x"})
    with pytest.raises(LookupError):
        variables.find("api_key")
