from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from chatkit.types import (
    ClientEffectEvent,
    ErrorEvent,
    ThreadItemUpdated,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
    WorkflowTaskUpdated,
)

EVENT = TypeAdapter(ThreadStreamEvent)


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


def test_an_error_has_the_servers_words_unless_it_has_a_code():
    assert ErrorEvent(message="Full").code == "custom"
    with pytest.raises(ValidationError):
        ErrorEvent.model_validate({"code": "stream.unheard_of"})


def test_effects_do_not_share_their_data():
    first, second = ClientEffectEvent(name="a"), ClientEffectEvent(name="b")
    first.data["x"] = 1
    assert second.data == {}
