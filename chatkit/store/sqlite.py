"""A store in one SQLite file."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import weakref
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from chatkit.store.base import NotFoundError, Owner, Store, TContext, default_owner
from chatkit.store.codec import (
    decode_attachment,
    decode_item,
    decode_thread,
    encode,
    encode_thread,
)
from chatkit.store.paging import page_from, rows_wanted
from chatkit.store.sqlite_schema import MIGRATIONS, connect
from chatkit.types import Attachment, Page, ThreadItem, ThreadMetadata

_FIND_THREAD = "SELECT seq FROM threads WHERE owner = ? AND id = ?"
_FIND_ITEM = "SELECT seq FROM items WHERE thread = ? AND id = ?"
_PAGE = {
    ("threads", "asc"): (
        "SELECT data FROM threads WHERE owner = ? AND seq > ? ORDER BY seq LIMIT ?"
    ),
    ("threads", "desc"): (
        "SELECT data FROM threads WHERE owner = ? AND seq < ? ORDER BY seq DESC LIMIT ?"
    ),
    ("items", "asc"): "SELECT data FROM items WHERE thread = ? AND seq > ? ORDER BY seq LIMIT ?",
    ("items", "desc"): (
        "SELECT data FROM items WHERE thread = ? AND seq < ? ORDER BY seq DESC LIMIT ?"
    ),
}
_ADVICE = {
    "full": "free some space or move the file, what was saved before is kept",
    "locked": "another program has been writing to it all the time: end it, or use another file",
    "readonly": "allow this user to write to the file and to its folder",
}
_START = {"asc": 0, "desc": 2**63 - 1}

T = TypeVar("T")


class SQLiteStore(Store[TContext]):
    """Keeps threads, items and attachment records in one SQLite file.

    Usable from any thread and event loop: the database is only touched on a thread of the
    store's own. Other processes may use the same file at the same time. A call that has
    returned is on disk, even if the process is then killed.

    Args:
        path: The database file, made if it does not exist (its folders too), or
            ``":memory:"``.
        owner: Says whose data a context may see; each owner sees only its own.

    Attributes:
        path: The database file; None for one in memory.

    Raises:
        RuntimeError: The file was written by a newer version of this package.
        sqlite3.Error: The file cannot be opened or is not a database. Calls raise
            ``sqlite3.OperationalError`` with the file's name where the disk is full, or another
            program keeps the file locked for 30 seconds; what was saved before is kept.
    """

    def __init__(
        self, path: str | os.PathLike[str], *, owner: Owner[TContext] = default_owner
    ) -> None:
        if path != ":memory:":
            Path(path).parent.mkdir(parents=True, exist_ok=True)
        self.path = None if path == ":memory:" else Path(path)
        self._owner = owner
        self._db = connect(path, MIGRATIONS)
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="chatkit-store")
        self._close = weakref.finalize(self, _shut, self._thread, self._db)

    def close(self) -> None:
        """Finish the calls under way and close the file; the store cannot be used any more."""
        self._close()
        self._thread.shutdown(wait=True)

    async def load_thread(self, thread_id: str, context: TContext) -> ThreadMetadata:
        """Load a thread without its items."""
        query = "SELECT data FROM threads WHERE owner = ? AND id = ?"
        key = (self._owner(context), thread_id)
        return await self._run(
            lambda: decode_thread(self._one(query, key, f"thread {thread_id!r}"))
        )

    async def save_thread(self, thread: ThreadMetadata, context: TContext) -> None:
        """Create or overwrite a thread."""
        row = (self._owner(context), thread.id, encode_thread(thread))
        await self._write(
            "INSERT INTO threads (owner, id, data) VALUES (?, ?, ?)"
            " ON CONFLICT (owner, id) DO UPDATE SET data = excluded.data",
            row,
        )

    async def load_threads(
        self, limit: int, after: str | None, order: str, context: TContext
    ) -> Page[ThreadMetadata]:
        """Load one page of the owner's threads."""
        owner = self._owner(context)

        def load() -> Page[ThreadMetadata]:
            start = _START[order]
            if after is not None:
                start = self._one(_FIND_THREAD, (owner, after), f"thread {after!r}")
            rows = self._rows(_PAGE["threads", order], (owner, start, rows_wanted(limit)))
            return page_from(rows, limit, decode_thread)

        return await self._run(load)

    async def delete_thread(self, thread_id: str, context: TContext) -> None:
        """Delete a thread and its items."""
        await self._write(
            "DELETE FROM threads WHERE owner = ? AND id = ?", (self._owner(context), thread_id)
        )

    async def load_thread_items(
        self, thread_id: str, after: str | None, limit: int, order: str, context: TContext
    ) -> Page[ThreadItem]:
        """Load one page of a thread's items."""
        key = (self._owner(context), thread_id)

        def load() -> Page[ThreadItem]:
            thread = self._one(_FIND_THREAD, key, f"thread {thread_id!r}")
            start = _START[order]
            if after is not None:
                start = self._one(_FIND_ITEM, (thread, after), f"item {after!r}")
            rows = self._rows(_PAGE["items", order], (thread, start, rows_wanted(limit)))
            return page_from(rows, limit, decode_item)

        return await self._run(load)

    async def add_thread_item(self, thread_id: str, item: ThreadItem, context: TContext) -> None:
        """Append an item, or overwrite it in its place."""
        row = (item.id, encode(item), self._owner(context), thread_id)
        written = await self._write(
            "INSERT INTO items (thread, id, data)"
            " SELECT seq, ?, ? FROM threads WHERE owner = ? AND id = ?"
            " ON CONFLICT (thread, id) DO UPDATE SET data = excluded.data",
            row,
        )
        if not written:
            raise NotFoundError(f"thread {thread_id!r} not found")

    async def save_item(self, thread_id: str, item: ThreadItem, context: TContext) -> None:
        """Overwrite an item in its place, or append it."""
        await self.add_thread_item(thread_id, item, context)

    async def load_item(self, thread_id: str, item_id: str, context: TContext) -> ThreadItem:
        """Load one item."""
        query = (
            "SELECT items.data FROM items JOIN threads ON items.thread = threads.seq"
            " WHERE threads.owner = ? AND threads.id = ? AND items.id = ?"
        )
        key = (self._owner(context), thread_id, item_id)
        return await self._run(lambda: decode_item(self._one(query, key, f"item {item_id!r}")))

    async def delete_thread_item(self, thread_id: str, item_id: str, context: TContext) -> None:
        """Delete one item."""
        await self.delete_thread_items(thread_id, [item_id], context)

    async def delete_thread_items(
        self, thread_id: str, item_ids: Sequence[str], context: TContext
    ) -> None:
        """Delete several items in one transaction."""
        owner = self._owner(context)
        keys = [(owner, thread_id, item_id) for item_id in item_ids]

        def delete() -> None:
            self._db.execute("BEGIN IMMEDIATE")
            with self._db:
                self._db.executemany(
                    "DELETE FROM items WHERE thread ="
                    " (SELECT seq FROM threads WHERE owner = ? AND id = ?) AND id = ?",
                    keys,
                )

        await self._run(delete)

    async def save_attachment(self, attachment: Attachment, context: TContext) -> None:
        """Create or overwrite an attachment's record."""
        await self._write(
            "INSERT INTO attachments (owner, id, data) VALUES (?, ?, ?)"
            " ON CONFLICT (owner, id) DO UPDATE SET data = excluded.data",
            (self._owner(context), attachment.id, encode(attachment)),
        )

    async def load_attachment(self, attachment_id: str, context: TContext) -> Attachment:
        """Load an attachment's record."""
        query = "SELECT data FROM attachments WHERE owner = ? AND id = ?"
        key = (self._owner(context), attachment_id)
        return await self._run(
            lambda: decode_attachment(self._one(query, key, f"attachment {attachment_id!r}"))
        )

    async def delete_attachment(self, attachment_id: str, context: TContext) -> None:
        """Delete an attachment's record."""
        await self._write(
            "DELETE FROM attachments WHERE owner = ? AND id = ?",
            (self._owner(context), attachment_id),
        )

    async def _run(self, job: Callable[[], T]) -> T:
        if not self._close.alive:
            raise RuntimeError("this SQLiteStore is closed")
        try:
            return await asyncio.get_running_loop().run_in_executor(self._thread, job)
        except sqlite3.OperationalError as error:
            raise type(error)(f"{self.path or ':memory:'}: {error}{_advice(str(error))}") from error

    async def _write(self, statement: str, values: Sequence[str]) -> int:
        """Run one statement, which is a transaction by itself; return the rows it touched."""
        return await self._run(lambda: self._db.execute(statement, values).rowcount)

    def _one(self, query: str, key: Sequence[str | int], what: str) -> Any:
        row = self._db.execute(query, key).fetchone()
        if row is None:
            raise NotFoundError(f"{what} not found")
        return row[0]

    def _rows(self, query: str, key: Sequence[str | int]) -> list[str]:
        return [row[0] for row in self._db.execute(query, key)]


def _advice(error: str) -> str:
    return next((f"; {what}" for sign, what in _ADVICE.items() if sign in error), "")


def _shut(thread: ThreadPoolExecutor, db: sqlite3.Connection) -> None:
    # Does not wait: the last reference to a store may be dropped on its own thread.
    try:
        thread.submit(db.close)
    except RuntimeError:  # The interpreter is exiting and has ended the thread already.
        db.close()
    thread.shutdown(wait=False)
