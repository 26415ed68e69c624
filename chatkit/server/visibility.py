"""What a client may see of threads and their items: the one place for that rule."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from chatkit.types import (
    HiddenContextItem,
    Page,
    SDKHiddenContextItem,
    SyncCustomActionResponse,
    Thread,
    ThreadCreatedEvent,
    ThreadItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemReplacedEvent,
    ThreadMetadata,
    ThreadStreamEvent,
    ThreadUpdatedEvent,
)

_HIDDEN = (HiddenContextItem, SDKHiddenContextItem)
_CARRIES_ITEM = (ThreadItemAddedEvent, ThreadItemDoneEvent, ThreadItemReplacedEvent)

TThreadEvent = TypeVar("TThreadEvent", bound="ThreadCreatedEvent | ThreadUpdatedEvent")


def is_hidden(item: ThreadItem) -> bool:
    """Whether an item is kept for the model's eyes only."""
    return isinstance(item, _HIDDEN)


def visible_items(page: Page[ThreadItem]) -> Page[ThreadItem]:
    """Make a page without the hidden items; its cursor stays, so the next page follows on."""
    return Page[ThreadItem](
        data=[item for item in page.data if not is_hidden(item)],
        has_more=page.has_more,
        after=page.after,
    )


def visible_thread(thread: ThreadMetadata, items: Page[ThreadItem] | None = None) -> Thread:
    """Make what a client gets of a thread: no private metadata, no hidden items.

    Args:
        thread: The thread as stored.
        items: A page of its items to send along, or None to send none.
    """
    return Thread(
        id=thread.id,
        title=thread.title,
        created_at=thread.created_at,
        status=thread.status,
        allowed_image_domains=thread.allowed_image_domains,
        items=Page[ThreadItem]() if items is None else visible_items(items),
    )


def visible_threads(page: Page[ThreadMetadata]) -> Page[Thread]:
    """Make a page of threads without their items."""
    return Page[Thread](
        data=[visible_thread(thread) for thread in page.data],
        has_more=page.has_more,
        after=page.after,
    )


def visible_response(response: SyncCustomActionResponse) -> SyncCustomActionResponse:
    """Make the answer to a sync action, without its item if that is hidden."""
    if response.updated_item is not None and is_hidden(response.updated_item):
        return SyncCustomActionResponse()
    return response


def visible_event(event: ThreadStreamEvent) -> ThreadStreamEvent | None:
    """Make what a client gets of an event: None when it is about a hidden item."""
    if isinstance(event, _CARRIES_ITEM):
        return None if is_hidden(event.item) else event
    if isinstance(event, (ThreadCreatedEvent, ThreadUpdatedEvent)):
        return _visible_thread_event(event)
    return event


def _visible_thread_event(event: TThreadEvent) -> TThreadEvent:
    if not _any_hidden(event.thread.items.data):
        return event
    items = visible_items(event.thread.items)
    return event.model_copy(update={"thread": event.thread.model_copy(update={"items": items})})


def _any_hidden(items: Sequence[ThreadItem]) -> bool:
    return any(is_hidden(item) for item in items)
