"""Threads that are in the store before a test opens them."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from typing import Any

from chatkit.types import ThreadMetadata
from tests.browser.element.element_server import ElementServer
from tests.browser.element.every_item import ITEM

START = datetime(2026, 1, 1, tzinfo=timezone.utc)


def store_thread(
    server: ElementServer,
    thread_id: str,
    items: list[dict[str, Any]],
    first: int = 0,
    **fields: Any,
) -> None:
    """Put a thread with these items into the server's store; `first` numbers them."""

    async def save() -> None:
        known = {"id": thread_id, "created_at": START, "title": "Late orders"}
        thread = ThreadMetadata.model_validate(known | fields)
        await server.store.save_thread(thread, {})
        for number, item in enumerate(items, first):
            common = {
                "id": f"{thread_id}_{number}",
                "thread_id": thread_id,
                "created_at": START + timedelta(seconds=number),
            }
            stored = ITEM.validate_python(common | item)
            await server.store.add_thread_item(thread_id, stored, {})

    # Playwright's own loop runs in this thread.
    with ThreadPoolExecutor(1) as threads:
        threads.submit(asyncio.run, save()).result()
