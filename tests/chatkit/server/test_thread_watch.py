from __future__ import annotations

import pytest

from chatkit.server.thread_watch import ThreadWatch
from chatkit.store import InMemoryStore, NotFoundError
from chatkit.types import ActiveStatus, ClosedStatus, LockedStatus
from tests.chatkit.server.servers import thread


def start():
    return thread(
        title="Old",
        status=LockedStatus(reason="busy"),
        allowed_image_domains=["a.example"],
        metadata={"n": 1, "deep": {"list": [1]}},
    )


async def watched(store=None):
    store = store or InMemoryStore()
    await store.save_thread(start(), None)
    mine = await store.load_thread("t1", None)
    return store, mine, ThreadWatch(mine, store, None)


def assign(**fields):
    def change(thread):
        for name, value in fields.items():
            setattr(thread, name, value)

    return change


@pytest.mark.parametrize(
    "change",
    [
        assign(title="New"),
        assign(title=None),
        assign(status=ActiveStatus()),
        assign(status=LockedStatus(reason="other")),
        assign(metadata={}),
        assign(allowed_image_domains=None),
        lambda thread: setattr(thread.status, "reason", "other"),
        lambda thread: thread.allowed_image_domains.append("b.example"),
        lambda thread: thread.metadata.update(n=2),
        lambda thread: thread.metadata.pop("n"),
        lambda thread: thread.metadata["deep"]["list"].append(2),
    ],
)
async def test_any_change_is_seen_saved_and_then_no_longer_a_change(change):
    store, mine, watch = await watched()
    change(mine)
    assert watch.changed()
    assert await watch.save()
    assert not watch.changed()
    assert await store.load_thread("t1", None) == mine


@pytest.mark.parametrize(
    "change",
    [
        assign(title="New"),
        assign(status=ActiveStatus()),
        assign(metadata={}),
        lambda thread: setattr(thread.status, "reason", "other"),
        lambda thread: thread.allowed_image_domains.append("b.example"),
        lambda thread: thread.metadata.update(n=2),
        lambda thread: thread.metadata["deep"].pop("list"),
    ],
)
async def test_any_change_is_seen_at_a_glance_or_after_some(change):
    _, mine, watch = await watched()
    assert not any(watch.changed_at_a_glance() for _ in range(100))
    change(mine)
    assert any(watch.changed_at_a_glance() for _ in range(100))
    assert await watch.save()
    assert not any(watch.changed_at_a_glance() for _ in range(100))


@pytest.mark.parametrize(
    "change",
    [
        lambda thread: None,
        assign(title="Old"),
        assign(status=LockedStatus(reason="busy")),
        assign(metadata={"deep": {"list": [1]}, "n": 1}),
        assign(allowed_image_domains=["a.example"]),
    ],
)
async def test_assigning_what_was_there_is_no_change(change):
    _, mine, watch = await watched()
    change(mine)
    assert not watch.changed()
    assert not any(watch.changed_at_a_glance() for _ in range(100))


async def test_what_others_saved_meanwhile_is_kept():
    store, mine, watch = await watched()
    other = await store.load_thread("t1", None)
    other.title = "Renamed by the user"
    other.status = ClosedStatus()
    other.allowed_image_domains = ["c.example"]
    other.metadata = {"deep": {"list": [1]}, "theirs": True}
    await store.save_thread(other, None)
    mine.metadata["previous_response_id"] = "r1"
    assert await watch.save()
    saved = await store.load_thread("t1", None)
    assert saved.title == "Renamed by the user"
    assert saved.status == ClosedStatus()
    assert saved.allowed_image_domains == ["c.example"]
    assert saved.metadata == {
        "deep": {"list": [1]},
        "theirs": True,
        "previous_response_id": "r1",
    }
    assert mine == saved
    assert not watch.changed()


async def test_where_both_changed_a_field_the_responder_wins():
    store, mine, watch = await watched()
    other = await store.load_thread("t1", None)
    other.title, other.metadata = "Theirs", {"n": 5}
    await store.save_thread(other, None)
    mine.title, mine.metadata["n"] = "Mine", 7
    mine.status = ClosedStatus()
    mine.allowed_image_domains = None
    await watch.save()
    saved = await store.load_thread("t1", None)
    assert (saved.title, saved.metadata) == ("Mine", {"n": 7})
    assert (saved.status, saved.allowed_image_domains) == (ClosedStatus(), None)


async def test_a_thread_deleted_meanwhile_stays_deleted():
    store, mine, watch = await watched()
    await store.delete_thread("t1", None)
    mine.title = "New"
    assert not await watch.save()
    assert not watch.changed()
    with pytest.raises(NotFoundError):
        await store.load_thread("t1", None)


async def test_a_store_that_hands_out_its_own_objects_works_too():
    mine = start()

    class Naive:
        saved = 0

        async def load_thread(self, thread_id, context):
            return mine

        async def save_thread(self, thread, context):
            assert thread is mine
            self.saved += 1

    store = Naive()
    watch = ThreadWatch(mine, store, None)
    mine.metadata["n"] = 2
    assert await watch.save()
    assert (store.saved, mine.metadata["n"]) == (1, 2)
