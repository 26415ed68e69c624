"""Every store, under any sequence of calls, agrees with a plain model of one."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from chatkit.store import InMemoryStore, NotFoundError, PostgresStore, SQLiteStore
from tests.chatkit.store.samples import attachment, message, thread

OWNERS = st.sampled_from([{"user_id": "ann"}, {"user_id": "ben"}, None])
THREADS = st.sampled_from(["t0", "t1", "t2"])
ITEMS = st.sampled_from([f"m{n}" for n in range(8)])
FILES = st.sampled_from(["f0", "f1"])
ORDERS = st.sampled_from(["asc", "desc"])
LIMITS = st.integers(0, 5)
TEXTS = st.text(max_size=5)


@dataclass
class Owned:
    """What one owner has: insertion-ordered, as pages are."""

    threads: dict = field(default_factory=dict)
    items: dict = field(default_factory=dict)
    attachments: dict = field(default_factory=dict)


def page_of(entries, after, limit, order):
    """What a page of these entries holds, or NotFoundError."""
    keys = list(entries) if order == "asc" else list(entries)[::-1]
    if after is not None:
        if after not in keys:
            return NotFoundError
        keys = keys[keys.index(after) + 1 :]
    shown, more = keys[:limit], len(keys) > limit
    return [entries[key] for key in shown], more, shown[-1] if more and shown else None


class StoreMachine(RuleBasedStateMachine):
    """Runs each call on a store and on the model, and compares what they answer."""

    open_store = staticmethod(lambda: InMemoryStore())

    def __init__(self):
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.store = self.open_store()
        self.model = {}

    def teardown(self):
        if isinstance(self.store, PostgresStore):
            self.loop.run_until_complete(self.store.close())
        elif isinstance(self.store, SQLiteStore):
            self.store.close()
        self.loop.close()

    def owned(self, context) -> Owned:
        return self.model.setdefault((context or {}).get("user_id", ""), Owned())

    def answer(self, call):
        try:
            return self.loop.run_until_complete(call)
        except NotFoundError:
            return NotFoundError

    def page(self, call):
        page = self.answer(call)
        return page if page is NotFoundError else (page.data, page.has_more, page.after)

    @rule(context=OWNERS, key=THREADS, title=TEXTS)
    def save_thread(self, context, key, title):
        saved = thread(key, title=title)
        assert self.answer(self.store.save_thread(saved, context)) is None
        self.owned(context).threads[key] = saved
        self.owned(context).items.setdefault(key, {})

    @rule(context=OWNERS, key=THREADS)
    def load_thread(self, context, key):
        expected = self.owned(context).threads.get(key, NotFoundError)
        assert self.answer(self.store.load_thread(key, context)) == expected

    @rule(context=OWNERS, key=THREADS)
    def delete_thread(self, context, key):
        assert self.answer(self.store.delete_thread(key, context)) is None
        self.owned(context).threads.pop(key, None)
        self.owned(context).items.pop(key, None)

    @rule(context=OWNERS, after=st.none() | THREADS, limit=LIMITS, order=ORDERS)
    def load_threads(self, context, after, limit, order):
        expected = page_of(self.owned(context).threads, after, limit, order)
        assert self.page(self.store.load_threads(limit, after, order, context)) == expected

    @rule(context=OWNERS, key=THREADS, item=ITEMS, text=TEXTS, adding=st.booleans())
    def write_item(self, context, key, item, text, adding):
        written = message(item, text, key)
        write = self.store.add_thread_item if adding else self.store.save_item
        items = self.owned(context).items.get(key)
        expected = NotFoundError if items is None else None
        assert self.answer(write(key, written, context)) == expected
        if items is not None:
            items[item] = written

    @precondition(lambda self: any(owned.items for owned in self.model.values()))
    @rule(context=OWNERS, key=THREADS, count=st.integers(1, 8))
    def write_several_items_at_once(self, context, key, count):
        items = self.owned(context).items.get(key)
        if items is None:
            return

        async def write():
            written = [message(f"m{n}", "many", key) for n in range(count)]
            await asyncio.gather(*(self.store.save_item(key, item, context) for item in written))
            return (await self.store.load_thread_items(key, None, 99, "asc", context)).data

        found = self.answer(write())
        assert {item.id for item in found} == {*items, *(f"m{n}" for n in range(count))}
        assert [item.id for item in found][: len(items)] == list(items)
        items.clear()
        items.update({item.id: item for item in found})

    @rule(context=OWNERS, key=THREADS, item=ITEMS)
    def load_item(self, context, key, item):
        expected = self.owned(context).items.get(key, {}).get(item, NotFoundError)
        assert self.answer(self.store.load_item(key, item, context)) == expected

    @rule(context=OWNERS, key=THREADS, after=st.none() | ITEMS, limit=LIMITS, order=ORDERS)
    def load_items(self, context, key, after, limit, order):
        items = self.owned(context).items.get(key)
        expected = NotFoundError if items is None else page_of(items, after, limit, order)
        page = self.store.load_thread_items(key, after, limit, order, context)
        assert self.page(page) == expected

    @rule(context=OWNERS, key=THREADS, items=st.lists(ITEMS, max_size=4))
    def delete_items(self, context, key, items):
        assert self.answer(self.store.delete_thread_items(key, items, context)) is None
        for item in items:
            self.owned(context).items.get(key, {}).pop(item, None)

    @rule(context=OWNERS, key=FILES, note=TEXTS)
    def save_attachment(self, context, key, note):
        saved = attachment(key, metadata={"note": note})
        assert self.answer(self.store.save_attachment(saved, context)) is None
        self.owned(context).attachments[key] = saved

    @rule(context=OWNERS, key=FILES)
    def load_attachment(self, context, key):
        expected = self.owned(context).attachments.get(key, NotFoundError)
        assert self.answer(self.store.load_attachment(key, context)) == expected

    @rule(context=OWNERS, key=FILES)
    def delete_attachment(self, context, key):
        assert self.answer(self.store.delete_attachment(key, context)) is None
        self.owned(context).attachments.pop(key, None)


FEW = settings(max_examples=50, stateful_step_count=40, deadline=None)


# Ends with the first run that fails; by chance, that is not always one of few.
FIRST = settings(
    FEW, max_examples=1_000, report_multiple_bugs=False, database=None, phases=[Phase.generate]
)


def check(open_store, how=FEW):
    machine = type("Machine", (StoreMachine,), {"open_store": staticmethod(open_store)})
    run_state_machine_as_test(machine, settings=how)


def test_memory():
    check(InMemoryStore)


def test_sqlite():
    check(lambda: SQLiteStore(":memory:"))


def test_postgres(postgres_schema):
    owners = iter(range(10**6))

    def open_store():
        # One schema serves every run: each has owners of its own.
        run = next(owners)
        return PostgresStore(postgres_schema, owner=lambda context: f"{run} {context}")

    check(open_store)


def test_a_store_that_forgets_is_caught():
    class Forgetful(InMemoryStore):
        async def save_item(self, thread_id, item, context):
            await self.load_thread(thread_id, context)

    with pytest.raises(AssertionError):
        check(Forgetful, FIRST)
