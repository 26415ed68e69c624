"""A store in a PostgreSQL database."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import TYPE_CHECKING, Any

from typing_extensions import LiteralString, Self

from chatkit.store.base import NotFoundError, Owner, Store, TContext, default_owner
from chatkit.store.codec import (
    decode_attachment,
    decode_item,
    decode_thread,
    encode,
    encode_thread,
)
from chatkit.store.paging import page_from, rows_wanted
from chatkit.store.postgres_text import from_jsonb, to_jsonb, to_text
from chatkit.types import Attachment, Page, ThreadItem, ThreadMetadata

if TYPE_CHECKING:
    from chatkit.store.postgres_pool import PostgresPool

# Each page is one statement: whether the cursor exists, with each row that follows it. A row
# without data says that there are none; no row at all, that there is no such thread.
_ITEMS: LiteralString = """
    SELECT cursor.seq, page.data::text
    FROM chatkit_threads AS thread
    LEFT JOIN chatkit_items AS cursor ON cursor.thread = thread.seq AND cursor.id = %(after)s
    LEFT JOIN LATERAL (
        SELECT item.seq, item.data FROM chatkit_items AS item
        WHERE item.thread = thread.seq AND item.seq
"""
_THREADS: LiteralString = """
    SELECT cursor.seq, page.data::text
    FROM (VALUES (true)) AS always
    LEFT JOIN chatkit_threads AS cursor ON cursor.owner = %(owner)s AND cursor.id = %(after)s
    LEFT JOIN LATERAL (
        SELECT thread.seq, thread.data FROM chatkit_threads AS thread
        WHERE thread.owner = %(owner)s AND thread.seq
"""
_ASCENDING: LiteralString = """
        > coalesce(cursor.seq, 0) ORDER BY seq LIMIT %(count)s
    ) AS page ON true
"""
_DESCENDING: LiteralString = """
        < coalesce(cursor.seq, 9223372036854775807) ORDER BY seq DESC LIMIT %(count)s
    ) AS page ON true
"""
_OF_THREAD: LiteralString = " WHERE thread.owner = %(owner)s AND thread.id = %(thread)s"
_PAGE: dict[tuple[str, str], LiteralString] = {
    ("items", "asc"): _ITEMS + _ASCENDING + _OF_THREAD + " ORDER BY page.seq",
    ("items", "desc"): _ITEMS + _DESCENDING + _OF_THREAD + " ORDER BY page.seq DESC",
    ("threads", "asc"): _THREADS + _ASCENDING + " ORDER BY page.seq",
    ("threads", "desc"): _THREADS + _DESCENDING + " ORDER BY page.seq DESC",
}


class PostgresStore(Store[TContext]):
    """Keeps threads, items and attachment records in a PostgreSQL database, as JSONB.

    Usable from any thread and event loop, and by any number of processes at once. The tables,
    all named ``chatkit_…``, are made on first use in the first schema of the search path. A call
    that has returned is committed. JSONB keeps neither the order of an object's keys nor how a
    number was written; everything else comes back as it was saved.

    Close it with `close`, or use it as an async context manager. Every method raises
    ``psycopg.Error`` when the server cannot be reached or refuses.

    Args:
        conninfo: Where the server is and how to log in, as a ``postgresql://`` address or
            ``key=value`` pairs; what is left out comes from the ``PG…`` environment variables.
        owner: Says whose data a context may see; each owner sees only its own.
        max_connections: Greatest number of connections open at once.

    Raises:
        ImportError: psycopg is not installed.
    """

    def __init__(
        self,
        conninfo: str = "",
        *,
        owner: Owner[TContext] = default_owner,
        max_connections: int = 10,
    ) -> None:
        self._owner = owner
        self._pool = _open_pool(conninfo, max_connections)

    async def close(self) -> None:
        """Close the connections; the store cannot be used any more."""
        await self._pool.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        exc_type: type[BaseException] | None,
        exc: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def load_thread(self, thread_id: str, context: TContext) -> ThreadMetadata:
        """Load a thread without its items."""
        return decode_thread(
            await self._one(
                "SELECT data::text FROM chatkit_threads"
                " WHERE owner = %(owner)s AND id = %(thread)s",
                f"thread {thread_id!r}",
                self._values(context, thread=thread_id),
            )
        )

    async def save_thread(self, thread: ThreadMetadata, context: TContext) -> None:
        """Create or overwrite a thread."""
        await self._pool.execute(
            "INSERT INTO chatkit_threads (owner, id, data)"
            " VALUES (%(owner)s, %(thread)s, %(data)s)"
            " ON CONFLICT (owner, id) DO UPDATE SET data = excluded.data",
            self._values(context, thread=thread.id, data=to_jsonb(encode_thread(thread))),
        )

    async def load_threads(
        self, limit: int, after: str | None, order: str, context: TContext
    ) -> Page[ThreadMetadata]:
        """Load one page of the owner's threads."""
        values = self._values(context, after=after, count=rows_wanted(limit))
        rows = await self._pool.fetch(_PAGE["threads", order], values)
        return page_from(_following(rows, after, "thread"), limit, decode_thread)

    async def delete_thread(self, thread_id: str, context: TContext) -> None:
        """Delete a thread and its items."""
        await self._pool.execute(
            "DELETE FROM chatkit_threads WHERE owner = %(owner)s AND id = %(thread)s",
            self._values(context, thread=thread_id),
        )

    async def load_thread_items(
        self, thread_id: str, after: str | None, limit: int, order: str, context: TContext
    ) -> Page[ThreadItem]:
        """Load one page of a thread's items."""
        values = self._values(context, thread=thread_id, after=after, count=rows_wanted(limit))
        rows = await self._pool.fetch(_PAGE["items", order], values)
        if not rows:
            raise NotFoundError(f"thread {thread_id!r} not found")
        return page_from(_following(rows, after, "item"), limit, decode_item)

    async def add_thread_item(self, thread_id: str, item: ThreadItem, context: TContext) -> None:
        """Append an item, or overwrite it in its place."""
        # The thread's row is locked, so that its items are committed in the order of `seq` and a
        # page never skips one that a slower writer is still adding.
        written = await self._pool.execute(
            "INSERT INTO chatkit_items (thread, id, data)"
            " SELECT seq, %(item)s, %(data)s::jsonb FROM chatkit_threads"
            " WHERE owner = %(owner)s AND id = %(thread)s FOR NO KEY UPDATE"
            " ON CONFLICT (thread, id) DO UPDATE SET data = excluded.data",
            self._values(context, thread=thread_id, item=item.id, data=to_jsonb(encode(item))),
        )
        if not written:
            raise NotFoundError(f"thread {thread_id!r} not found")

    async def save_item(self, thread_id: str, item: ThreadItem, context: TContext) -> None:
        """Overwrite an item in its place, or append it."""
        await self.add_thread_item(thread_id, item, context)

    async def load_item(self, thread_id: str, item_id: str, context: TContext) -> ThreadItem:
        """Load one item."""
        return decode_item(
            await self._one(
                "SELECT item.data::text FROM chatkit_items AS item"
                " JOIN chatkit_threads AS thread ON item.thread = thread.seq"
                " WHERE thread.owner = %(owner)s AND thread.id = %(thread)s AND item.id = %(item)s",
                f"item {item_id!r}",
                self._values(context, thread=thread_id, item=item_id),
            )
        )

    async def delete_thread_item(self, thread_id: str, item_id: str, context: TContext) -> None:
        """Delete one item."""
        await self.delete_thread_items(thread_id, [item_id], context)

    async def delete_thread_items(
        self, thread_id: str, item_ids: Sequence[str], context: TContext
    ) -> None:
        """Delete several items in one statement."""
        values = self._values(context, thread=thread_id)
        await self._pool.execute(
            "DELETE FROM chatkit_items AS item USING chatkit_threads AS thread"
            " WHERE thread.owner = %(owner)s AND thread.id = %(thread)s"
            " AND item.thread = thread.seq AND item.id = ANY (%(items)s)",
            {**values, "items": [to_text(item_id) for item_id in item_ids]},
        )

    async def save_attachment(self, attachment: Attachment, context: TContext) -> None:
        """Create or overwrite an attachment's record."""
        await self._pool.execute(
            "INSERT INTO chatkit_attachments (owner, id, data)"
            " VALUES (%(owner)s, %(attachment)s, %(data)s)"
            " ON CONFLICT (owner, id) DO UPDATE SET data = excluded.data",
            self._values(context, attachment=attachment.id, data=to_jsonb(encode(attachment))),
        )

    async def load_attachment(self, attachment_id: str, context: TContext) -> Attachment:
        """Load an attachment's record."""
        return decode_attachment(
            await self._one(
                "SELECT data::text FROM chatkit_attachments"
                " WHERE owner = %(owner)s AND id = %(attachment)s",
                f"attachment {attachment_id!r}",
                self._values(context, attachment=attachment_id),
            )
        )

    async def delete_attachment(self, attachment_id: str, context: TContext) -> None:
        """Delete an attachment's record."""
        await self._pool.execute(
            "DELETE FROM chatkit_attachments WHERE owner = %(owner)s AND id = %(attachment)s",
            self._values(context, attachment=attachment_id),
        )

    async def _one(self, query: LiteralString, what: str, values: dict[str, Any]) -> str:
        rows = await self._pool.fetch(query, values)
        if not rows:
            raise NotFoundError(f"{what} not found")
        return from_jsonb(rows[0][0])

    def _values(self, context: TContext, **values: str | int | None) -> dict[str, Any]:
        return {
            name: to_text(value) if isinstance(value, str) else value
            for name, value in {"owner": self._owner(context), **values}.items()
        }


def _following(
    rows: list[tuple[int | None, str | None]], after: str | None, kind: str
) -> list[str]:
    if after is not None and rows[0][0] is None:
        raise NotFoundError(f"{kind} {after!r} not found")
    return [from_jsonb(data) for _, data in rows if data is not None]


def _open_pool(conninfo: str, max_connections: int) -> PostgresPool:
    try:
        from chatkit.store.postgres_pool import PostgresPool  # noqa: PLC0415 - optional
    except ImportError as error:
        raise ImportError(
            "PostgresStore needs psycopg and psycopg_pool: pip install 'chatkit-jupyter[postgres]'"
        ) from error
    return PostgresPool(conninfo, max_connections)
