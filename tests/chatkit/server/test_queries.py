from __future__ import annotations

import json

import pytest

from chatkit.store import AttachmentStore, NotFoundError
from chatkit.types import FileAttachment, SyncCustomActionResponse, TranscriptionResult
from tests.chatkit.server.servers import (
    FunctionServer,
    ask,
    hidden,
    message,
    start,
    stored,
    thread,
    widget,
)


async def keep(store, *items, **fields):
    await store.save_thread(thread(**fields), None)
    for item in items:
        await store.add_thread_item("t1", item, None)


async def test_a_thread_is_answered_without_secrets(server, store):
    await keep(store, hidden(), message(), metadata={"key": "SECRET"})
    result = await start(server, "threads.get_by_id", thread_id="t1")
    assert b"SECRET" not in result.json
    shown = json.loads(result.json)
    assert [item["id"] for item in shown["items"]["data"]] == ["a1"]
    assert shown["metadata"] == {}


async def test_a_long_thread_goes_on_from_its_cursor(server, store):
    await keep(store, *(message(f"a{number}") for number in range(25)))
    first = (await ask(server, "threads.get_by_id", thread_id="t1"))["items"]
    assert (len(first["data"]), first["has_more"], first["after"]) == (20, True, "a19")
    rest = await ask(server, "items.list", thread_id="t1", after=first["after"], order="asc")
    assert [item["id"] for item in rest["data"]] == [f"a{number}" for number in range(20, 25)]
    assert rest["has_more"] is False


async def test_a_page_of_zero_is_a_page_of_the_usual_size(server, store):
    await keep(store, message())
    assert len((await ask(server, "items.list", thread_id="t1", limit=0))["data"]) == 1
    assert len((await ask(server, "threads.list", limit=0))["data"]) == 1


async def test_renaming_keeps_everything_else(server, store):
    await keep(store, message(), metadata={"plan": "pro"}, title="Old")
    shown = await ask(server, "threads.update", thread_id="t1", title="New")
    assert (shown["title"], shown["items"]["data"]) == ("New", [])
    saved = await store.load_thread("t1", None)
    assert (saved.title, saved.metadata) == ("New", {"plan": "pro"})
    assert await stored(store) == [message()]


@pytest.mark.parametrize(
    ("request_type", "params"),
    [
        ("threads.get_by_id", {"thread_id": "no"}),
        ("threads.update", {"thread_id": "no", "title": "x"}),
        ("threads.list", {"after": "no"}),
        ("items.list", {"thread_id": "no"}),
        ("items.list", {"thread_id": "t1", "after": "no"}),
        ("threads.sync_custom_action", {"thread_id": "no", "action": {"type": "x"}}),
        (
            "threads.sync_custom_action",
            {"thread_id": "t1", "item_id": "no", "action": {"type": "x"}},
        ),
    ],
)
async def test_what_is_not_there_is_not_found(server, store, request_type, params):
    await keep(store)
    with pytest.raises(NotFoundError, match="no"):
        await ask(server, request_type, **params)


async def test_deleting_an_unknown_thread_is_fine(server):
    assert await ask(server, "threads.delete", thread_id="no") == {}


async def test_feedback_is_accepted_without_a_hook(server):
    answer = await ask(server, "items.feedback", thread_id="t1", item_ids=["a1"], kind="positive")
    assert answer == {}


async def test_a_sync_action_gets_its_widget_and_cannot_show_hidden_items(server, store):
    await keep(store, widget())
    got = []

    async def sync_action(thread, action, sender, context):
        got.append((thread.id, action.type, sender))
        return SyncCustomActionResponse(updated_item=hidden())

    server.sync_action = sync_action
    answer = await ask(
        server,
        "threads.sync_custom_action",
        thread_id="t1",
        item_id="w1",
        action={"type": "go"},
    )
    assert answer == {}
    assert got == [("t1", "go", widget())]


async def test_a_sync_action_of_something_else_is_refused(server, store):
    await keep(store, message())
    with pytest.raises(ValueError, match="a1 is not a widget"):
        await ask(
            server,
            "threads.sync_custom_action",
            thread_id="t1",
            item_id="a1",
            action={"type": "go"},
        )


async def test_dictation_arrives_as_bytes(server):
    async def transcribe(audio_input, context):
        return TranscriptionResult(text=f"{audio_input.media_type}: {audio_input.data.decode()}")

    server.transcribe = transcribe
    answer = await ask(
        server, "input.transcribe", audio_base64="aGVsbG8=", mime_type="audio/webm;codecs=opus"
    )
    assert answer == {"text": "audio/webm: hello"}


@pytest.mark.parametrize(
    ("request_type", "params"),
    [
        ("input.transcribe", {"audio_base64": "", "mime_type": "audio/ogg"}),
        ("threads.sync_custom_action", {"thread_id": "t1", "action": {"type": "go"}}),
    ],
)
async def test_a_hook_that_is_missing_is_named(server, store, request_type, params):
    await keep(store)
    with pytest.raises(NotImplementedError, match="FunctionServer does not override"):
        await ask(server, request_type, **params)


class Files(AttachmentStore):
    async def create_attachment(self, input, context):  # noqa: A002
        return FileAttachment(
            id="f1", name=input.name, mime_type=input.mime_type, metadata={"bucket": "SECRET"}
        )

    async def delete_attachment(self, attachment_id, context):
        assert attachment_id == "f1"


async def test_attachments_are_registered_and_deleted(store):
    server = FunctionServer(store, Files())
    params = {"name": "a.txt", "size": 3, "mime_type": "text/plain"}
    shown = await ask(server, "attachments.create", **params)
    assert shown == {"id": "f1", "name": "a.txt", "mime_type": "text/plain", "type": "file"}
    assert (await store.load_attachment("f1", None)).metadata == {"bucket": "SECRET"}
    assert await ask(server, "attachments.delete", attachment_id="f1") == {}
    with pytest.raises(NotFoundError):
        await store.load_attachment("f1", None)


async def test_attachments_need_a_store(server):
    with pytest.raises(RuntimeError, match="attachment_store"):
        await ask(server, "attachments.delete", attachment_id="f1")
