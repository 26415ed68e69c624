"""Small threads and items to store."""

from __future__ import annotations

from datetime import datetime, timezone

from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageItem,
    FileAttachment,
    ThreadMetadata,
)

NOON = datetime(2026, 1, 2, 12, tzinfo=timezone.utc)
ANN = {"user_id": "ann"}
BEN = {"user_id": "ben"}


def thread(key: str = "t1", **fields) -> ThreadMetadata:
    return ThreadMetadata(id=key, created_at=NOON, **fields)


def message(key: str, text: str = "hello", thread_id: str = "t1") -> AssistantMessageItem:
    content = [AssistantMessageContent(text=text)]
    return AssistantMessageItem(id=key, thread_id=thread_id, created_at=NOON, content=content)


def attachment(key: str = "f1", **fields) -> FileAttachment:
    return FileAttachment(id=key, name="notes.txt", mime_type="text/plain", **fields)


def ids(page) -> list[str]:
    return [entry.id for entry in page.data]


async def items_of(store, context=ANN, order="asc"):
    return (await store.load_thread_items("t1", None, 1000, order, context)).data


async def fill(store, count, context=ANN):
    await store.save_thread(thread(), context)
    for number in range(count):
        await store.add_thread_item("t1", message(f"m{number}"), context)
