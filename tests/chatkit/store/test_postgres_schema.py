from __future__ import annotations

import asyncio

import psycopg
import pytest

from chatkit.store import PostgresStore
from chatkit.store import postgres_schema as schema
from tests.chatkit.store.samples import ANN, message, thread


def run(conninfo, statement):
    with psycopg.connect(conninfo, autocommit=True) as connection:
        cursor = connection.execute(statement)
        return cursor.fetchall() if cursor.description else None


async def use(conninfo):
    async with PostgresStore(conninfo) as store:
        await store.save_thread(thread(), ANN)


async def test_an_older_database_is_brought_up_to_date_with_its_data(postgres_schema, monkeypatch):
    await use(postgres_schema)
    newer = (*schema.MIGRATIONS, "ALTER TABLE chatkit_threads ADD COLUMN extra text; SELECT 1")
    monkeypatch.setattr(schema, "MIGRATIONS", newer)
    async with PostgresStore(postgres_schema) as store:
        assert (await store.load_thread("t1", ANN)).id == "t1"
    assert run(postgres_schema, "SELECT id, extra FROM chatkit_threads") == [("t1", None)]
    assert run(postgres_schema, "SELECT version FROM chatkit_schema") == [(2,)]


async def test_a_failed_migration_changes_nothing(postgres_schema, monkeypatch):
    await use(postgres_schema)
    broken = (*schema.MIGRATIONS, "ALTER TABLE chatkit_threads ADD COLUMN extra text; NOT SQL")
    monkeypatch.setattr(schema, "MIGRATIONS", broken)
    with pytest.raises(psycopg.errors.SyntaxError):
        await use(postgres_schema)
    monkeypatch.undo()
    await use(postgres_schema)
    with pytest.raises(psycopg.errors.UndefinedColumn):
        run(postgres_schema, "SELECT extra FROM chatkit_threads")
    assert run(postgres_schema, "SELECT version FROM chatkit_schema") == [(1,)]


async def test_a_database_from_a_newer_version_is_refused(postgres_schema):
    await use(postgres_schema)
    run(postgres_schema, "UPDATE chatkit_schema SET version = 99")
    with pytest.raises(RuntimeError, match=r"has schema version 99.*upgrade"):
        await use(postgres_schema)


async def test_several_may_open_a_new_database_at_once(postgres_schema):
    stores = [PostgresStore(postgres_schema) for _ in range(6)]
    await asyncio.gather(*(store.save_thread(thread(), ANN) for store in stores))
    await asyncio.gather(
        *(s.add_thread_item("t1", message(f"m{n}"), ANN) for n, s in enumerate(stores))
    )
    page = await stores[0].load_thread_items("t1", None, 9, "asc", ANN)
    assert {item.id for item in page.data} == {f"m{n}" for n in range(6)}
    await asyncio.gather(*(store.close() for store in stores))
    assert run(postgres_schema, "SELECT version FROM chatkit_schema") == [(1,)]


async def test_an_up_to_date_database_needs_no_right_to_make_tables(postgres_schema):
    may = "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
    if run(postgres_schema, may) != [(True,)]:
        pytest.skip("CHATKIT_TEST_POSTGRES may not make roles")
    await use(postgres_schema)
    name = run(postgres_schema, "SELECT current_schema()")[0][0]
    role = f"{name}_reader"
    run(postgres_schema, f"CREATE ROLE {role} LOGIN")
    try:
        run(postgres_schema, f"GRANT USAGE ON SCHEMA {name} TO {role}")
        run(postgres_schema, f"GRANT SELECT ON ALL TABLES IN SCHEMA {name} TO {role}")
        limited = psycopg.conninfo.make_conninfo(
            postgres_schema, options=f"-csearch_path={name} -crole={role}"
        )
        async with PostgresStore(limited) as store:
            assert (await store.load_thread("t1", ANN)).id == "t1"
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                await store.save_thread(thread("t2"), ANN)
    finally:
        run(postgres_schema, f"DROP OWNED BY {role}")
        run(postgres_schema, f"DROP ROLE {role}")
