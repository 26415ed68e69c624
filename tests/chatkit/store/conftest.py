"""Every store that comes with the package, opened for the contract suite."""

from __future__ import annotations

import pytest

from chatkit.store import InMemoryStore, SQLiteStore


@pytest.fixture(params=["memory", "sqlite"])
def store(request, tmp_path):
    if request.param == "memory":
        yield InMemoryStore()
    else:
        opened = SQLiteStore(tmp_path / "chat.db")
        yield opened
        opened.close()
