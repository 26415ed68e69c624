"""A widget in a response: shown at once, or growing while its author works on it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing

from chatkit.store import StoreItemType, default_generate_id
from chatkit.types.clock import now
from chatkit.types.events import (
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
)
from chatkit.types.items import WidgetItem
from chatkit.types.threads import ThreadMetadata
from chatkit.widgets.base import WidgetComponentBase
from chatkit.widgets.diff import diff_widget
from chatkit.widgets.roots import WidgetRoot
from chatkit.widgets.snapshot import snapshot


async def stream_widget(
    thread: ThreadMetadata,
    widget: WidgetRoot | AsyncGenerator[WidgetRoot, None],
    copy_text: str | None = None,
    generate_id: Callable[[StoreItemType], str] = default_generate_id,
    *,
    component_updates: bool = False,
) -> AsyncIterator[ThreadStreamEvent]:
    """Add a widget to a thread.

    Args:
        thread: Thread to add it to.
        widget: The widget, or a generator of its states; a state may be the object yielded before,
            changed in place.
        copy_text: Text that the client's copy button takes.
        generate_id: Makes the id of the item.
        component_updates: Send a changed component that has an id by itself
            (``widget.component.updated``) instead of the whole widget, for clients that support it.

    Yields:
        ``thread.item.done`` for a widget; for a generator ``thread.item.added``, then a
        ``thread.item.updated`` for each change, and ``thread.item.done`` at its end.
    """
    item_id, created_at = generate_id("message"), now()

    def item(root: WidgetRoot) -> WidgetItem:
        return WidgetItem(
            id=item_id,
            thread_id=thread.id,
            created_at=created_at,
            widget=root,
            copy_text=copy_text,
        )

    if isinstance(widget, WidgetComponentBase):
        yield ThreadItemDoneEvent(item=item(snapshot(widget)))
        return
    shown: WidgetRoot | None = None
    async with aclosing(widget):
        async for state in widget:
            before, shown = shown, snapshot(state)
            if before is None:
                yield ThreadItemAddedEvent(item=item(shown))
                continue
            for update in diff_widget(before, shown, component_updates=component_updates):
                yield ThreadItemUpdatedEvent(item_id=item_id, update=update)
    if shown is not None:
        yield ThreadItemDoneEvent(item=item(shown))
