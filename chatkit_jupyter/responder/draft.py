"""An answer that is being written, saved now and then so that a crash loses little of it."""

from __future__ import annotations

import time
from collections import defaultdict

from chatkit.store import SQLiteStore, Store
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageContentPartTextDelta,
    AssistantMessageItem,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemReplacedEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
)
from chatkit_jupyter.responder.context import ChatContext

SAVE_SECONDS = 1.0
_ENDING = (ThreadItemDoneEvent, ThreadItemReplacedEvent, ThreadItemRemovedEvent)


class Draft:
    """The assistant message of a turn between its beginning and its end.

    Only in a store that outlives the kernel, and in which an item that is added again takes the
    place of the first: the pipeline adds the finished message as if there had been no draft.

    Args:
        store: Where the conversation is kept.
        context: The caller's request context.
    """

    def __init__(self, store: Store[ChatContext], context: ChatContext) -> None:
        self._store = store if isinstance(store, SQLiteStore) else None
        self._context = context
        self._item: AssistantMessageItem | None = None
        self._text: defaultdict[int, list[str]] = defaultdict(list)
        self._saved_at = 0.0
        self._is_saved = False

    def follow(self, event: ThreadStreamEvent) -> bool:
        """Take note of an event of the turn; returns whether it is time to save what is written."""
        if self._store is None:
            return False
        if isinstance(event, ThreadItemUpdatedEvent):
            update = event.update
            if self._item is None or type(update) is not AssistantMessageContentPartTextDelta:
                return False
            self._text[update.content_index].append(update.delta)
            return time.monotonic() - self._saved_at > SAVE_SECONDS
        if isinstance(event, ThreadItemAddedEvent):
            if isinstance(event.item, AssistantMessageItem):
                self._begin(event.item)
        elif isinstance(event, _ENDING):
            self._item, self._is_saved = None, False
        return False

    async def discard(self) -> None:
        """Remove what was saved of a message that will not be finished."""
        item, self._item = self._item, None
        if self._store is not None and item is not None and self._is_saved:
            await self._store.delete_thread_item(item.thread_id, item.id, self._context)

    def _begin(self, item: AssistantMessageItem) -> None:
        self._item, self._is_saved = item, False
        self._text.clear()
        for index, part in enumerate(item.content):
            self._text[index].append(part.text)
        self._saved_at = time.monotonic()

    async def save(self) -> None:
        """Save what is written, if anything is."""
        store, item = self._store, self._item
        if store is None or item is None:
            return
        content = [
            AssistantMessageContent(text="".join(self._text[index]))
            for index in range(max(self._text) + 1)
        ]
        written = item.model_copy(update={"content": content})
        await store.add_thread_item(item.thread_id, written, self._context)
        self._saved_at = time.monotonic()
        self._is_saved = True
