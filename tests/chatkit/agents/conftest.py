from __future__ import annotations

import pytest

from tests.chatkit.agents.runs import new_context
from tests.model_server.fixture import model_server

__all__ = ["model_server"]


@pytest.fixture
async def context():
    return await new_context()
