from __future__ import annotations

import pytest
from hypothesis import given
from pydantic import TypeAdapter, ValidationError

from chatkit.types import (
    ClientEffectEvent,
    ErrorEvent,
    ThreadItemUpdate,
    ThreadItemUpdated,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
    WorkflowTaskUpdated,
)
from tests.chatkit.documents import documents

EVENT = TypeAdapter(ThreadStreamEvent)
UPDATE = TypeAdapter(ThreadItemUpdate)


def test_the_earlier_name_is_the_same_class():
    assert ThreadItemUpdated is ThreadItemUpdatedEvent


def test_an_update_is_read_into_its_own_class():
    event = EVENT.validate_python(
        {
            "type": "thread.item.updated",
            "item_id": "w",
            "update": {
                "type": "workflow.task.updated",
                "task_index": 0,
                "task": {"type": "thought", "content": "hm"},
            },
        }
    )
    assert isinstance(event.update, WorkflowTaskUpdated)


@given(documents("events", definition="ThreadItemUpdatedEvent"))
def test_an_update_that_is_an_object_already_is_taken_as_it_is(document):
    update = UPDATE.validate_python(document["update"])
    event = ThreadItemUpdatedEvent(item_id="a1", update=update)
    assert event.update is update
    read = ThreadItemUpdatedEvent.model_validate({"item_id": "a1", "update": document["update"]})
    assert read == event
    assert type(read.update) is type(update)


@pytest.mark.parametrize("update", [None, "text", ErrorEvent(message="x"), {"type": "no.update"}])
def test_what_is_no_update_is_refused(update):
    with pytest.raises(ValidationError):
        ThreadItemUpdatedEvent(item_id="a1", update=update)


def test_an_error_has_the_servers_words_unless_it_has_a_code():
    assert ErrorEvent(message="Full").code == "custom"
    with pytest.raises(ValidationError):
        ErrorEvent.model_validate({"code": "stream.unheard_of"})


def test_effects_do_not_share_their_data():
    first, second = ClientEffectEvent(name="a"), ClientEffectEvent(name="b")
    first.data["x"] = 1
    assert second.data == {}
