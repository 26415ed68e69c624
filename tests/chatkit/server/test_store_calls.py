"""Stores that take their parameters by name, in an order of their own."""

from __future__ import annotations

import json

import pytest

from chatkit.server import ChatKitServer
from chatkit.store import AttachmentStore, InMemoryStore
from chatkit.types import (
    AssistantMessageItem,
    ClientToolCallItem,
    FileAttachment,
    SyncCustomActionResponse,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemReplacedEvent,
    WidgetItem,
)
from chatkit.types.clock import now
from chatkit.widgets import Card

ME = object()


class ByName(InMemoryStore):
    """Takes by name what may be given by name."""

    async def load_thread(self, thread_id, *, context):
        return await super().load_thread(thread_id, context)

    async def save_thread(self, thread, *, context):
        await super().save_thread(thread, context)

    async def load_thread_items(self, thread_id, *, context, order, limit, after):
        return await super().load_thread_items(thread_id, after, limit, order, context)

    async def save_attachment(self, attachment, *, context):
        await super().save_attachment(attachment, context)

    async def delete_attachment(self, attachment_id, *, context):
        await super().delete_attachment(attachment_id, context)

    async def load_threads(self, *, context, order, after, limit):
        return await super().load_threads(limit, after, order, context)

    async def add_thread_item(self, thread_id, item, *, context):
        await super().add_thread_item(thread_id, item, context)

    async def save_item(self, thread_id, item, *, context):
        await super().add_thread_item(thread_id, item, context)

    async def load_item(self, thread_id, item_id, *, context):
        return await super().load_item(thread_id, item_id, context)

    async def delete_thread(self, thread_id, *, context):
        await super().delete_thread(thread_id, context)

    async def delete_thread_item(self, thread_id, item_id, *, context):
        await super().delete_thread_items(thread_id, [item_id], context)

    async def delete_thread_items(self, thread_id, item_ids, context):
        for item_id in item_ids:
            await self.delete_thread_item(thread_id, item_id, context=context)


class Files(AttachmentStore):
    async def delete_attachment(self, attachment_id, *, context):
        assert context is ME

    async def create_attachment(self, wanted, context):
        return FileAttachment(id="a", name=wanted.name, mime_type=wanted.mime_type)


class Busy(ChatKitServer):
    """Stores, replaces and removes items, and changes its thread."""

    async def respond(self, thread, input_user_message, context):
        thread.title = "Busy"
        common = {"thread_id": thread.id, "created_at": now()}
        widget = WidgetItem(id="w", widget=Card(children=[]), **common)
        yield ThreadItemDoneEvent(item=widget)
        yield ThreadItemReplacedEvent(item=widget)
        yield ThreadItemDoneEvent(item=AssistantMessageItem(id="m", content=[], **common))
        yield ThreadItemRemovedEvent(item_id="m")
        call = ClientToolCallItem(id="c", call_id="c", name="n", arguments={}, **common)
        yield ThreadItemDoneEvent(item=call)

    async def sync_action(self, thread, action, sender, context):
        return SyncCustomActionResponse()


@pytest.fixture
def send():
    server = Busy(ByName(), Files())

    async def send(request, **params):
        body = {"type": request, "params": params}
        result = await server.process(json.dumps(body), ME)
        if hasattr(result, "json"):
            return json.loads(result.json)
        return [json.loads(frame.removeprefix(b"data: ")) async for frame in result]

    return send


def message(*attachments):
    content = [{"type": "input_text", "text": "hi"}]
    return {"content": content, "attachments": attachments, "inference_options": {}}


async def test_every_request_works_with_such_a_store(send):
    await send("attachments.create", name="n", size=1, mime_type="text/plain")
    events = await send("threads.create", input=message("a"))
    thread_id = events[0]["thread"]["id"]
    answers = [
        await send("threads.add_client_tool_output", thread_id=thread_id, result=1),
        await send("threads.add_user_message", thread_id=thread_id, input=message()),
        await send(
            "threads.retry_after_item", thread_id=thread_id, item_id=events[1]["item"]["id"]
        ),
    ]
    for turn in (events, *answers):
        assert "error" not in [event["type"] for event in turn]
        assert "thread.item.done" in [event["type"] for event in turn]
    action = {"thread_id": thread_id, "item_id": "w", "action": {"type": "x"}}
    assert await send("threads.sync_custom_action", **action) == {}
    assert (await send("threads.update", thread_id=thread_id, title="New"))["title"] == "New"
    assert (await send("threads.get_by_id", thread_id=thread_id))["title"] == "New"
    assert len((await send("threads.list"))["data"]) == 1
    kinds = [item["type"] for item in (await send("items.list", thread_id=thread_id))["data"]]
    assert kinds == ["client_tool_call", "widget", "user_message"]
    assert await send("attachments.delete", attachment_id="a") == {}
    assert await send("threads.delete", thread_id=thread_id) == {}
    assert (await send("threads.list"))["data"] == []
