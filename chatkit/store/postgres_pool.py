"""A pool of PostgreSQL connections on a thread and event loop of its own."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Coroutine, Mapping
from threading import Lock, Thread
from typing import Any, TypeVar

from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool
from typing_extensions import LiteralString

from chatkit.store.postgres_schema import migrate

_SETTINGS: dict[str, Any] = {"autocommit": True, "client_encoding": "utf8"}
_Pool = AsyncConnectionPool[AsyncConnection[Any]]
T = TypeVar("T")


class PostgresPool:
    """Runs single statements, each a transaction by itself, from any thread and event loop.

    The connections belong to one loop, so they have one: a selector loop, the only kind that
    psycopg works on everywhere. It connects, and migrates the tables, on the first statement.

    Args:
        conninfo: Where the server is and how to log in, as libpq reads it.
        max_connections: Greatest number of connections open at once.
    """

    def __init__(self, conninfo: str, max_connections: int) -> None:
        self._conninfo = conninfo
        self._pool = _Pool(
            conninfo,
            kwargs=_SETTINGS,
            min_size=1,
            max_size=max_connections,
            open=False,
            check=_Pool.check_connection,
        )
        self._loop = asyncio.SelectorEventLoop()
        self._opening = asyncio.Lock()
        self._thread = Thread(target=_serve, args=(self._loop,), name="chatkit-store", daemon=True)
        self._thread.start()
        self._jobs: set[asyncio.Future[Any]] = set()
        self._close = weakref.finalize(self, _shut, self._loop, self._pool, self._jobs)
        self._closing = Lock()

    async def fetch(self, query: LiteralString, values: Mapping[str, Any]) -> list[Any]:
        """Run a query and return its rows.

        Raises:
            RuntimeError: The pool is closed, or the tables are from a newer version.
            psycopg.Error: The server cannot be reached or refuses.
        """
        return await self._run(self._fetch(query, values))

    async def execute(self, statement: LiteralString, values: Mapping[str, Any]) -> int:
        """Run a statement and return how many rows it touched; errors as for `fetch`."""
        return await self._run(self._execute(statement, values))

    async def close(self) -> None:
        """Finish the statements under way, close the connections and end the thread."""
        with self._closing:
            self._close()
        await asyncio.to_thread(self._thread.join)

    async def _run(self, job: Coroutine[Any, Any, T]) -> T:
        with self._closing:
            if not self._close.alive:
                job.close()
                raise RuntimeError("this PostgresStore is closed")
            answer = asyncio.run_coroutine_threadsafe(self._track(job), self._loop)
        return await asyncio.wrap_future(answer)

    async def _track(self, job: Coroutine[Any, Any, T]) -> T:
        task = asyncio.ensure_future(job)
        self._jobs.add(task)
        try:
            return await task
        finally:
            self._jobs.discard(task)

    async def _fetch(self, query: LiteralString, values: Mapping[str, Any]) -> list[Any]:
        await self._open()
        async with self._pool.connection() as connection:
            cursor = await connection.execute(query, values)
            return await cursor.fetchall()

    async def _execute(self, statement: LiteralString, values: Mapping[str, Any]) -> int:
        await self._open()
        async with self._pool.connection() as connection:
            return (await connection.execute(statement, values)).rowcount

    async def _open(self) -> None:
        async with self._opening:
            if self._pool.closed:
                # Not through the pool, which would try again for half a minute before it fails.
                async with await AsyncConnection.connect(self._conninfo, **_SETTINGS) as connection:
                    await migrate(connection)
                await self._pool.open()


def _serve(loop: asyncio.AbstractEventLoop) -> None:
    try:
        loop.run_forever()
    finally:
        loop.close()


def _shut(loop: asyncio.AbstractEventLoop, pool: _Pool, jobs: set[asyncio.Future[Any]]) -> None:
    # Does not wait: the last reference to a store may be dropped on the loop's own thread.
    async def shut() -> None:
        await asyncio.gather(*jobs, return_exceptions=True)
        await pool.close()
        loop.stop()

    asyncio.run_coroutine_threadsafe(shut(), loop)
