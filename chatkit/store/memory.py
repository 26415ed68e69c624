"""A store that lives as long as the process."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

from chatkit.store.base import NotFoundError, Owner, Store, TContext, default_owner
from chatkit.store.codec import (
    decode_attachment,
    decode_item,
    decode_thread,
    encode,
    encode_thread,
)
from chatkit.store.paging import Shelf, page_from, rows_wanted
from chatkit.types import Attachment, Page, ThreadItem, ThreadMetadata


class _Data:
    """What one owner has stored, as JSON text, so that no caller shares an object with it."""

    def __init__(self) -> None:
        self.threads: Shelf[str] = Shelf()
        self.items: dict[str, Shelf[str]] = {}
        self.attachments: dict[str, str] = {}

    def items_of(self, thread_id: str) -> Shelf[str]:
        try:
            return self.items[thread_id]
        except KeyError:
            raise NotFoundError(f"thread {thread_id!r} not found") from None


class InMemoryStore(Store[TContext]):
    """Keeps threads, items and attachment records in this process only.

    Usable from any thread and event loop. Nothing that a caller passes in or gets back is
    shared with the store.

    Args:
        owner: Says whose data a context may see; each owner sees only its own.
    """

    def __init__(self, *, owner: Owner[TContext] = default_owner) -> None:
        self._owner = owner
        self._lock = Lock()
        self._data: dict[str, _Data] = {}

    async def load_thread(self, thread_id: str, context: TContext) -> ThreadMetadata:
        """Load a thread without its items."""
        with self._lock:
            return decode_thread(self._of(context).threads[thread_id])

    async def save_thread(self, thread: ThreadMetadata, context: TContext) -> None:
        """Create or overwrite a thread."""
        record = encode_thread(thread)
        with self._lock:
            data = self._of(context)
            data.threads.put(thread.id, record)
            data.items.setdefault(thread.id, Shelf())

    async def load_threads(
        self, limit: int, after: str | None, order: str, context: TContext
    ) -> Page[ThreadMetadata]:
        """Load one page of the owner's threads."""
        with self._lock:
            rows = self._of(context).threads.following(after, rows_wanted(limit), order)
        return page_from(rows, limit, decode_thread)

    async def delete_thread(self, thread_id: str, context: TContext) -> None:
        """Delete a thread and its items."""
        with self._lock:
            data = self._of(context)
            data.threads.discard(thread_id)
            data.items.pop(thread_id, None)

    async def load_thread_items(
        self, thread_id: str, after: str | None, limit: int, order: str, context: TContext
    ) -> Page[ThreadItem]:
        """Load one page of a thread's items."""
        with self._lock:
            shelf = self._of(context).items_of(thread_id)
            rows = shelf.following(after, rows_wanted(limit), order)
        return page_from(rows, limit, decode_item)

    async def add_thread_item(self, thread_id: str, item: ThreadItem, context: TContext) -> None:
        """Append an item, or overwrite it in its place."""
        record = encode(item)
        with self._lock:
            self._of(context).items_of(thread_id).put(item.id, record)

    async def save_item(self, thread_id: str, item: ThreadItem, context: TContext) -> None:
        """Overwrite an item in its place, or append it."""
        await self.add_thread_item(thread_id, item, context)

    async def load_item(self, thread_id: str, item_id: str, context: TContext) -> ThreadItem:
        """Load one item."""
        with self._lock:
            return decode_item(self._of(context).items_of(thread_id)[item_id])

    async def delete_thread_item(self, thread_id: str, item_id: str, context: TContext) -> None:
        """Delete one item."""
        await self.delete_thread_items(thread_id, [item_id], context)

    async def delete_thread_items(
        self, thread_id: str, item_ids: Sequence[str], context: TContext
    ) -> None:
        """Delete several items at once."""
        with self._lock:
            shelf = self._of(context).items.get(thread_id, Shelf())
            for item_id in item_ids:
                shelf.discard(item_id)

    async def save_attachment(self, attachment: Attachment, context: TContext) -> None:
        """Create or overwrite an attachment's record."""
        record = encode(attachment)
        with self._lock:
            self._of(context).attachments[attachment.id] = record

    async def load_attachment(self, attachment_id: str, context: TContext) -> Attachment:
        """Load an attachment's record."""
        with self._lock:
            record = self._of(context).attachments.get(attachment_id)
        if record is None:
            raise NotFoundError(f"attachment {attachment_id!r} not found")
        return decode_attachment(record)

    async def delete_attachment(self, attachment_id: str, context: TContext) -> None:
        """Delete an attachment's record."""
        with self._lock:
            self._of(context).attachments.pop(attachment_id, None)

    def _of(self, context: TContext) -> _Data:
        return self._data.setdefault(self._owner(context), _Data())
