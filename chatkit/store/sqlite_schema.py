"""The tables of a SQLite store, and how a file of an older version is brought up to date."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Sequence

_LOCK_WAIT_SECONDS = 30.0
_LOCK_RETRY_SECONDS = 0.005

# `seq` is the order in which rows were first saved: what pages are cut by. It is each table's
# row id, so the index on items(thread) already holds (thread, seq).
_VERSION_1 = """
CREATE TABLE threads (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    owner TEXT NOT NULL,
    id TEXT NOT NULL,
    data TEXT NOT NULL CHECK (json_valid(data)),
    UNIQUE (owner, id)
);
CREATE INDEX threads_by_owner ON threads (owner);
CREATE TABLE items (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    thread INTEGER NOT NULL REFERENCES threads (seq) ON DELETE CASCADE,
    id TEXT NOT NULL,
    data TEXT NOT NULL CHECK (json_valid(data)),
    UNIQUE (thread, id)
);
CREATE INDEX items_by_thread ON items (thread);
CREATE TABLE attachments (
    owner TEXT NOT NULL,
    id TEXT NOT NULL,
    data TEXT NOT NULL CHECK (json_valid(data)),
    PRIMARY KEY (owner, id)
) WITHOUT ROWID;
"""

MIGRATIONS = (_VERSION_1,)
"""The script that leads to each schema version, from 1 on (SQLite's ``user_version``)."""


def connect(path: str | os.PathLike[str], migrations: Sequence[str]) -> sqlite3.Connection:
    """Open a store's database, creating or migrating its tables.

    Args:
        path: The database file, or ``":memory:"``.
        migrations: The script that leads to each schema version, from 1 on.

    Returns:
        A connection in autocommit mode that may be used from one thread at a time.

    Raises:
        RuntimeError: The file was written by a newer version of this package.
        sqlite3.Error: The file cannot be opened or is not a database.
    """
    connection = sqlite3.connect(
        path, timeout=_LOCK_WAIT_SECONDS, isolation_level=None, check_same_thread=False
    )
    try:
        _write_ahead(connection)
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection, path, migrations)
    except BaseException:
        connection.close()
        raise
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    # SQLite waits for every lock but the one that this takes.
    deadline = time.monotonic() + _LOCK_WAIT_SECONDS
    while not _switched_to_write_ahead(connection, may_fail=time.monotonic() < deadline):
        time.sleep(_LOCK_RETRY_SECONDS)


def _switched_to_write_ahead(connection: sqlite3.Connection, *, may_fail: bool) -> bool:
    try:
        connection.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError as error:
        if may_fail and "locked" in str(error):
            return False
        raise
    return True


def _migrate(
    connection: sqlite3.Connection, path: str | os.PathLike[str], migrations: Sequence[str]
) -> None:
    if _version(connection) == len(migrations):
        return
    connection.execute("BEGIN IMMEDIATE")
    with connection:
        version = _version(connection)
        if version > len(migrations):
            raise RuntimeError(
                f"{path} has schema version {version}, but this version of chatkit reads up to "
                f"{len(migrations)}: upgrade chatkit-jupyter, or use another file"
            )
        for script in migrations[version:]:
            for statement in filter(None, map(str.strip, script.split(";"))):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(migrations)}")


def _version(connection: sqlite3.Connection) -> int:
    return connection.execute("PRAGMA user_version").fetchone()[0]
