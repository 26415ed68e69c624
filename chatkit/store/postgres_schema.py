"""The tables of a PostgreSQL store, and how those of an older version are brought up to date."""

from __future__ import annotations

from typing import Any

from psycopg import AsyncConnection

# `seq` is the order in which rows were first saved: what pages are cut by.
_VERSION_1 = """
CREATE TABLE chatkit_threads (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    owner text NOT NULL,
    id text NOT NULL,
    data jsonb NOT NULL,
    UNIQUE (owner, id)
);
CREATE INDEX chatkit_threads_page ON chatkit_threads (owner, seq);
CREATE TABLE chatkit_items (
    seq bigint GENERATED ALWAYS AS IDENTITY,
    thread bigint NOT NULL REFERENCES chatkit_threads (seq) ON DELETE CASCADE,
    id text NOT NULL,
    data jsonb NOT NULL,
    PRIMARY KEY (thread, seq),
    UNIQUE (thread, id)
);
CREATE TABLE chatkit_attachments (
    owner text NOT NULL,
    id text NOT NULL,
    data jsonb NOT NULL,
    PRIMARY KEY (owner, id)
);
"""

MIGRATIONS = (_VERSION_1,)
"""The script that leads to each schema version, from 1 on."""

_LOCK = int.from_bytes(b"chatkit", "big")


async def migrate(connection: AsyncConnection[Any]) -> None:
    """Create the tables, or bring older ones up to date; the data stays.

    Several processes may do this at once: an advisory lock lets one of them work, and the others
    find it done. Where the tables are up to date, no right to create any is needed.

    Args:
        connection: A connection in autocommit mode; its search path says which schema is used.

    Raises:
        RuntimeError: The tables were made by a newer version of this package.
        psycopg.Error: The tables cannot be made or read.
    """
    async with connection.transaction():
        await connection.execute("SELECT pg_advisory_xact_lock(%s)", (_LOCK,))
        version = await _version(connection)
        if version == len(MIGRATIONS):
            return
        if version > len(MIGRATIONS):
            raise RuntimeError(
                f"database {connection.info.dbname!r} has schema version {version}, but this "
                f"version of chatkit reads up to {len(MIGRATIONS)}: upgrade chatkit-jupyter, or "
                "use another database"
            )
        for script in MIGRATIONS[version:]:
            await connection.execute(script)
        await connection.execute("DELETE FROM chatkit_schema")
        await connection.execute("INSERT INTO chatkit_schema VALUES (%s)", (len(MIGRATIONS),))


async def _version(connection: AsyncConnection[Any]) -> int:
    cursor = await connection.execute("SELECT to_regclass('chatkit_schema')")
    if await cursor.fetchone() == (None,):
        await connection.execute("CREATE TABLE chatkit_schema (version integer NOT NULL)")
    cursor = await connection.execute("SELECT version FROM chatkit_schema")
    row = await cursor.fetchone()
    return row[0] if row else 0
