"""Noticing that a responder changed its thread, and saving just what it changed."""

from __future__ import annotations

from copy import deepcopy
from typing import Any, Generic

from chatkit.store import NotFoundError, Store
from chatkit.store.base import TContext
from chatkit.types import ThreadMetadata

_MISSING = object()
_GLANCES_PER_LOOK = 32


class ThreadWatch(Generic[TContext]):
    """Compares a thread with how it was last seen, cheaply enough to ask after every event.

    Args:
        thread: The object that the responder was given and may assign to.
        store: Where changes are saved.
        context: The caller's request context.
    """

    def __init__(self, thread: ThreadMetadata, store: Store[TContext], context: TContext) -> None:
        self._thread = thread
        self._store = store
        self._context = context
        self._look()

    def changed(self) -> bool:
        """Whether any field differs from how it was when last saved, nested values included."""
        return self._fields != self._seen or self._status != self._seen_status

    def changed_at_a_glance(self) -> bool:
        """The same at a cost that hardly depends on the metadata, for asking after every word.

        A change deep inside a value of the metadata is noticed after some words only.
        """
        self._glances -= 1
        if not self._glances:
            self._glances = _GLANCES_PER_LOOK
            return self.changed()
        # Values that were not touched are the same objects in both, so this compares addresses.
        return self._fields != self._outline or self._status != self._seen_status

    async def save(self) -> bool:
        """Save the changes, keeping what others saved in other fields meanwhile.

        Returns:
            False if the thread is gone from the store, so there is nothing to save.
        """
        try:
            stored = await self._store.load_thread(self._thread.id, context=self._context)
        except NotFoundError:
            self._look()
            return False
        if stored is not self._thread:
            self._take_over(stored)
        self._look()
        await self._store.save_thread(self._thread, context=self._context)
        return True

    def _look(self) -> None:
        self._fields = fields = vars(self._thread)
        self._status = vars(self._thread.status)
        copied = ("metadata", "allowed_image_domains")
        self._seen = {**fields, **{name: deepcopy(fields[name]) for name in copied}}
        self._seen_status = dict(self._status)
        self._outline = {**self._seen, "metadata": dict(fields["metadata"])}
        self._glances = _GLANCES_PER_LOOK

    def _take_over(self, stored: ThreadMetadata) -> None:
        """Bring fields that the responder left alone up to date with the store."""
        thread, seen = self._thread, self._seen
        if thread.title == seen["title"]:
            thread.title = stored.title
        if thread.allowed_image_domains == seen["allowed_image_domains"]:
            thread.allowed_image_domains = stored.allowed_image_domains
        if thread.status is seen["status"] and vars(thread.status) == self._seen_status:
            thread.status = stored.status
        _merge(thread.metadata, seen["metadata"], stored.metadata)


def _merge(mine: dict[str, Any], base: dict[str, Any], theirs: dict[str, Any]) -> None:
    for key in [*theirs, *(key for key in base if key not in theirs)]:
        before = base.get(key, _MISSING)
        after = theirs.get(key, _MISSING)
        if mine.get(key, _MISSING) != before or after == before:
            continue
        if after is _MISSING:
            del mine[key]
        else:
            mine[key] = after
