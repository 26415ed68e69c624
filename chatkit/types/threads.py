"""Threads, their status, and pages of anything."""

from __future__ import annotations

from typing import Annotated, Any, Generic, Literal, TypeVar

from pydantic import BaseModel, Field

from chatkit.types.clock import UtcDatetime
from chatkit.types.items import ThreadItem

T = TypeVar("T")


class Page(BaseModel, Generic[T]):
    """One page of a longer list; the answer to ``threads.list`` and ``items.list``.

    Attributes:
        data: Entries of this page.
        has_more: Whether more entries follow.
        after: Cursor to ask for the next page with; absent on the last page.
    """

    data: list[T] = []
    has_more: bool = False
    after: str | None = None


class ActiveStatus(BaseModel):
    """The thread takes new messages."""

    type: Literal["active"] = "active"


class LockedStatus(BaseModel):
    """The thread takes no new messages for now.

    Attributes:
        reason: Why, in words for the user.
    """

    type: Literal["locked"] = "locked"
    reason: str | None = None


class ClosedStatus(BaseModel):
    """The thread has ended.

    Attributes:
        reason: Why, in words for the user.
    """

    type: Literal["closed"] = "closed"
    reason: str | None = None


ThreadStatus = Annotated[ActiveStatus | LockedStatus | ClosedStatus, Field(discriminator="type")]
"""Any status of a thread."""


class ThreadMetadata(BaseModel):
    """A thread without its items, as stores keep it and handlers receive it.

    Attributes:
        title: Name in the history.
        id: Id from the store.
        created_at: When it was made, aware UTC.
        status: Whether it takes new messages.
        allowed_image_domains: Hosts that pictures in messages may come from; all where absent.
        metadata: The application's own data, never sent to a client.
    """

    title: str | None = None
    id: str
    created_at: UtcDatetime
    status: ThreadStatus = Field(default_factory=ActiveStatus)
    allowed_image_domains: list[str] | None = None
    metadata: dict[str, Any] = Field(default_factory=dict)


class Thread(ThreadMetadata):
    """A thread as a client sees it.

    Attributes:
        items: A page of its items.
    """

    items: Page[ThreadItem]
