"""Calls that one page runs."""

from __future__ import annotations

import json

from chatkit_jupyter import Chat
from chatkit_jupyter.session import session_of
from chatkit_jupyter.view.claims import Claims


def test_a_call_is_given_out_once():
    claims = Claims()
    assert [claims.claim("ada", "t", "c") for _ in range(3)] == [True, False, False]
    assert claims.claim("ada", "t", "d")
    assert claims.claim("bob", "t", "c")


async def test_a_page_asks_for_a_call():
    Chat("claims", store="memory")
    body = json.dumps({"type": "client_tool.claim", "thread_id": "t", "item_id": "c"}).encode()
    answers = [json.loads(await session_of("claims").query(body, "")) for _ in range(2)]
    assert answers == [{"granted": True}, {"granted": False}]
