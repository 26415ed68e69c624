from __future__ import annotations

import copy
import pickle

from hypothesis import given
from hypothesis import strategies as st

from chatkit.agents.deltas import text_delta
from chatkit.types import AssistantMessageContentPartTextDelta, ThreadItemUpdatedEvent

ANY_TEXT = st.text(alphabet=st.characters(codec=None, exclude_categories=[]))


def plain(item_id, content_index, delta):
    update = AssistantMessageContentPartTextDelta(content_index=content_index, delta=delta)
    return ThreadItemUpdatedEvent(item_id=item_id, update=update)


@given(st.text(), st.integers(min_value=0), ANY_TEXT)
def test_it_equals_what_the_constructors_return(item_id, content_index, delta):
    quick, usual = text_delta(item_id, content_index, delta), plain(item_id, content_index, delta)
    assert quick == usual
    assert quick.model_dump() == usual.model_dump()
    assert quick.model_dump(exclude_unset=True) == usual.model_dump(exclude_unset=True)
    assert repr(quick) == repr(usual)


@given(ANY_TEXT)
def test_it_is_written_as_the_usual_one(delta):
    quick, usual = text_delta("m1", 0, delta), plain("m1", 0, delta)
    assert written(quick) == written(usual)


def written(event):
    try:
        return event.model_dump_json(by_alias=True, exclude_none=True)
    except ValueError as error:  # lone surrogates cannot be written
        return str(error)


def test_it_is_an_object_like_any_other():
    event = text_delta("m1", 0, "a")
    assert copy.deepcopy(event) == pickle.loads(pickle.dumps(event)) == event
    event.update.delta = "b"
    event.item_id = "m2"
    assert text_delta("m1", 0, "a") == plain("m1", 0, "a")
    assert event == plain("m2", 0, "b")
