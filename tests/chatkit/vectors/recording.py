"""Real stores that also write down what was asked of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chatkit import types as ct
from chatkit.store import InMemoryStore, SQLiteStore, Store
from tests.protocol.scripted.values import ATTACHMENT, ITEM, jsonable

_ALL = 1000


class Recording(Store):
    """Mixed in before a store class: counts ids, records writes and page loads."""

    calls: list[str]
    reads: list[dict[str, Any]]
    context: object

    def start(self, context: object) -> None:
        self.calls, self.reads, self.context = [], [], context
        self.counts: dict[str, int] = {}
        self.attachment_ids: list[str] = []

    def saw(self, context: object) -> None:
        assert context is self.context, "a store call did not get the caller's context"

    def generate_thread_id(self, context):
        return self.generate_item_id("thread", None, context)

    def generate_item_id(self, item_type, thread, context):
        self.saw(context)
        self.counts[item_type] = self.counts.get(item_type, 0) + 1
        return f"{item_type}_{self.counts[item_type]}"

    def wrote(self, call: str, key: str, context: object) -> None:
        self.saw(context)
        self.calls.append(f"{call} {key}")

    async def save_thread(self, thread, context):
        self.wrote("save_thread", thread.id, context)
        await super().save_thread(thread, context)

    async def delete_thread(self, thread_id, context):
        self.wrote("delete_thread", thread_id, context)
        await super().delete_thread(thread_id, context)

    async def add_thread_item(self, thread_id, item, context):
        self.wrote("add_thread_item", item.id, context)
        await super().add_thread_item(thread_id, item, context)

    async def delete_thread_item(self, thread_id, item_id, context):
        self.wrote("delete_thread_item", item_id, context)
        await super().delete_thread_items(thread_id, [item_id], context)

    async def delete_thread_items(self, thread_id, item_ids, context):
        await Store.delete_thread_items(self, thread_id, item_ids, context)

    async def save_attachment(self, attachment, context):
        self.wrote("save_attachment", attachment.id, context)
        if attachment.id not in self.attachment_ids:
            self.attachment_ids.append(attachment.id)
        await super().save_attachment(attachment, context)

    async def delete_attachment(self, attachment_id, context):
        self.wrote("delete_attachment", attachment_id, context)
        self.attachment_ids.remove(attachment_id)
        await super().delete_attachment(attachment_id, context)

    async def load_threads(self, limit, after, order, context):
        self.reads.append({"call": "load_threads", "limit": limit, "after": after, "order": order})
        self.saw(context)
        return await super().load_threads(limit, after, order, context)

    async def load_thread_items(self, thread_id, after, limit, order, context):
        self.reads.append(
            {
                "call": "load_thread_items",
                "thread": thread_id,
                "limit": limit,
                "after": after,
                "order": order,
            }
        )
        self.saw(context)
        return await super().load_thread_items(thread_id, after, limit, order, context)


class RecordingMemory(Recording, InMemoryStore):
    """The in-memory store, with `save_item` told apart from `add_thread_item`."""

    async def save_item(self, thread_id, item, context):
        self.wrote("save_item", item.id, context)
        await InMemoryStore.add_thread_item(self, thread_id, item, context)


class RecordingSQLite(Recording, SQLiteStore):
    """The SQLite store, likewise."""

    async def save_item(self, thread_id, item, context):
        self.wrote("save_item", item.id, context)
        await SQLiteStore.add_thread_item(self, thread_id, item, context)


def open_store(kind: str, folder: Path) -> Recording:
    if kind == "memory":
        return RecordingMemory(owner=lambda context: "")
    return RecordingSQLite(folder / "vector.db", owner=lambda context: "")


async def fill(store: Recording, vector: dict[str, Any], context: object) -> None:
    """Put a vector's start state into a store, and begin to record."""
    store.start(context)
    for thread in vector.get("threads", []):
        await store.save_thread(ct.ThreadMetadata.model_validate(thread), context)
    for thread_id, items in vector.get("items", {}).items():
        for data in items:
            item = ITEM.validate_python({"thread_id": thread_id, **data})
            await store.add_thread_item(thread_id, item, context)
    for attachment in vector.get("attachments", []):
        await store.save_attachment(ATTACHMENT.validate_python(attachment), context)
    store.calls.clear()


async def contents(store: Recording) -> dict[str, Any]:
    """Everything a store holds, as the vectors write it."""
    context = store.context
    page = await store.load_threads(_ALL, None, "asc", context)
    items = {
        thread.id: (await store.load_thread_items(thread.id, None, _ALL, "asc", context)).data
        for thread in page.data
    }
    return {
        "threads": [jsonable(thread) for thread in page.data],
        "items": {
            thread_id: [jsonable(item) for item in data] for thread_id, data in items.items()
        },
        "attachments": [
            jsonable(await store.load_attachment(key, context)) for key in store.attachment_ids
        ],
    }
