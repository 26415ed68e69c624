from __future__ import annotations

import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from chatkit.store.sqlite_schema import MIGRATIONS, connect


def version_of(path) -> int:
    database = sqlite3.connect(path)
    try:
        return database.execute("PRAGMA user_version").fetchone()[0]
    finally:
        database.close()


def test_a_new_file_gets_the_newest_schema_and_a_write_ahead_log(tmp_path):
    database = connect(tmp_path / "chat.db", MIGRATIONS)
    assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert database.execute("PRAGMA foreign_keys").fetchone() == (1,)
    database.close()
    assert version_of(tmp_path / "chat.db") == len(MIGRATIONS)


def test_an_older_file_is_brought_up_to_date_with_its_data(tmp_path):
    path = tmp_path / "chat.db"
    database = connect(path, MIGRATIONS)
    database.execute("INSERT INTO threads (owner, id, data) VALUES ('ann', 't1', '{}')")
    database.close()
    newer = (*MIGRATIONS, "ALTER TABLE threads ADD COLUMN extra TEXT; CREATE INDEX x ON items (id)")
    database = connect(path, newer)
    assert database.execute("SELECT owner, id, extra FROM threads").fetchall() == [
        ("ann", "t1", None)
    ]
    database.close()
    assert version_of(path) == len(MIGRATIONS) + 1


def test_a_failed_migration_changes_nothing(tmp_path):
    path = tmp_path / "chat.db"
    connect(path, MIGRATIONS).close()
    broken = (*MIGRATIONS, "ALTER TABLE threads ADD COLUMN extra TEXT; NOT SQL")
    with pytest.raises(sqlite3.OperationalError):
        connect(path, broken)
    database = connect(path, MIGRATIONS)
    columns = [row[1] for row in database.execute("PRAGMA table_info(threads)")]
    database.close()
    assert "extra" not in columns
    assert version_of(path) == len(MIGRATIONS)


def test_a_file_from_a_newer_version_is_refused(tmp_path):
    path = tmp_path / "chat.db"
    connect(path, MIGRATIONS).close()
    database = sqlite3.connect(path)
    database.execute("PRAGMA user_version = 99")
    database.close()
    with pytest.raises(RuntimeError, match=r"chat\.db has schema version 99.*upgrade"):
        connect(path, MIGRATIONS)


def test_a_file_that_is_no_database_is_refused(tmp_path):
    path = tmp_path / "notes.txt"
    path.write_text("hello " * 200)
    with pytest.raises(sqlite3.DatabaseError):
        connect(path, MIGRATIONS)


def test_several_may_open_a_new_file_at_once(tmp_path):
    with ThreadPoolExecutor(8) as workers:
        opened = list(workers.map(lambda _: connect(tmp_path / "chat.db", MIGRATIONS), range(8)))
    for database in opened:
        assert database.execute("SELECT count(*) FROM items").fetchone() == (0,)
        database.close()


OPENER = """
import sys
from chatkit.store.sqlite_schema import MIGRATIONS, connect
print("ready", flush=True)
for path in sys.stdin:
    connect(path.strip(), MIGRATIONS).close()
    print("done", flush=True)
"""


def test_several_processes_may_open_a_new_file_at_once(tmp_path):
    openers = [
        subprocess.Popen(
            [sys.executable, "-c", OPENER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        for _ in range(3)
    ]
    assert [opener.stdout.readline() for opener in openers] == ["ready\n"] * 3
    for number in range(50):
        for opener in openers:
            opener.stdin.write(f"{tmp_path / str(number)}\n")
            opener.stdin.flush()
        assert [opener.stdout.readline() for opener in openers] == ["done\n"] * 3
    for opener in openers:
        opener.communicate()


def test_a_file_that_may_not_be_written_is_refused_at_once():
    class ReadOnly:
        def execute(self, statement):
            raise sqlite3.OperationalError("attempt to write a readonly database")

        def close(self):
            pass

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sqlite3, "connect", lambda *_, **__: ReadOnly())
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            connect("chat.db", MIGRATIONS)
