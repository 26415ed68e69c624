from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from chatkit._unicode import whole_characters
from chatkit.server.sse import frame, read_request, text_frame, to_json
from chatkit.types import ClientEffectEvent, FileAttachment, ProgressUpdateEvent
from tests.chatkit.server.servers import delta

NO_SURROGATES = st.text(st.characters(exclude_categories=["Cs"]))


@given(NO_SURROGATES, NO_SURROGATES)
def test_a_frame_is_one_line_of_json_whatever_the_text(text, item_id):
    chunk = frame(delta(text, item_id))
    assert chunk.startswith(b"data: {")
    assert chunk.endswith(b"}\n\n")
    assert chunk.count(b"\n") == 2
    assert b"\r" not in chunk
    assert json.loads(chunk[6:]) == {
        "type": "thread.item.updated",
        "item_id": item_id,
        "update": {
            "type": "assistant_message.content_part.text_delta",
            "content_index": 0,
            "delta": text,
        },
    }


@given(st.text(st.characters()), st.text(), st.integers(0, 2**40))
def test_the_fast_way_to_write_text_gives_the_same_frame(text, item_id, content_index):
    assert text_frame(item_id, content_index, text) == frame(delta(text, item_id, content_index))


@pytest.mark.parametrize(
    "text", ['"\\/\b\f\n\r\t\0\x1b\x7f', "é\u2028\ufeff😀", "\ud83d", "\ude00\ud83d"]
)
def test_escapes_and_halves_of_characters_are_written_alike(text):
    for item_id in ("msg_1", text):
        assert text_frame(item_id, 0, text) == frame(delta(text, item_id))
    assert json.loads(frame(delta(text))[6:])["update"]["delta"] == whole_characters(text)


def test_absent_values_are_left_out_but_nulls_inside_data_stay():
    assert to_json(ProgressUpdateEvent(text="x")) == b'{"type":"progress_update","text":"x"}'
    effect = ClientEffectEvent(name="flash", data={"tint": None})
    assert json.loads(to_json(effect))["data"] == {"tint": None}


def test_private_metadata_is_left_out():
    file = FileAttachment(id="f1", name="a", mime_type="text/plain", metadata={"bucket": "b"})
    assert b"bucket" not in to_json(file)


@pytest.mark.parametrize("encode", [str, str.encode, lambda text: bytearray(text.encode())])
def test_a_request_may_come_in_any_form(encode):
    body = '{"type": "threads.get_by_id", "params": {"thread_id": "t1"}}'
    assert read_request(encode(body)).params.thread_id == "t1"


@pytest.mark.parametrize("kind", ["threads.custom_action", "threads.sync_custom_action"])
def test_an_action_without_a_type_is_refused(kind):
    body = {"type": kind, "params": {"thread_id": "t1", "action": {"payload": 1}}}
    with pytest.raises(ValidationError) as refused:
        read_request(json.dumps(body))
    assert refused.value.errors()[0]["loc"][-2:] == ("action", "type")


@given(st.binary(max_size=40))
def test_what_is_no_request_is_refused(body):
    with pytest.raises(ValidationError):
        read_request(body)
