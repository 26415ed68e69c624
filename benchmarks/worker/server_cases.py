"""What a request costs, and what each text delta adds."""

from __future__ import annotations

from typing import Any

from stores import PlainStore
from subjects import (
    THREAD_ID,
    Server,
    drain,
    items,
    message,
    metadata_of,
    request,
    silence,
    thread,
    typing,
)
from timing import seconds


def _filled(store: Any, count: int = 20, metadata: dict[str, Any] | None = None) -> Any:
    store.threads[THREAD_ID] = thread(metadata)
    store.items[THREAD_ID] = {item.id: item for item in items(count)}
    return store


async def get_thread() -> float:
    """Time one ``threads.get_by_id`` of a thread with 20 items."""
    return await _query(request("threads.get_by_id", thread_id=THREAD_ID))


async def list_items() -> float:
    """Time one ``items.list`` of 20 items."""
    return await _query(request("items.list", thread_id=THREAD_ID, limit=20, order="asc"))


async def _query(body: bytes) -> float:
    server = Server(_filled(PlainStore()), silence)
    await server.process(body, {})
    return await seconds(lambda: server.process(body, {}), times=30)


async def create_thread() -> float:
    """Time one ``threads.create`` that is answered with nothing."""
    server, body = Server(PlainStore(), silence), message("threads.create")
    await drain(server, body)
    return await seconds(lambda: drain(server, body), times=30)


async def deltas(count: int = 2000, metadata_bytes: int = 0) -> float:
    """Time one text delta of an answer: the answer's time less that of one without deltas."""
    store = _filled(PlainStore(), metadata=metadata_of(metadata_bytes))
    body = message("threads.add_user_message", thread_id=THREAD_ID)
    long, short = Server(store, typing(count)), Server(store, typing(0))
    assert await drain(long, body) == await drain(short, body) + count
    whole = await seconds(lambda: drain(long, body))
    rest = await seconds(lambda: drain(short, body), times=3)
    return (whole - rest) / count


async def only_deltas(count: int) -> float:
    """Answer twice with that many deltas, for the counters of valgrind; its time means little."""
    server = Server(_filled(PlainStore()), typing(count))
    body = message("threads.add_user_message", thread_id=THREAD_ID)
    return await seconds(lambda: drain(server, body), times=2)
