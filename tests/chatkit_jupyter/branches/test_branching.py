"""Editing an earlier message: the old branch stays, and the model sees only the one shown."""

from __future__ import annotations

import json

import pytest
from agents import Agent

from chatkit.server import ChatKitServer
from chatkit.testing import Hold, ScriptedModel
from chatkit.types import ProgressUpdateEvent
from chatkit_jupyter import Chat
from chatkit_jupyter.errors import RefusalError
from chatkit_jupyter.runtime.runtime import get_runtime
from chatkit_jupyter.session import session_of


@pytest.fixture
def chat(request, tmp_path):
    chat = Chat(request.node.name, store=tmp_path / "chats.sqlite3")
    chat.agent = Agent(name="a", model=ScriptedModel([f"Answer {n}" for n in range(1, 9)]))
    return chat


def ask(chat, kind, **about):
    body = json.dumps({"type": f"branches.{kind}", "thread_id": chat.thread_id, **about}).encode()
    return json.loads(get_runtime().wait(session_of(chat.name).query(body, "")))["branches"]


def texts(chat):
    return ["".join(part.text for part in item.content) for item in chat.items()]


def edit(chat, place, text):
    ask(chat, "leave", item_id=chat.items()[place].id)
    chat.send_sync(text)
    return ask(chat, "list")


def test_editing_goes_on_from_there_and_keeps_the_old_branch(chat):
    for text in ("One", "Two", "Three"):
        chat.send_sync(text)
    assert ask(chat, "list") == {}
    branches = edit(chat, 2, "Zwei")
    assert texts(chat) == ["One", "Answer 1", "Zwei", "Answer 4"]
    assert branches == {chat.items()[2].id: {"index": 1, "count": 2}}
    asked = str(chat.agent.model.calls[-1].input)
    assert "Zwei" in asked
    assert "Two" not in asked
    assert "Three" not in asked

    branches = ask(chat, "switch", item_id=chat.items()[2].id, index=0)
    assert texts(chat) == ["One", "Answer 1", "Two", "Answer 2", "Three", "Answer 3"]
    assert branches == {chat.items()[2].id: {"index": 0, "count": 2}}
    chat.send_sync("Four")
    ask(chat, "switch", item_id=chat.items()[2].id, index=1)
    assert texts(chat) == ["One", "Answer 1", "Zwei", "Answer 4"]
    ask(chat, "switch", item_id=chat.items()[2].id, index=0)
    assert texts(chat)[-2:] == ["Four", "Answer 5"]


def test_the_first_message_can_be_edited_and_branches_branch(chat):
    for text in ("One", "Two"):
        chat.send_sync(text)
    edit(chat, 2, "Zwei")
    edit(chat, 0, "Eins")
    assert texts(chat) == ["Eins", "Answer 4"]
    ask(chat, "switch", item_id=chat.items()[0].id, index=0)
    assert texts(chat) == ["One", "Answer 1", "Zwei", "Answer 3"]
    assert [each["count"] for each in ask(chat, "list").values()] == [2, 2]


class Production(ChatKitServer):
    """A server of the author's own, which saves its threads itself."""

    async def respond(self, thread, input_user_message, context):
        thread.metadata = {"step": "done"}
        await self.store.save_thread(thread, context)
        yield ProgressUpdateEvent(text="Saved")


def stepping(thread):
    thread.metadata = {"step": "done"}
    return "Done."


@pytest.mark.parametrize("own_server", [True, False])
def test_a_responder_that_replaces_the_metadata_keeps_the_versions(chat, own_server):
    for text in ("One", "Two"):
        chat.send_sync(text)
    edit(chat, 2, "Zwei")
    if own_server:
        chat.server = Production(session_of(chat.name).server.store)
    else:
        chat.respond(stepping)
    chat.send_sync("Drei")
    assert ask(chat, "list") == {chat.items()[2].id: {"index": 1, "count": 2}}
    assert chat.threads[0].metadata["step"] == "done"
    ask(chat, "switch", item_id=chat.items()[2].id, index=0)
    assert texts(chat) == ["One", "Answer 1", "Two", "Answer 2"]


def test_a_branch_whose_message_never_came_is_given_up(chat, monkeypatch):
    chat.send_sync("One")
    ask(chat, "leave", item_id=chat.items()[0].id)
    assert ask(chat, "list") == {}
    assert texts(chat) == []  # for a while: the message may be on its way
    monkeypatch.setattr("chatkit_jupyter.branches.branching._GRACE_SECONDS", 0.0)
    assert ask(chat, "list") == {}
    assert texts(chat) == ["One", "Answer 1"]


def test_what_can_not_be_done_is_said(chat):
    chat.send_sync("One")
    first, answer = chat.items()
    with pytest.raises(RefusalError, match="not there"):
        ask(chat, "leave", item_id=answer.id)
    with pytest.raises(RefusalError, match="no such branch"):
        ask(chat, "switch", item_id=first.id, index=1)
    with pytest.raises(RefusalError, match="not there"):
        ask(chat, "leave", item_id="gone")


async def test_a_running_response_is_not_left(chat):
    await chat.send("One")
    chat.agent = Agent(name="a", model=ScriptedModel([["And", Hold()]]))
    session = session_of(chat.name)
    runtime = get_runtime()
    request = {
        "type": "threads.add_user_message",
        "params": {
            "thread_id": chat.thread_id,
            "input": {
                "content": [{"type": "input_text", "text": "Two"}],
                "attachments": [],
                "inference_options": {},
            },
        },
    }

    async def start():
        viewer = await runtime.dispatcher.ask(session, json.dumps(request).encode(), "", "r")
        await anext(aiter(viewer))

    runtime.wait(start())
    try:
        with pytest.raises(RefusalError, match="still arriving"):
            ask(chat, "leave", item_id=chat.items()[0].id)
    finally:
        runtime.wait(runtime.dispatcher.end(session, "r", ""))
