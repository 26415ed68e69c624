"""What a page and a retry cost in SQLite, beside the store of a first guide."""

from __future__ import annotations

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from stores import GuideStore
from subjects import THREAD_ID, Server, drain, items, request, silence, thread
from timing import elapsed

import chatkit.store


async def page(kind: str, count: int = 10_000, times: int = 20) -> float:
    """Time one ``items.list`` of 20 in the middle of a thread of `count` items."""
    with TemporaryDirectory() as folder:
        store = await _filled(kind, Path(folder), count)
        server = Server(store, silence)
        body = request(
            "items.list", thread_id=THREAD_ID, limit=20, order="asc", after=f"msg_{count // 2}"
        )
        await server.process(body, {})
        taken = await elapsed(lambda: server.process(body, {}), times)
        _close(store)
    return taken


async def retry(kind: str, removed: int = 1001) -> float:
    """Time a retry of the message that `removed` items follow."""
    with TemporaryDirectory() as folder:
        store = await _filled(kind, Path(folder), removed + 1)
        body = request("threads.retry_after_item", thread_id=THREAD_ID, item_id="msg_0")
        taken = await elapsed(lambda: drain(Server(store, silence), body))
        left = await store.load_thread_items(THREAD_ID, None, 10, "asc", {})
        assert [item.id for item in left.data] == ["msg_0"]
        _close(store)
    return taken


async def _filled(kind: str, folder: Path, count: int) -> Any:
    if kind == "guide":
        store: Any = GuideStore(folder / "guide.db")
        await store.save_thread(thread(), {})
        await asyncio.to_thread(store.fill, items(count))
        return store
    # Looked up only now, because the peer has neither.
    if kind == "sqlite":
        store = chatkit.store.SQLiteStore(folder / "chat.db")
    else:
        store = chatkit.store.InMemoryStore()
    await store.save_thread(thread(), {})
    for item in items(count):
        await store.add_thread_item(THREAD_ID, item, {})
    return store


def _close(store: Any) -> None:
    if hasattr(store, "close"):
        store.close()
