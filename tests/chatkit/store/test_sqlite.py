from __future__ import annotations

import asyncio
import gc
import os
import signal
import sqlite3
import subprocess
import sys
import threading

import pytest

from chatkit.store import SQLiteStore
from tests.chatkit.store.samples import ANN, ids, message, thread

WRITER = """
import asyncio, sys
from chatkit.store import SQLiteStore
from tests.chatkit.store.samples import ANN, message

async def main():
    store = SQLiteStore(sys.argv[1])
    number = 0
    while True:
        await store.add_thread_item("t1", message(f"{sys.argv[2]}{number}"), ANN)
        print(number, flush=True)
        number += 1

asyncio.run(main())
"""


def start_writer(path, prefix):
    command = [sys.executable, "-c", WRITER, str(path), prefix]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


@pytest.fixture
def open_store(tmp_path):
    opened = []

    def open_it(path=tmp_path / "chat.db"):
        opened.append(SQLiteStore(path))
        return opened[-1]

    yield open_it
    for store in opened:
        store.close()


async def test_data_is_there_when_the_file_is_opened_again(open_store, tmp_path):
    first = open_store(tmp_path / "new" / "folder" / "chat.db")
    await first.save_thread(thread(title="Kept"), ANN)
    await first.add_thread_item("t1", message("m1"), ANN)
    first.close()
    second = open_store(tmp_path / "new" / "folder" / "chat.db")
    assert (await second.load_thread("t1", ANN)).title == "Kept"
    assert (await second.load_item("t1", "m1", ANN)) == message("m1")


async def test_a_database_in_memory_makes_no_file(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    store = SQLiteStore(":memory:")
    await store.save_thread(thread(), ANN)
    assert (await store.load_thread("t1", ANN)).id == "t1"
    store.close()
    assert list(tmp_path.iterdir()) == []


async def test_a_killed_writer_leaves_every_acknowledged_item(open_store, tmp_path):
    path = tmp_path / "chat.db"
    store = open_store()
    await store.save_thread(thread(), ANN)
    writer = start_writer(path, "m")
    assert writer.stdout is not None
    acknowledged = [int(writer.stdout.readline()) for _ in range(50)]
    os.kill(writer.pid, signal.SIGKILL)
    acknowledged += [int(line) for line in writer.stdout.read().split("\n")[:-1]]
    writer.stdout.close()
    assert writer.wait() == -signal.SIGKILL
    store.close()
    found = await open_store().load_thread_items("t1", None, 100_000, "asc", ANN)
    expected = [f"m{number}" for number in acknowledged]
    assert ids(found)[: len(expected)] == expected
    assert len(found.data) - len(expected) <= 1


async def test_writers_in_several_processes_do_not_lose_each_others_items(open_store, tmp_path):
    store = open_store()
    await store.save_thread(thread(), ANN)
    writers = [start_writer(tmp_path / "chat.db", prefix) for prefix in "ab"]
    for writer in writers:
        for _ in range(40):
            assert writer.stdout.readline()
    for writer in writers:
        writer.kill()
        writer.wait()
        writer.stdout.close()
    found = ids(await store.load_thread_items("t1", None, 100_000, "asc", ANN))
    for prefix in "ab":
        mine = [key for key in found if key.startswith(prefix)]
        assert mine == [f"{prefix}{number}" for number in range(len(mine))]
        assert len(mine) >= 40


async def steps_of(store, page) -> int:
    """How many instructions SQLite's machine runs for a page."""
    steps = 0

    def count():
        nonlocal steps
        steps += 1

    store._db.set_progress_handler(count, 1)
    await page
    store._db.set_progress_handler(None, 1)
    return steps


@pytest.mark.parametrize("order", ["asc", "desc"])
async def test_a_page_costs_the_same_in_a_thread_of_any_length(open_store, order):
    store = open_store(":memory:")
    costs = []
    for key, count in [("short", 100), ("long", 100_000)]:
        await store.save_thread(thread(key), ANN)
        store._db.execute(
            "INSERT INTO items (thread, id, data)"
            " WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT ?)"
            " SELECT (SELECT seq FROM threads WHERE id = ?), 'm' || n, ? FROM numbers",
            (count, key, message("m").model_dump_json()),
        )
        page = store.load_thread_items(key, f"m{count // 2}", 20, order, ANN)
        costs.append(await steps_of(store, page))
    assert costs[0] == costs[1] > 20


@pytest.mark.parametrize("order", ["asc", "desc"])
async def test_a_page_of_threads_costs_the_same_for_any_number_of_them(open_store, order):
    costs = []
    for count in (100, 20_000):
        store = open_store(":memory:")
        await store.save_thread(thread("x"), ANN)
        store._db.execute(
            "INSERT INTO threads (owner, id, data)"
            " WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT ?)"
            " SELECT owner, 't' || n, data FROM threads, numbers",
            (count,),
        )
        page = store.load_threads(20, f"t{count // 2}", order, ANN)
        costs.append(await steps_of(store, page))
    assert costs[0] == costs[1] > 20


async def test_the_database_is_only_touched_on_the_stores_own_thread(open_store):
    store = open_store()
    before = {worker.name for worker in threading.enumerate()}
    await asyncio.gather(*(store.save_thread(thread(f"t{n}"), ANN) for n in range(20)))
    extra = {worker.name for worker in threading.enumerate()} - before
    assert len(extra) <= 1


async def test_a_full_disk_is_named_and_loses_nothing_that_was_saved(open_store, tmp_path):
    store = open_store()
    await store.save_thread(thread(), ANN)
    store._db.execute("PRAGMA max_page_count = 40")
    saved: list[str] = []

    async def fill() -> None:
        for number in range(1_000):
            await store.add_thread_item("t1", message(f"m{number}", "x" * 1_000), ANN)
            saved.append(f"m{number}")

    with pytest.raises(sqlite3.OperationalError) as full:
        await fill()
    assert str(full.value) == (
        f"{tmp_path / 'chat.db'}: database or disk is full; "
        "free some space or move the file, what was saved before is kept"
    )
    assert ids(await store.load_thread_items("t1", None, 1_000, "asc", ANN)) == saved
    store._db.execute("PRAGMA max_page_count = 1000")
    await store.add_thread_item("t1", message("after"), ANN)
    assert (await store.load_item("t1", "after", ANN)) == message("after")


async def test_a_file_that_another_program_keeps_locked_is_named(open_store, tmp_path, monkeypatch):
    monkeypatch.setattr("chatkit.store.sqlite_schema._LOCK_WAIT_SECONDS", 0.01)
    store = open_store()
    await store.save_thread(thread(), ANN)
    other = sqlite3.connect(tmp_path / "chat.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(sqlite3.OperationalError, match=r"chat\.db: database is locked; another"):
        await store.delete_thread_items("t1", ["m1"], ANN)
    assert (await store.load_thread("t1", ANN)).id == "t1"
    other.execute("COMMIT")
    other.close()
    await store.add_thread_item("t1", message("m1"), ANN)


async def test_a_closed_store_says_so(open_store):
    store = open_store()
    store.close()
    store.close()
    with pytest.raises(RuntimeError, match="closed"):
        await store.load_thread("t1", ANN)


async def test_a_store_that_is_dropped_lets_go_of_its_file_and_thread(tmp_path):
    others = set(threading.enumerate())
    store = SQLiteStore(tmp_path / "chat.db")
    await store.save_thread(thread(), ANN)
    [worker] = set(threading.enumerate()) - others
    del store
    gc.collect()
    worker.join(timeout=10)
    assert not worker.is_alive()
    assert [path.name for path in tmp_path.iterdir()] == ["chat.db"]


def test_a_store_that_is_still_open_at_exit_closes_quietly(tmp_path):
    script = (
        "import asyncio, sys; from chatkit.store import SQLiteStore;"
        "from tests.chatkit.store.samples import ANN, thread;"
        "store = SQLiteStore(sys.argv[1]);"
        "asyncio.run(store.save_thread(thread(), ANN))"
    )
    ended = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, str(tmp_path / "chat.db")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    assert [path.name for path in tmp_path.iterdir()] == ["chat.db"]
