from __future__ import annotations

import asyncio
import gc
import json
import subprocess
import sys
import threading

import psycopg
import pytest

from chatkit.store import NotFoundError, PostgresStore
from tests.chatkit.store.samples import ANN, BEN, attachment, ids, message, thread
from tests.waiting import eventually

WRITER = """
import asyncio, sys
from chatkit.store import PostgresStore
from tests.chatkit.store.samples import ANN, message

async def main():
    async with PostgresStore(sys.argv[1]) as store:
        for number in range(40):
            await store.add_thread_item("t1", message(f"{sys.argv[2]}{number}"), ANN)

asyncio.run(main())
"""

OURS = "application_name = current_setting('application_name')"


@pytest.fixture
async def store(postgres_schema):
    async with PostgresStore(postgres_schema) as opened:
        yield opened


def query(conninfo, statement, values=()):
    with psycopg.connect(conninfo, autocommit=True) as connection:
        return connection.execute(statement, values).fetchall()


def lock_waiters(conninfo):
    return query(
        conninfo,
        f"SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND {OURS}",
    )


async def until(condition):
    await asyncio.to_thread(eventually, condition)


async def test_data_is_there_for_the_next_process(postgres_schema):
    async with PostgresStore(postgres_schema) as first:
        await first.save_thread(thread(title="Kept"), ANN)
        await first.add_thread_item("t1", message("m1"), ANN)
    async with PostgresStore(postgres_schema) as second:
        assert (await second.load_thread("t1", ANN)).title == "Kept"
        assert await second.load_item("t1", "m1", ANN) == message("m1")


async def test_records_can_be_queried_as_json(store, postgres_schema):
    await store.save_thread(thread(metadata={"plan": "pro"}), ANN)
    found = query(
        postgres_schema, "SELECT id FROM chatkit_threads WHERE data->'metadata'->>'plan' = 'pro'"
    )
    assert found == [("t1",)]


async def test_writers_in_several_processes_do_not_lose_each_others_items(store, postgres_schema):
    await store.save_thread(thread(), ANN)
    command = [sys.executable, "-c", WRITER, postgres_schema]
    writers = [await asyncio.create_subprocess_exec(*command, prefix) for prefix in "ab"]
    assert [await writer.wait() for writer in writers] == [0, 0]
    found = ids(await store.load_thread_items("t1", None, 1000, "asc", ANN))
    for prefix in "ab":
        mine = [key for key in found if key.startswith(prefix)]
        assert mine == [f"{prefix}{number}" for number in range(40)]


async def test_an_item_waits_for_one_that_another_writer_is_adding(store, postgres_schema):
    await store.save_thread(thread(), ANN)
    await store.add_thread_item("t1", message("m1"), ANN)
    async with await psycopg.AsyncConnection.connect(postgres_schema) as slow:
        await slow.execute("SELECT 1 FROM chatkit_threads FOR NO KEY UPDATE")
        await slow.execute(
            "INSERT INTO chatkit_items (thread, id, data) SELECT thread, 'm2', data || %s::jsonb"
            " FROM chatkit_items",
            (json.dumps({"id": "m2"}),),
        )
        adding = asyncio.create_task(store.add_thread_item("t1", message("m3"), ANN))
        await until(lambda: lock_waiters(postgres_schema))
        assert ids(await store.load_thread_items("t1", None, 9, "asc", ANN)) == ["m1"]
    await adding
    assert ids(await store.load_thread_items("t1", "m1", 9, "asc", ANN)) == ["m2", "m3"]


async def test_an_item_for_a_thread_that_is_being_deleted_is_refused(store, postgres_schema):
    await store.save_thread(thread(), ANN)
    async with await psycopg.AsyncConnection.connect(postgres_schema) as slow:
        await slow.execute("DELETE FROM chatkit_threads")
        adding = asyncio.create_task(store.add_thread_item("t1", message("m1"), ANN))
        await until(lambda: lock_waiters(postgres_schema))
    with pytest.raises(NotFoundError, match="thread 't1'"):
        await adding


@pytest.mark.parametrize("order", ["asc", "desc"])
async def test_a_page_reads_no_more_rows_than_it_shows(store, postgres_schema, monkeypatch, order):
    """The plan is the one that PostgreSQL chose for the page, in a thread of 20,000 items."""
    await store.save_thread(thread(), ANN)
    await store.save_thread(thread("t2"), BEN)
    with psycopg.connect(postgres_schema, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO chatkit_items (thread, id, data) SELECT thread.seq, 'm' || number, %s"
            " FROM chatkit_threads AS thread, generate_series(1, 20000) AS number",
            (message("m").model_dump_json(),),
        )
        connection.execute("ANALYZE")
    page = store.load_thread_items("t1", "m10000", 20, order, ANN)
    scans = await scans_of(store, postgres_schema, monkeypatch, page)
    assert {node["Relation Name"] for node in scans} == {"chatkit_threads", "chatkit_items"}
    items = [node for node in scans if node["Relation Name"] == "chatkit_items"]
    assert {node["Node Type"] for node in items} == {"Index Scan"}
    assert sorted(node["Actual Rows"] for node in items) == [1, 21]
    assert all(node.get("Rows Removed by Filter", 0) == 0 for node in items)


@pytest.mark.parametrize("order", ["asc", "desc"])
async def test_a_page_of_threads_reads_no_more_rows_than_it_shows(
    store, postgres_schema, monkeypatch, order
):
    await store.save_thread(thread(), ANN)
    with psycopg.connect(postgres_schema, autocommit=True) as connection:
        connection.execute(
            "INSERT INTO chatkit_threads (owner, id, data) SELECT owner, 'x' || number, data"
            " FROM chatkit_threads, generate_series(1, 20000) AS number"
        )
        connection.execute("ANALYZE")
    page = store.load_threads(20, "x10000", order, ANN)
    scans = await scans_of(store, postgres_schema, monkeypatch, page)
    assert {node["Node Type"] for node in scans} == {"Index Scan"}
    assert sorted(node["Actual Rows"] for node in scans) == [1, 21]


async def scans_of(store, conninfo, monkeypatch, use):
    """How the server reads each table for the statements that `use` runs on the store."""
    statements = []
    monkeypatch.setattr(store._pool, "fetch", lambda *call: remember(*call))

    async def remember(*call):
        statements.append(call)
        raise NotFoundError

    with pytest.raises(NotFoundError):
        await use
    [(statement, values)] = statements
    [([plan],)] = query(conninfo, f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", values)
    return [node for node in walk(plan["Plan"]) if "Relation Name" in node]


def walk(plan):
    yield plan
    for inner in plan.get("Plans", []):
        yield from walk(inner)


async def test_a_lost_connection_is_replaced(store, postgres_schema):
    await store.save_thread(thread(), ANN)
    ended = query(
        postgres_schema,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        f" WHERE pid <> pg_backend_pid() AND {OURS}",
    )
    assert ended
    assert (await store.load_thread("t1", ANN)).id == "t1"


async def test_calls_share_a_bounded_number_of_connections(postgres_schema):
    count = f"SELECT count(*) FROM pg_stat_activity WHERE {OURS}"
    async with PostgresStore(postgres_schema, max_connections=2) as store:
        await asyncio.gather(*(store.save_thread(thread(f"t{n}"), ANN) for n in range(50)))
        [(now,)] = query(postgres_schema, count)
        assert now - 1 <= 2
        assert len((await store.load_threads(99, None, "asc", ANN)).data) == 50


async def test_text_that_the_database_cannot_hold_comes_back(store):
    odd = "\x00\x1a0\x1a\\u0000\\\x00"
    await store.save_thread(thread("t\x00", metadata={odd: [odd]}), {"user_id": odd})
    await store.add_thread_item("t\x00", message("m\x00", odd), {"user_id": odd})
    loaded = await store.load_thread("t\x00", {"user_id": odd})
    assert loaded.metadata == {odd: [odd]}
    page = await store.load_thread_items("t\x00", None, 9, "asc", {"user_id": odd})
    assert [item.content[0].text for item in page.data] == [odd]
    await store.save_attachment(attachment(metadata={"a": odd}), ANN)
    assert (await store.load_attachment("f1", ANN)).metadata == {"a": odd}
    with pytest.raises(NotFoundError):
        await store.load_thread("t\x1a0", {"user_id": odd})


async def test_a_server_that_is_not_there_is_named_at_once_and_may_come_back(tmp_path):
    store = PostgresStore(f"host={tmp_path} dbname=nothing")
    for _ in range(2):
        with pytest.raises(psycopg.OperationalError, match=tmp_path.name):
            await store.load_thread("t1", ANN)
    await store.close()


async def test_a_closed_store_says_so(postgres_schema):
    store = PostgresStore(postgres_schema)
    await store.save_thread(thread(), ANN)
    await store.close()
    await store.close()
    with pytest.raises(RuntimeError, match="PostgresStore is closed"):
        await store.load_thread("t1", ANN)


async def test_closing_waits_for_the_calls_under_way(postgres_schema):
    store = PostgresStore(postgres_schema)
    await store.save_thread(thread(), ANN)
    adding = [
        asyncio.create_task(store.add_thread_item("t1", message(f"m{n}"), ANN)) for n in range(30)
    ]
    await asyncio.sleep(0)
    await store.close()
    await asyncio.gather(*adding)
    async with PostgresStore(postgres_schema) as again:
        assert len((await again.load_thread_items("t1", None, 99, "asc", ANN)).data) == 30


async def test_a_cancelled_call_leaves_the_store_usable(store, postgres_schema):
    await store.save_thread(thread(), ANN)
    async with await psycopg.AsyncConnection.connect(postgres_schema) as slow:
        await slow.execute("SELECT 1 FROM chatkit_threads FOR UPDATE")
        adding = asyncio.create_task(store.add_thread_item("t1", message("m1"), ANN))
        await until(lambda: lock_waiters(postgres_schema))
        adding.cancel()
        with pytest.raises(asyncio.CancelledError):
            await adding
        await until(lambda: not lock_waiters(postgres_schema))
    assert ids(await store.load_thread_items("t1", None, 9, "asc", ANN)) == []


async def test_a_store_that_is_dropped_lets_go_of_its_thread(postgres_schema):
    others = set(threading.enumerate())
    store = PostgresStore(postgres_schema)
    await store.save_thread(thread(), ANN)
    [worker] = set(threading.enumerate()) - others
    del store
    gc.collect()
    worker.join(timeout=10)
    assert not worker.is_alive()


def test_a_store_that_is_still_open_at_exit_is_quiet(postgres_schema):
    script = (
        "import asyncio, sys; from chatkit.store import PostgresStore;"
        "from tests.chatkit.store.samples import ANN, thread;"
        "store = PostgresStore(sys.argv[1]);"
        "asyncio.run(store.save_thread(thread(), ANN))"
    )
    ended = subprocess.run(
        [sys.executable, "-X", "dev", "-W", "error", "-c", script, postgres_schema],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert (ended.returncode, ended.stderr) == (0, "")


def test_without_psycopg_the_extra_is_named():
    script = (
        "import sys; sys.modules['psycopg'] = None\n"
        "from chatkit.store import *\n"
        "try: PostgresStore('dbname=x')\n"
        "except ImportError as error: print(error)\n"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert "pip install 'chatkit-jupyter[postgres]'" in ended.stdout, ended.stderr


def test_psycopg_is_not_imported_until_a_store_is_made():
    script = (
        "import sys, chatkit.store; print(any(m.startswith('psycopg') for m in sys.modules));"
        "from chatkit.store import PostgresStore;"
        "print(any(m.startswith('psycopg') for m in sys.modules))"
    )
    ended = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert ended.stdout.split() == ["False", "False"]
