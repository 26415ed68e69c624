"""All items of a thread."""

from __future__ import annotations

from chatkit.store import Store
from chatkit.types import ThreadItem
from chatkit_jupyter.responder.context import ChatContext

_PAGE = 100


async def load_history(
    store: Store[ChatContext], thread_id: str, context: ChatContext
) -> list[ThreadItem]:
    """Load the items of a thread, oldest first.

    Args:
        store: Where they are kept.
        thread_id: The thread.
        context: Who asks.

    Raises:
        NotFoundError: There is no such thread.
    """
    items: list[ThreadItem] = []
    after: str | None = None
    while True:
        page = await store.load_thread_items(thread_id, after, _PAGE, "asc", context)
        items += page.data
        if not page.has_more:
            return items
        after = page.after
