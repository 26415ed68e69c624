"""What every store does, whatever it keeps its data in."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from chatkit.store import NotFoundError
from chatkit.types import Thread, ThreadItem, ThreadMetadata
from tests.chatkit.store.samples import ANN, attachment, fill, ids, items_of, message, thread

ITEM = TypeAdapter(ThreadItem)


async def test_a_thread_comes_back_as_it_was_saved(store):
    saved = thread(
        title="Trip",
        status={"type": "locked", "reason": "busy"},
        allowed_image_domains=["img.example"],
        metadata={"plan": "pro", "nested": {"none": None, "list": [1, "é"]}},
    )
    await store.save_thread(saved, ANN)
    assert await store.load_thread("t1", ANN) == saved


async def test_saving_a_thread_again_overwrites_it_and_keeps_its_items_and_place(store):
    await fill(store, 2)
    await store.save_thread(thread("t2"), ANN)
    await store.save_thread(thread(title="Renamed"), ANN)
    assert (await store.load_thread("t1", ANN)).title == "Renamed"
    assert [item.id for item in await items_of(store)] == ["m0", "m1"]
    assert ids(await store.load_threads(10, None, "asc", ANN)) == ["t1", "t2"]


async def test_the_items_page_of_a_thread_is_not_part_of_its_record(store):
    whole = Thread(**thread(title="Whole").model_dump(), items={"data": [message("m1")]})
    await store.save_thread(whole, ANN)
    assert await store.load_thread("t1", ANN) == thread(title="Whole")
    assert await items_of(store) == []


async def test_a_time_without_offset_is_read_as_utc(store):
    naive = ThreadMetadata(id="t1", created_at=datetime(2026, 1, 2, 12))  # noqa: DTZ001
    await store.save_thread(naive, ANN)
    assert (await store.load_thread("t1", ANN)).created_at == thread().created_at


@pytest.mark.parametrize(
    "data",
    [
        {"type": "hidden_context_item", "content": {"page": "/cart", "n": [1, None]}},
        {
            "type": "widget",
            "widget": {
                "type": "Card",
                "children": [
                    {
                        "type": "Button",
                        "label": "Go",
                        "onClickAction": {"type": "go", "payload": {"a": None}},
                    }
                ],
            },
            "copy_text": "Go",
        },
        {
            "type": "client_tool_call",
            "status": "completed",
            "call_id": "c1",
            "name": "pick",
            "arguments": {"depth": None},
            "output": {"color": "red", "alt": None},
        },
        {
            "type": "user_message",
            "content": [{"type": "input_tag", "id": "a", "text": "A", "data": {"none": None}}],
            "attachments": [attachment(metadata={"bucket": "b"}).model_dump()],
            "inference_options": {"model": "fast"},
        },
    ],
    ids=lambda data: data["type"],
)
async def test_an_item_comes_back_as_it_was_added(store, data):
    item = ITEM.validate_python(
        {"id": "i1", "thread_id": "t1", "created_at": "2026-01-02T12:00:00Z", **data}
    )
    await store.save_thread(thread(), ANN)
    await store.add_thread_item("t1", item, ANN)
    assert await store.load_item("t1", "i1", ANN) == item
    assert await items_of(store) == [item]


async def test_adding_or_saving_an_item_again_overwrites_it_in_its_place(store):
    await fill(store, 3)
    await store.add_thread_item("t1", message("m0", "added"), ANN)
    await store.save_item("t1", message("m1", "saved"), ANN)
    texts = [item.content[0].text for item in await items_of(store)]
    assert texts == ["added", "saved", "hello"]


async def test_saving_an_unknown_item_appends_it(store):
    await fill(store, 1)
    await store.save_item("t1", message("new"), ANN)
    assert [item.id for item in await items_of(store)] == ["m0", "new"]


async def test_pages_follow_one_another_in_both_directions(store):
    await fill(store, 5)
    first = await store.load_thread_items("t1", None, 2, "asc", ANN)
    assert (ids(first), first.has_more, first.after) == (["m0", "m1"], True, "m1")
    last = await store.load_thread_items("t1", "m2", 2, "asc", ANN)
    assert (ids(last), last.has_more, last.after) == (["m3", "m4"], False, None)
    newest = await store.load_thread_items("t1", None, 3, "desc", ANN)
    assert (ids(newest), newest.has_more, newest.after) == (["m4", "m3", "m2"], True, "m2")
    oldest = await store.load_thread_items("t1", "m2", 3, "desc", ANN)
    assert (ids(oldest), oldest.has_more, oldest.after) == (["m1", "m0"], False, None)


async def test_threads_are_paged_alike(store):
    for number in range(3):
        await store.save_thread(thread(f"t{number}"), ANN)
    newest = await store.load_threads(2, None, "desc", ANN)
    assert (ids(newest), newest.has_more, newest.after) == (["t2", "t1"], True, "t1")
    rest = await store.load_threads(2, "t1", "desc", ANN)
    assert (ids(rest), rest.has_more, rest.after) == (["t0"], False, None)


@pytest.mark.parametrize("limit", [0, -1])
async def test_a_page_of_nothing_says_whether_there_is_more(store, limit):
    await fill(store, 1)
    page = await store.load_thread_items("t1", None, limit, "asc", ANN)
    assert (page.data, page.has_more, page.after) == ([], True, None)


async def test_a_page_may_be_larger_than_what_there_is(store):
    await fill(store, 2)
    page = await store.load_thread_items("t1", None, 10**12, "desc", ANN)
    assert (ids(page), page.has_more) == (["m1", "m0"], False)


async def test_a_page_goes_on_after_a_deletion(store):
    await fill(store, 5)
    await store.delete_thread_item("t1", "m3", ANN)
    assert ids(await store.load_thread_items("t1", "m2", 9, "asc", ANN)) == ["m4"]
    assert ids(await store.load_thread_items("t1", "m4", 2, "desc", ANN)) == ["m2", "m1"]


@pytest.mark.parametrize(
    "load",
    [
        lambda store: store.load_thread("no", ANN),
        lambda store: store.load_thread_items("no", None, 9, "asc", ANN),
        lambda store: store.load_thread_items("t1", "no", 9, "asc", ANN),
        lambda store: store.load_threads(9, "no", "asc", ANN),
        lambda store: store.load_item("t1", "no", ANN),
        lambda store: store.load_item("no", "m0", ANN),
        lambda store: store.load_attachment("no", ANN),
        lambda store: store.add_thread_item("no", message("m9"), ANN),
        lambda store: store.save_item("no", message("m9"), ANN),
    ],
    ids=["thread", "items", "item-cursor", "cursor", "item", "itemless", "file", "add", "save"],
)
async def test_what_is_not_there_is_not_found(store, load):
    await fill(store, 1)
    with pytest.raises(NotFoundError, match="no"):
        await load(store)


async def test_deleting_what_is_not_there_does_nothing(store):
    await store.delete_thread("no", ANN)
    await store.delete_thread_item("no", "m0", ANN)
    await store.delete_thread_items("no", ["m0"], ANN)
    await store.delete_attachment("no", ANN)
    await fill(store, 1)
    await store.delete_thread_item("t1", "no", ANN)
    assert [item.id for item in await items_of(store)] == ["m0"]


async def test_deleting_a_thread_deletes_its_items(store):
    await fill(store, 2)
    await store.delete_thread("t1", ANN)
    with pytest.raises(NotFoundError):
        await store.load_thread("t1", ANN)
    await store.save_thread(thread(), ANN)
    assert await items_of(store) == []


async def test_several_items_are_deleted_at_once(store):
    await fill(store, 5)
    await store.delete_thread_items("t1", ["m3", "no", "m1"], ANN)
    assert [item.id for item in await items_of(store)] == ["m0", "m2", "m4"]


async def test_attachments_are_saved_overwritten_and_deleted(store):
    await store.save_attachment(attachment(metadata={"bucket": "b"}), ANN)
    await store.save_attachment(attachment(metadata={"bucket": "c"}, thread_id="t1"), ANN)
    expected = attachment(metadata={"bucket": "c"}, thread_id="t1")
    assert await store.load_attachment("f1", ANN) == expected
    await store.delete_attachment("f1", ANN)
    with pytest.raises(NotFoundError):
        await store.load_attachment("f1", ANN)


async def test_ids_are_made_for_each_kind(store):
    assert store.generate_thread_id(ANN).startswith("thr_")
    assert store.generate_item_id("message", thread(), ANN).startswith("msg_")
    assert store.generate_thread_id(ANN) != store.generate_thread_id(ANN)


STEPS = st.lists(
    st.tuples(st.sampled_from(["put", "delete"]), st.integers(0, 7).map(lambda n: f"m{n}")),
    max_size=40,
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS, limit=st.integers(1, 5), order=st.sampled_from(["asc", "desc"]))
async def test_pages_put_together_are_the_whole_thread(store, steps, limit, order):
    await store.delete_thread("t1", ANN)
    await store.save_thread(thread(), ANN)
    expected: dict[str, None] = {}
    for step, key in steps:
        if step == "put":
            expected[key] = None
            await store.add_thread_item("t1", message(key), ANN)
        else:
            expected.pop(key, None)
            await store.delete_thread_item("t1", key, ANN)
    found, after, more = [], None, True
    while more:
        page = await store.load_thread_items("t1", after, limit, order, ANN)
        assert len(page.data) <= limit
        found, after, more = found + ids(page), page.after, page.has_more
    wanted = list(expected)
    assert found == (wanted if order == "asc" else wanted[::-1])
