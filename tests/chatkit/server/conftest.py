"""A server whose responder is given by the test, on an in-memory store."""

from __future__ import annotations

import pytest

from chatkit.store import InMemoryStore
from tests.chatkit.server.servers import FunctionServer


@pytest.fixture
def store():
    return InMemoryStore()


@pytest.fixture
def server(store):
    return FunctionServer(store)
