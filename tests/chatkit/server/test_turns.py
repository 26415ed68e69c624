from __future__ import annotations

import asyncio
from typing import Any

import pytest

from chatkit.store import InMemoryStore, NotFoundError
from chatkit.types import (
    ClientToolCallItem,
    FileAttachment,
    Page,
    StructuredInputItem,
    UserMessageItem,
)
from tests.chatkit.server.servers import (
    NOON,
    FunctionServer,
    ask,
    done,
    event_of,
    hidden,
    kinds,
    message,
    nothing,
    start,
    stored,
    thread,
    user_input,
    widget,
)


def user_message(key: str = "u1") -> UserMessageItem:
    return UserMessageItem(
        id=key, thread_id="t1", created_at=NOON, content=[], inference_options={}
    )


def call(key: str) -> ClientToolCallItem:
    return ClientToolCallItem(
        id=key, thread_id="t1", created_at=NOON, call_id=key, name="pick", arguments={}
    )


async def keep(store, *items):
    await store.save_thread(thread(), None)
    for item in items:
        await store.add_thread_item("t1", item, None)


async def test_a_bad_attachment_id_leaves_nothing_behind(server, store):
    with pytest.raises(NotFoundError, match="nope"):
        await ask(server, "threads.create", input=user_input(attachments=["nope"]))
    assert (await store.load_threads(9, None, "asc", None)).data == []


async def test_a_bad_attachment_id_leaves_the_good_ones_untied(server, store):
    file = FileAttachment(id="f1", name="a.txt", mime_type="text/plain")
    await store.save_attachment(file, None)
    with pytest.raises(NotFoundError):
        await ask(server, "threads.create", input=user_input(attachments=["f1", "nope"]))
    assert (await store.load_attachment("f1", None)).thread_id is None


async def test_a_thread_created_by_a_message_can_be_read_back(server, store):
    async def responder(thread, input_user_message, context):
        assert input_user_message.content[0].text == "Hello"
        assert thread.created_at.tzinfo is not None
        yield done(message().model_copy(update={"thread_id": thread.id}))

    server.responder = responder
    events = await ask(server, "threads.create", input=user_input("Hello"))
    key = events[0]["thread"]["id"]
    shown = await ask(server, "threads.get_by_id", thread_id=key)
    assert [item["type"] for item in shown["items"]["data"]] == [
        "user_message",
        "assistant_message",
    ]
    assert shown["items"]["data"] == [events[1]["item"], events[3]["item"]]


async def test_all_are_heard_before_a_responder_that_never_waits_goes_on(server, store):
    sent = []

    async def respond(thread, message, context):
        for _ in range(3):
            yield done(widget())

    async def client():
        result = await start(server, "threads.create", input=user_input())
        async for chunk in result:
            sent.append(event_of(chunk))  # noqa: PERF401 -- in turn with the other client's

    server.responder = respond
    await asyncio.gather(client(), client())
    opening = ["thread.created", "thread.item.done", "stream_options"]
    assert kinds(sent[:6]) == [*opening, *opening]


async def test_the_context_reaches_hooks_and_store_untouched(store):
    seen = []

    class Watching(FunctionServer):
        def respond(self, thread, input_user_message, context):
            seen.append(context)
            return nothing()

        def get_stream_options(self, thread, context):
            seen.append(context)
            return super().get_stream_options(thread, context)

    context = {"user_id": "ann"}
    await ask(Watching(store), "threads.create", context, input=user_input())
    assert len(seen) == 2
    assert all(entry is context for entry in seen)
    assert len((await store.load_threads(9, None, "asc", context)).data) == 1
    assert (await store.load_threads(9, None, "asc", {"user_id": "ben"})).data == []


async def test_retrying_removes_more_than_one_page_of_items(server, store):
    newer = [message(f"a{number}") for number in range(57)]
    await keep(store, message("before"), user_message(), *newer)
    events = await ask(server, "threads.retry_after_item", thread_id="t1", item_id="u1")
    assert kinds(events) == ["stream_options"]
    assert [item.id for item in await stored(store)] == ["before", "u1"]


async def test_retrying_the_newest_item_removes_nothing(server, store):
    await keep(store, message("before"), user_message())
    await ask(server, "threads.retry_after_item", thread_id="t1", item_id="u1")
    assert [item.id for item in await stored(store)] == ["before", "u1"]


async def test_retrying_an_unknown_item_does_nothing(server, store):
    items = [message(f"a{number}") for number in range(25)]
    await keep(store, *items)
    assert await ask(server, "threads.retry_after_item", thread_id="t1", item_id="no") == []
    assert await stored(store) == items


async def test_output_for_a_call_is_refused_when_something_follows_it(server, store):
    await keep(store, call("c1"), hidden())
    with pytest.raises(ValueError, match="does not end in a client tool call"):
        await ask(server, "threads.add_client_tool_output", thread_id="t1", result=1)
    assert (await store.load_item("t1", "c1", None)).status == "pending"


async def test_output_for_a_call_in_an_empty_thread_is_refused(server, store):
    await keep(store)
    with pytest.raises(ValueError, match="does not end in a client tool call"):
        await ask(server, "threads.add_client_tool_output", thread_id="t1", result=1)


async def test_output_completes_the_last_call_and_drops_the_ones_never_answered(server, store):
    await keep(store, call("c1"), message(), call("c2"))
    await ask(server, "threads.add_client_tool_output", thread_id="t1", result={"none": None})
    reply, answered = await stored(store)
    assert (reply.id, answered.id) == ("a1", "c2")
    assert (answered.status, answered.output) == ("completed", {"none": None})


async def test_an_action_gets_its_widget(server, store):
    await keep(store, widget())
    got = []

    def action(thread, action, sender, context):
        got.append((thread.id, action.type, action.payload, sender))
        return nothing()

    server.action = action
    events = await ask(
        server,
        "threads.custom_action",
        thread_id="t1",
        item_id="w1",
        action={"type": "go", "payload": {"none": None}},
    )
    assert kinds(events) == ["stream_options"]
    assert got == [("t1", "go", {"none": None}, widget())]


async def test_an_action_from_an_unknown_widget_is_not_found(server, store):
    await keep(store)
    with pytest.raises(NotFoundError, match="w1"):
        await ask(
            server, "threads.custom_action", thread_id="t1", item_id="w1", action={"type": "go"}
        )


async def test_an_answer_to_something_else_than_a_form_is_refused(server, store):
    await keep(store, message())
    with pytest.raises(ValueError, match="a1 is not a structured input"):
        await ask(server, "threads.add_structured_input", thread_id="t1", item_id="a1", input={})


class HandingOut(InMemoryStore):
    """A store that, like many simple ones, hands out the very objects that it holds."""

    def __init__(self):
        super().__init__()
        self.own: dict[str, Any] = {}

    def hold(self, *entries):
        self.own.update({entry.id: entry for entry in entries})
        return {key: entry.model_copy(deep=True) for key, entry in self.own.items()}

    async def load_thread(self, thread_id, context):
        return self.own[thread_id]

    async def load_item(self, thread_id, item_id, context):
        return self.own[item_id]

    async def load_attachment(self, attachment_id, context):
        return self.own[attachment_id]

    async def load_thread_items(self, thread_id, after, limit, order, context):
        return self.own["page"]


class OwnPage(Page):
    id: str = "page"


@pytest.mark.parametrize(
    ("request_type", "params"),
    [
        ("threads.add_user_message", {"input": user_input(attachments=["f1"])}),
        ("threads.add_client_tool_output", {"result": 1}),
        ("threads.add_structured_input", {"item_id": "s1", "input": {}}),
        ("threads.retry_after_item", {"item_id": "u1"}),
        ("threads.update", {"title": "New"}),
        ("threads.get_by_id", {}),
        ("items.list", {}),
    ],
)
async def test_what_a_store_hands_out_is_not_changed(request_type, params):
    store = HandingOut()
    await store.save_thread(thread(), None)
    asked = StructuredInputItem(id="s1", thread_id="t1", created_at=NOON, inputs=[])
    file = FileAttachment(id="f1", name="a", mime_type="text/plain", metadata={"bucket": "b"})
    page = OwnPage(data=[call("c1"), hidden(), user_message()])
    before = store.hold(thread(metadata={"k": 1}), asked, file, page)
    await ask(FunctionServer(store), request_type, thread_id="t1", **params)
    assert store.own == before
