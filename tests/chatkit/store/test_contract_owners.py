"""Who shares what in every store: owners nothing, callers nothing, threads everything."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from chatkit.store import NotFoundError
from tests.chatkit.store.samples import ANN, BEN, attachment, fill, ids, items_of, message, thread


async def test_each_owner_sees_only_its_own(store):
    await fill(store, 1, ANN)
    await store.save_attachment(attachment(), ANN)
    for load in (
        store.load_thread("t1", BEN),
        store.load_thread_items("t1", None, 9, "asc", BEN),
        store.load_item("t1", "m0", BEN),
        store.load_attachment("f1", BEN),
        store.load_threads(9, "t1", "asc", BEN),
        store.add_thread_item("t1", message("intruder"), BEN),
    ):
        with pytest.raises(NotFoundError):
            await load
    assert ids(await store.load_threads(9, None, "asc", BEN)) == []


async def test_owners_may_use_the_same_ids_and_cannot_delete_each_others(store):
    await fill(store, 2, ANN)
    await fill(store, 1, BEN)
    await store.save_attachment(attachment(), ANN)
    await store.delete_thread_items("t1", ["m0"], BEN)
    await store.delete_thread("t1", BEN)
    await store.delete_attachment("f1", BEN)
    assert [item.id for item in await items_of(store, ANN)] == ["m0", "m1"]
    assert (await store.load_attachment("f1", ANN)).id == "f1"


async def test_nothing_is_shared_with_callers(store):
    saved, item = thread(metadata={"list": [1]}), message("m1")
    await store.save_thread(saved, ANN)
    await store.add_thread_item("t1", item, ANN)
    saved.metadata["list"].append(2)
    item.content[0].text = "changed"
    loaded = await store.load_thread("t1", ANN)
    page = await items_of(store)
    assert loaded.metadata == {"list": [1]}
    assert page[0].content[0].text == "hello"
    loaded.metadata["list"].append(3)
    page[0].content[0].text = "changed too"
    assert (await store.load_thread("t1", ANN)).metadata == {"list": [1]}
    assert (await store.load_item("t1", "m1", ANN)).content[0].text == "hello"


async def test_every_event_loop_and_thread_can_write(store):
    await store.save_thread(thread(), ANN)

    def write(worker: int) -> None:
        async def add() -> None:
            await asyncio.gather(
                *(store.add_thread_item("t1", message(f"m{worker}-{n}"), ANN) for n in range(25))
            )

        asyncio.run(add())

    with ThreadPoolExecutor(4) as workers:
        await asyncio.gather(
            *(asyncio.get_running_loop().run_in_executor(workers, write, n) for n in range(4))
        )
    found = {item.id for item in await items_of(store)}
    assert found == {f"m{worker}-{n}" for worker in range(4) for n in range(25)}
