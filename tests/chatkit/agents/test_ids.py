from __future__ import annotations

from agents.models.fake_id import FAKE_RESPONSES_ID

from chatkit.agents.ids import ItemIds
from chatkit.types import EndOfTurnItem
from chatkit.types.clock import now


async def test_a_models_own_id_is_kept(context):
    ids = ItemIds(context)
    assert await ids.claim("m1", "message") == "m1"
    assert ids.of("m1") == "m1"


async def test_a_repeated_id_gives_way_until_the_item_ends(context):
    ids = ItemIds(context)
    await ids.claim("m1", "message")
    second = await ids.claim("m1", "message")
    assert second != "m1"
    assert ids.of("m1") == second
    assert await ids.release("m1", "message") == second


async def test_the_placeholder_gives_way(context):
    ids = ItemIds(context)
    first = await ids.claim(FAKE_RESPONSES_ID, "message")
    assert ids.of(FAKE_RESPONSES_ID) == first
    second = await ids.claim(FAKE_RESPONSES_ID, "message")
    assert len({first, second, FAKE_RESPONSES_ID}) == 3


async def test_an_id_the_thread_has_already_gives_way(context):
    stored = EndOfTurnItem(id="m1", thread_id="t1", created_at=now())
    await context.store.add_thread_item("t1", stored, None)
    assert await ItemIds(context).claim("m1", "message") != "m1"


async def test_an_item_without_an_id_gets_one(context):
    assert await ItemIds(context).claim(None, "tool_call")


async def test_an_item_that_never_began_can_end(context):
    ids = ItemIds(context)
    assert await ids.release("m1", "message") == "m1"
    assert await ids.release("m1", "message") != "m1"
