"""Where conversations are kept."""

from __future__ import annotations

import asyncio
from datetime import datetime, timezone

import pytest

from chatkit.store import InMemoryStore, NotFoundError, SQLiteStore
from chatkit.types import ThreadMetadata
from chatkit_jupyter import storage
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.storage import open_store

THREAD = ThreadMetadata(id="t1", created_at=datetime.now(timezone.utc))
ANNA = ChatContext("orders", "anna")


@pytest.fixture(autouse=True)
def own_files(tmp_path, monkeypatch):
    """A Jupyter data folder of the test's own, and files that are closed after it."""
    opened = {}
    monkeypatch.setattr(storage, "_open_files", opened)
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    yield
    for store in opened.values():
        store.close()


def notebook(monkeypatch, path):
    monkeypatch.setenv("JPY_SESSION_NAME", path)


def test_a_notebook_gets_a_private_file_in_the_data_folder(tmp_path, monkeypatch):
    notebook(monkeypatch, "/home/a/orders.ipynb")
    assert isinstance(open_store(None), SQLiteStore)
    (file,) = (tmp_path / "data" / "chatkit").glob("*.sqlite3")
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700


async def test_a_notebook_finds_its_own_threads_again_and_not_anothers(monkeypatch):
    notebook(monkeypatch, "/home/a/orders.ipynb")
    await open_store(None).save_thread(THREAD, ANNA)
    assert (await open_store(None).load_thread("t1", ANNA)).id == "t1"
    notebook(monkeypatch, "/home/a/other.ipynb")
    with pytest.raises(NotFoundError):
        await open_store(None).load_thread("t1", ANNA)


def test_outside_of_a_notebook_conversations_stay_in_memory():
    assert isinstance(open_store(None), InMemoryStore)


def test_memory_is_memory_also_in_a_notebook(monkeypatch):
    notebook(monkeypatch, "/home/a/orders.ipynb")
    assert isinstance(open_store("memory"), InMemoryStore)


async def test_a_path_is_a_file_that_is_opened_once(tmp_path):
    path = tmp_path / "deep" / "chats.sqlite3"
    store = open_store(str(path))
    assert open_store(path) is store
    await store.save_thread(THREAD, ANNA)
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_data_folder_that_can_not_be_made_is_said_and_memory_used(tmp_path, monkeypatch):
    (tmp_path / "data").write_text("in the way")
    notebook(monkeypatch, "/home/a/orders.ipynb")
    with pytest.warns(UserWarning, match="forgotten with the kernel"):
        assert isinstance(open_store(None), InMemoryStore)


@pytest.mark.parametrize("place", ["memory", "file"])
async def test_each_chat_and_user_sees_only_their_own(tmp_path, place):
    store = open_store(tmp_path / "c.sqlite3" if place == "file" else place)
    await store.save_thread(THREAD, ANNA)
    for stranger in (ChatContext("orders", "ben"), ChatContext("other", "anna"), ChatContext("")):
        with pytest.raises(NotFoundError):
            await store.load_thread("t1", stranger)
    assert (await store.load_thread("t1", ANNA)).id == "t1"


def test_a_store_works_from_every_loop(tmp_path):
    store = open_store(tmp_path / "c.sqlite3")
    asyncio.run(store.save_thread(THREAD, ANNA))
    assert asyncio.run(store.load_thread("t1", ANNA)).id == "t1"
