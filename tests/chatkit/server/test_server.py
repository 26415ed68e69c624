from __future__ import annotations

import subprocess
import sys

import pytest

from chatkit import server as server_module
from chatkit.server import ChatKitServer, NonStreamingResult, StreamingResult
from tests.chatkit.server.servers import ask, event_of, message, start, stored, thread, user_input


def test_every_public_name_is_there():
    for name in server_module.__all__:
        assert getattr(server_module, name) is not None
    assert server_module.DEFAULT_PAGE_SIZE == 20


def test_a_server_must_say_how_to_respond(store):
    with pytest.raises(TypeError, match="respond"):
        ChatKitServer(store)


def test_importing_the_server_does_not_import_the_agents_sdk():
    script = "import sys, chatkit.server; print('agents' in sys.modules, 'openai' in sys.modules)"
    ended = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert ended.stdout.split() == ["False", "False"]


async def test_requests_are_answered_with_a_stream_or_a_body(server):
    assert isinstance(await start(server, "threads.list"), NonStreamingResult)
    result = await start(server, "threads.create", input=user_input())
    assert isinstance(result, StreamingResult)
    assert event_of(await anext(aiter(result)))["type"] == "thread.created"
    await result.aclose()


async def test_nothing_happens_before_a_stream_is_read(server, store):
    await start(server, "threads.create", input=user_input())
    assert (await store.load_threads(9, None, "asc", None)).data == []


async def test_an_action_without_a_hook_is_an_error_the_user_can_retry(server, store):
    await store.save_thread(thread(), None)
    events = await ask(server, "threads.custom_action", thread_id="t1", action={"type": "go"})
    assert events[-1] == {"type": "error", "code": "stream.error", "allow_retry": True}


async def test_a_stopped_response_leaves_its_text_and_a_note_for_the_model(server, store):
    await store.save_thread(thread(), None)
    blank = message("blank", text=" \n")
    await server.handle_stream_cancelled(thread(), [message(), blank], None)
    reply, note = await stored(store)
    assert reply == message()
    assert note.type == "sdk_hidden_context"
    assert note.id.startswith("shcx_")
    assert "Stop" in note.content
