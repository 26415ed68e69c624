"""A server whose responder is given by the test, on an in-memory store."""

from __future__ import annotations

import pytest

from chatkit.store import InMemoryStore
from tests.chatkit.server.servers import FunctionServer, thread


@pytest.fixture
def store():
    return InMemoryStore()


@pytest.fixture
def server(store):
    return FunctionServer(store)


@pytest.fixture
async def ready(store):
    """A server that has the thread ``t1``."""
    await store.save_thread(thread(), None)
    return FunctionServer(store)
