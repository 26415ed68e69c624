from __future__ import annotations

import pytest

from chatkit.server import ChatKitServer
from chatkit.store import InMemoryStore, NotFoundError
from chatkit.testing import run_turn
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageItem,
    ProgressUpdateEvent,
    ThreadItemDoneEvent,
)
from chatkit.types.clock import now


class Parrot(ChatKitServer):
    """Repeats each message twice, for whoever asks."""

    def __init__(self):
        super().__init__(InMemoryStore())
        self.asked_by = []

    async def respond(self, thread, input_user_message, context):
        self.asked_by.append(context)
        thread.title = "Parrot"
        yield ProgressUpdateEvent(text="Listening")
        for _ in range(2):
            content = [AssistantMessageContent(text=input_user_message.content[0].text)]
            yield ThreadItemDoneEvent(
                item=AssistantMessageItem(
                    id=self.store.generate_item_id("message", thread, context),
                    thread_id=thread.id,
                    created_at=now(),
                    content=content,
                )
            )


async def test_a_turn_has_what_the_client_got_and_what_is_stored():
    turn = await run_turn(Parrot(), "Hello", {"user": "ann"})
    assert turn.text == "Hello\n\nHello"
    assert [item.type for item in turn.items] == ["user_message", *["assistant_message"] * 2]
    assert turn.thread.title == "Parrot"
    assert "progress_update" in [event.type for event in turn.events]


async def test_a_turn_may_go_on_in_a_thread_and_keeps_the_context():
    server, ann = Parrot(), {"user": "ann"}
    first = await run_turn(server, "One", ann)
    second = await run_turn(server, "Two", ann, first.thread.id)
    assert len(second.items) == 6
    assert second.text == "Two\n\nTwo"
    assert all(context is ann for context in server.asked_by)


async def test_long_threads_are_read_to_their_end():
    server = Parrot()
    turn = await run_turn(server, "0")
    for number in range(1, 40):
        turn = await run_turn(server, str(number), thread_id=turn.thread.id)
    assert len(turn.items) == 120
    assert turn.items[-1].content[0].text == "39"


async def test_a_thread_that_is_not_there_raises():
    with pytest.raises(NotFoundError):
        await run_turn(Parrot(), "Hello", thread_id="nowhere")
