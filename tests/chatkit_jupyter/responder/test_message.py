"""A user's message, as a responder reads it."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest

from chatkit.types import (
    InferenceOptions,
    UserMessageItem,
    UserMessageTagContent,
    UserMessageTextContent,
)
from chatkit_jupyter.responder.message import Message


@pytest.fixture
def message() -> Message:
    parts = [
        UserMessageTextContent(text="  Show "),
        UserMessageTagContent(id="v", text="orders", data={}),
        UserMessageTextContent(text=" please\n"),
    ]
    return Message(
        UserMessageItem(
            id="m1",
            thread_id="t1",
            created_at=datetime.now(timezone.utc),
            content=parts,
            attachments=[],
            inference_options=InferenceOptions(),
        )
    )


def test_its_text_holds_mentions_and_no_outer_blanks(message):
    assert message.text == str(message) == "Show @orders please"


def test_every_field_of_the_item_is_there(message):
    assert (message.id, message.thread_id, len(message.content)) == ("m1", "t1", 3)
    with pytest.raises(AttributeError, match="nonsense"):
        _ = message.nonsense
