"""What can go wrong with a request, in words."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatkit.server import ChatKitServer
from chatkit.store import InMemoryStore
from chatkit_jupyter.errors import RefusalError
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.view.answers import answer
from tests.chatkit_jupyter.clients import create, decode

CONTEXT = ChatContext("orders")


class BrokenStore(InMemoryStore):
    async def load_threads(self, *args, **kwargs):
        raise OSError("disk full")

    async def add_thread_item(self, *args, **kwargs):
        raise OSError("disk full")


class Server(ChatKitServer):
    async def respond(self, thread, input_user_message, context):
        for event in ():
            yield event


async def asked(body, store=None, report=pytest.fail):
    request = body if isinstance(body, bytes) else json.dumps(body).encode()
    return await answer(Server(store or InMemoryStore()), request, CONTEXT, report)


@pytest.mark.parametrize(
    ("body", "status", "message"),
    [
        (b"{", 400, "The request is malformed: "),
        (b"\xff", 400, "The request is malformed: "),
        ({"type": "threads.explode"}, 400, "The request is malformed: "),
        ({"type": "threads.get_by_id", "params": {}}, 400, "threads.get_by_id.params.thread_id"),
        ({"type": "threads.get_by_id", "params": {"thread_id": "t"}}, 404, "not there"),
        (
            {
                "type": "input.transcribe",
                "params": {"audio_base64": "", "mime_type": "audio/wav"},
            },
            501,
            "This chat can not do that: ",
        ),
    ],
)
async def test_a_request_without_an_answer_is_refused_in_one_line(body, status, message):
    with pytest.raises(RefusalError) as refused:
        await asked(body)
    assert refused.value.status == status
    assert message in refused.value.message
    assert "\n" not in refused.value.message


async def test_a_failing_store_is_an_error_of_the_authors():
    heard = []
    with pytest.raises(RefusalError, match="OSError: disk full") as refused:
        await asked({"type": "threads.list", "params": {}}, BrokenStore(), heard.append)
    assert refused.value.status == 500
    assert [str(error) for error in heard] == ["disk full"]


async def events_of(body, *args):
    frames = [frame async for frame in await asked(body, *args)]
    return decode(line for frame in frames for line in frame.decode().splitlines())


async def test_a_stream_that_fails_ends_with_an_error_event():
    heard = []
    error = (await events_of(create("hi"), BrokenStore(), heard.append))[-1]
    assert error == {
        "type": "error",
        "code": "custom",
        "message": "OSError: disk full",
        "allow_retry": True,
    }
    assert len(heard) == 1


async def test_a_stream_in_a_missing_thread_ends_with_an_error_event_that_can_not_be_retried():
    params = {"thread_id": "thr_none", "item_id": "msg_none"}
    (error,) = await events_of({"type": "threads.retry_after_item", "params": params})
    assert error["type"] == "error"
    assert "thr_none" in error["message"]
    assert error["allow_retry"] is False


TYPES = [
    *("threads.create", "threads.add_user_message", "threads.retry_after_item", "threads.list"),
    *("threads.custom_action", "threads.sync_custom_action", "threads.add_client_tool_output"),
    *("threads.get_by_id", "threads.update", "threads.delete", "items.list", "items.feedback"),
    *("attachments.create", "attachments.delete", "input.transcribe"),
]
PARAMS = [
    *("thread_id", "item_id", "item_ids", "input", "action", "result", "limit", "order", "after"),
    *("title", "kind", "attachment_id", "audio_base64", "mime_type"),
]
VALUES = st.none() | st.text() | st.integers() | st.just([]) | st.just({"type": "go"})
REQUESTS = st.fixed_dictionaries(
    {"type": st.sampled_from(TYPES)},
    optional={"params": st.dictionaries(st.sampled_from(PARAMS), VALUES), "metadata": VALUES},
)


@given(st.binary() | REQUESTS.map(lambda request: json.dumps(request).encode()))
async def test_any_request_is_answered_refused_or_ends_with_an_error_event(body):
    refusal = None
    result = b""
    try:
        result = await answer(Server(InMemoryStore()), body, CONTEXT, lambda error: None)
    except RefusalError as refused:
        refusal = refused
    if refusal is not None:
        assert 400 <= refusal.status <= 501
        assert "\n" not in refusal.message
    elif not isinstance(result, bytes):
        decode([line for f in [f async for f in result] for line in f.decode().splitlines()])
