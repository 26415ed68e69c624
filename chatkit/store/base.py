"""The interfaces between a server and its storage: threads and items, and attachment bytes."""

from __future__ import annotations

import secrets
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Generic, Literal, cast

from typing_extensions import TypeVar

from chatkit.types import (
    Attachment,
    AttachmentCreateParams,
    Page,
    ThreadItem,
    ThreadMetadata,
)

TContext = TypeVar("TContext", default=Any)

StoreItemType = Literal[
    "thread", "message", "tool_call", "task", "workflow", "attachment", "sdk_hidden_context"
]

_ID_PREFIXES: dict[StoreItemType, str] = {
    "thread": "thr",
    "message": "msg",
    "tool_call": "tc",
    "task": "tsk",
    "workflow": "wf",
    "attachment": "atc",
    "sdk_hidden_context": "shcx",
}
_ID_BYTES = 8


class NotFoundError(Exception):
    """The thread, item, attachment or page cursor asked for does not exist for this context."""


def default_generate_id(item_type: StoreItemType) -> str:
    """Make a new random id.

    Args:
        item_type: What the id is for; it decides the prefix.

    Returns:
        The type's prefix, an underscore and 16 hexadecimal digits, such as ``msg_9f2c…``.
    """
    return f"{_ID_PREFIXES[item_type]}_{secrets.token_hex(_ID_BYTES)}"


def default_owner(context: object) -> str:
    """Say whose data a request may see, from the usual places in its context.

    Args:
        context: The caller's request context, of any type.

    Returns:
        The context's ``user_id``, or else its ``user``, as an attribute or as a mapping's entry,
        as text. Contexts with neither all share one owner, ``""``.
    """
    for name in ("user_id", "user"):
        if isinstance(context, Mapping):
            value = cast("Mapping[str, object]", context).get(name)
        else:
            value = getattr(context, name, None)
        if value is not None:
            return str(value)
    return ""


Owner = Callable[[TContext], str]


class Store(ABC, Generic[TContext]):
    """Where threads, their items and attachment records are kept.

    Every method gets the ``context`` that the application passed to ``ChatKitServer.process``,
    so an implementation can limit each call to that caller's data. What is not there, or not
    the caller's, raises `NotFoundError` when loaded and is ignored when deleted.

    Pages hold at most ``limit`` entries in the order they were first saved (``"asc"``) or the
    reverse (``"desc"``). ``after`` is the id of the last entry already seen; an unknown one
    raises `NotFoundError`. ``Page.after`` is set only when ``has_more`` is true.
    """

    def generate_thread_id(self, context: TContext) -> str:
        """Make an id for a new thread.

        Args:
            context: The caller's request context.

        Returns:
            An id not used by another thread of this owner.
        """
        return default_generate_id("thread")

    def generate_item_id(
        self, item_type: StoreItemType, thread: ThreadMetadata, context: TContext
    ) -> str:
        """Make an id for a new item.

        Args:
            item_type: What kind of item the id is for.
            thread: The thread that the item will belong to.
            context: The caller's request context.

        Returns:
            An id not used by another item of that thread.
        """
        return default_generate_id(item_type)

    @abstractmethod
    async def load_thread(self, thread_id: str, context: TContext) -> ThreadMetadata:
        """Load a thread without its items.

        Raises:
            NotFoundError: There is no such thread for this context.
        """

    @abstractmethod
    async def save_thread(self, thread: ThreadMetadata, context: TContext) -> None:
        """Create a thread, or overwrite what is stored of it; its items stay."""

    @abstractmethod
    async def load_thread_items(
        self, thread_id: str, after: str | None, limit: int, order: str, context: TContext
    ) -> Page[ThreadItem]:
        """Load one page of a thread's items.

        Args:
            thread_id: The thread.
            after: Id of the last item already seen, or None for the first page.
            limit: Greatest number of items to return.
            order: ``"asc"`` for oldest first, ``"desc"`` for newest first.
            context: The caller's request context.

        Returns:
            The page, hidden items included.

        Raises:
            NotFoundError: The thread or the ``after`` item does not exist.
        """

    @abstractmethod
    async def save_attachment(self, attachment: Attachment, context: TContext) -> None:
        """Create an attachment's record, or overwrite it."""

    @abstractmethod
    async def load_attachment(self, attachment_id: str, context: TContext) -> Attachment:
        """Load an attachment's record.

        Raises:
            NotFoundError: There is no such attachment for this context.
        """

    @abstractmethod
    async def delete_attachment(self, attachment_id: str, context: TContext) -> None:
        """Delete an attachment's record, if it is there."""

    @abstractmethod
    async def load_threads(
        self, limit: int, after: str | None, order: str, context: TContext
    ) -> Page[ThreadMetadata]:
        """Load one page of the caller's threads.

        Args:
            limit: Greatest number of threads to return.
            after: Id of the last thread already seen, or None for the first page.
            order: ``"asc"`` for oldest first, ``"desc"`` for newest first.
            context: The caller's request context.

        Raises:
            NotFoundError: The ``after`` thread does not exist.
        """

    @abstractmethod
    async def add_thread_item(self, thread_id: str, item: ThreadItem, context: TContext) -> None:
        """Append an item to a thread; an item with that id is overwritten in its place."""

    @abstractmethod
    async def save_item(self, thread_id: str, item: ThreadItem, context: TContext) -> None:
        """Overwrite an item in its place; it is appended if it is not there yet."""

    @abstractmethod
    async def load_item(self, thread_id: str, item_id: str, context: TContext) -> ThreadItem:
        """Load one item.

        Raises:
            NotFoundError: The thread has no such item.
        """

    @abstractmethod
    async def delete_thread(self, thread_id: str, context: TContext) -> None:
        """Delete a thread and all its items, if it is there."""

    @abstractmethod
    async def delete_thread_item(self, thread_id: str, item_id: str, context: TContext) -> None:
        """Delete one item, if it is there."""

    async def delete_thread_items(
        self, thread_id: str, item_ids: Sequence[str], context: TContext
    ) -> None:
        """Delete several items, those that are there.

        A store can override this to do it in one step; by default each one goes through
        `delete_thread_item`, in the order given.

        Args:
            thread_id: The thread.
            item_ids: Ids of the items to delete.
            context: The caller's request context.
        """
        for item_id in item_ids:
            await self.delete_thread_item(thread_id, item_id, context=context)


class AttachmentStore(ABC, Generic[TContext]):
    """Where the bytes of attachments are kept, beside the records in a `Store`."""

    @abstractmethod
    async def delete_attachment(self, attachment_id: str, context: TContext) -> None:
        """Delete an attachment's bytes (request ``attachments.delete``)."""

    async def create_attachment(
        self,
        input: AttachmentCreateParams,  # noqa: A002 - the public name
        context: TContext,
    ) -> Attachment:
        """Register an attachment that the client is about to upload (``attachments.create``).

        Only two-phase upload needs this: the record returned carries an upload descriptor.

        Args:
            input: Name, size in bytes and MIME type, as the client states them.
            context: The caller's request context.

        Raises:
            NotImplementedError: This store takes direct uploads only.
        """
        raise NotImplementedError(
            f"{type(self).__name__} does not override create_attachment(), "
            "so it cannot register an attachment before its upload"
        )

    def generate_attachment_id(self, mime_type: str, context: TContext) -> str:
        """Make an id for a new attachment.

        Args:
            mime_type: The attachment's MIME type, for ids that depend on it.
            context: The caller's request context.
        """
        return default_generate_id("attachment")
