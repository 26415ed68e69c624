"""Every store that comes with the package, opened for the contract suite."""

from __future__ import annotations

import asyncio

import pytest

from chatkit.store import InMemoryStore, PostgresStore, SQLiteStore
from tests.chatkit.store.postgres_server import conninfo_of_schema, postgres_server


@pytest.fixture(scope="session")
def postgres():
    """A PostgreSQL server's address; the tests that need one are skipped where there is none."""
    with postgres_server() as conninfo:
        yield conninfo


@pytest.fixture
def postgres_schema(postgres):
    """The address of an empty schema."""
    with conninfo_of_schema(postgres) as conninfo:
        yield conninfo


@pytest.fixture(params=["memory", "sqlite", "postgres"])
def store(request, tmp_path):
    if request.param == "memory":
        yield InMemoryStore()
    elif request.param == "sqlite":
        opened = SQLiteStore(tmp_path / "chat.db")
        yield opened
        opened.close()
    else:
        opened = PostgresStore(request.getfixturevalue("postgres_schema"))
        yield opened
        asyncio.run(opened.close())
