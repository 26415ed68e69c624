"""Stores that any `chatkit` runs on, so that two measurements differ in the package alone."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from chatkit.store import NotFoundError, Store
from chatkit.types import Attachment, Page, ThreadItem, ThreadMetadata


class NoAttachments(Store[Any]):
    """Leaves attachments out."""

    async def save_attachment(self, attachment: Attachment, context: Any) -> None:
        raise NotImplementedError

    async def load_attachment(self, attachment_id: str, context: Any) -> Attachment:
        raise NotImplementedError

    async def delete_attachment(self, attachment_id: str, context: Any) -> None:
        raise NotImplementedError


class PlainStore(NoAttachments):
    """Keeps the objects it is given in dictionaries: as little of its own cost as can be."""

    def __init__(self) -> None:
        self.threads: dict[str, ThreadMetadata] = {}
        self.items: dict[str, dict[str, ThreadItem]] = {}

    async def load_thread(self, thread_id: str, context: Any) -> ThreadMetadata:
        return self.threads[thread_id].model_copy()

    async def save_thread(self, thread: ThreadMetadata, context: Any) -> None:
        self.threads[thread.id] = thread.model_copy()
        self.items.setdefault(thread.id, {})

    async def load_threads(
        self, limit: int, after: str | None, order: str, context: Any
    ) -> Page[ThreadMetadata]:
        return _page(list(self.threads.values()), limit, after, order)

    async def delete_thread(self, thread_id: str, context: Any) -> None:
        self.threads.pop(thread_id, None)
        self.items.pop(thread_id, None)

    async def load_thread_items(
        self, thread_id: str, after: str | None, limit: int, order: str, context: Any
    ) -> Page[ThreadItem]:
        return _page(list(self.items[thread_id].values()), limit, after, order)

    async def add_thread_item(self, thread_id: str, item: ThreadItem, context: Any) -> None:
        self.items[thread_id][item.id] = item

    async def save_item(self, thread_id: str, item: ThreadItem, context: Any) -> None:
        self.items[thread_id][item.id] = item

    async def load_item(self, thread_id: str, item_id: str, context: Any) -> ThreadItem:
        if item_id not in self.items[thread_id]:
            raise NotFoundError(item_id)
        return self.items[thread_id][item_id]

    async def delete_thread_item(self, thread_id: str, item_id: str, context: Any) -> None:
        self.items[thread_id].pop(item_id, None)


def _page(entries: list[Any], limit: int, after: str | None, order: str) -> Page[Any]:
    if order == "desc":
        entries.reverse()
    start = 0
    if after is not None:
        start = [entry.id for entry in entries].index(after) + 1
    shown = entries[start : start + limit]
    has_more = len(entries) > start + limit
    return Page(data=shown, has_more=has_more, after=shown[-1].id if has_more else None)


_ITEMS: TypeAdapter[ThreadItem] = TypeAdapter(ThreadItem)


class GuideStore(NoAttachments):
    """SQLite as a first guide shows it.

    A connection per call, items as JSON text ordered by their time, no index besides the
    primary key, and every write a transaction of its own.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        with self._open() as db:
            db.execute("CREATE TABLE threads (id TEXT PRIMARY KEY, created_at TEXT, data TEXT)")
            db.execute(
                "CREATE TABLE items"
                " (id TEXT PRIMARY KEY, thread_id TEXT, created_at TEXT, data TEXT)"
            )

    def _open(self) -> sqlite3.Connection:
        return sqlite3.connect(self.path)

    def _run(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        db = self._open()
        try:
            with db:
                return db.execute(statement, values).fetchall()
        finally:
            db.close()

    async def load_thread(self, thread_id: str, context: Any) -> ThreadMetadata:
        rows = self._run("SELECT data FROM threads WHERE id = ?", thread_id)
        return ThreadMetadata.model_validate_json(rows[0][0])

    async def save_thread(self, thread: ThreadMetadata, context: Any) -> None:
        self._run(
            "INSERT OR REPLACE INTO threads VALUES (?, ?, ?)",
            thread.id,
            thread.created_at.isoformat(),
            thread.model_dump_json(),
        )

    async def load_threads(
        self, limit: int, after: str | None, order: str, context: Any
    ) -> Page[ThreadMetadata]:
        raise NotImplementedError

    async def delete_thread(self, thread_id: str, context: Any) -> None:
        raise NotImplementedError

    async def load_thread_items(
        self, thread_id: str, after: str | None, limit: int, order: str, context: Any
    ) -> Page[ThreadItem]:
        where, values = "thread_id = ?", [thread_id]
        if after is not None:
            rows = self._run("SELECT created_at FROM items WHERE id = ?", after)
            where += f" AND created_at {'>' if order == 'asc' else '<'} ?"
            values.append(rows[0][0])
        rows = self._run(
            f"SELECT data FROM items WHERE {where} ORDER BY created_at {order} LIMIT ?",
            *values,
            limit + 1,
        )
        shown = [_ITEMS.validate_json(data) for (data,) in rows[:limit]]
        has_more = len(rows) > limit
        return Page(data=shown, has_more=has_more, after=shown[-1].id if has_more else None)

    async def add_thread_item(self, thread_id: str, item: ThreadItem, context: Any) -> None:
        self._run(
            "INSERT OR REPLACE INTO items VALUES (?, ?, ?, ?)",
            item.id,
            thread_id,
            item.created_at.isoformat(),
            item.model_dump_json(),
        )

    async def save_item(self, thread_id: str, item: ThreadItem, context: Any) -> None:
        await self.add_thread_item(thread_id, item, context)

    async def load_item(self, thread_id: str, item_id: str, context: Any) -> ThreadItem:
        rows = self._run("SELECT data FROM items WHERE id = ?", item_id)
        if not rows:
            raise NotFoundError(item_id)
        return _ITEMS.validate_json(rows[0][0])

    async def delete_thread_item(self, thread_id: str, item_id: str, context: Any) -> None:
        self._run("DELETE FROM items WHERE id = ?", item_id)

    def fill(self, items: list[ThreadItem]) -> None:
        """Add many items at once."""
        with self._open() as db:
            db.executemany(
                "INSERT INTO items VALUES (?, ?, ?, ?)",
                [
                    (item.id, item.thread_id, item.created_at.isoformat(), item.model_dump_json())
                    for item in items
                ],
            )
