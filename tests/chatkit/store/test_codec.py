from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from chatkit.store.codec import (
    decode_attachment,
    decode_item,
    decode_thread,
    encode,
    encode_thread,
)
from chatkit.types import ImageAttachment, Thread, ThreadItem, WidgetItem
from tests.chatkit.store.samples import NOON, message, thread

ITEM = TypeAdapter(ThreadItem)
WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


@given(title=st.none() | WORDS, metadata=st.dictionaries(WORDS, JSON, max_size=4))
def test_a_thread_is_decoded_as_it_was(title, metadata):
    saved = thread(title=title, metadata=metadata)
    assert decode_thread(encode_thread(saved)) == saved


def test_a_threads_items_are_not_encoded_with_it():
    whole = Thread(**thread().model_dump(), items={"data": [message("m1")]})
    assert "items" not in json.loads(encode_thread(whole))


@given(WORDS)
def test_an_item_is_decoded_as_it_was(text):
    assert decode_item(encode(message("m1", text))) == message("m1", text)


@given(st.text(st.sampled_from("a\ud83d\ude00\udfffé\x00\n"), max_size=8))
def test_halves_of_a_character_are_joined_or_marked(text):
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    assert decode_item(encode(message("m1", text))) == message("m1", whole)
    saved = thread(title=text, metadata={"list": [text]})
    assert decode_thread(encode_thread(saved)) == thread(title=whole, metadata={"list": [whole]})


@pytest.mark.parametrize(
    "widget",
    [
        {"type": "Card", "children": [{"type": "Text", "value": "Hi"}], "shade": {"deep": None}},
        {"type": "Card", "children": [{"type": "Sparkline", "points": [1, None], "glow": True}]},
        {"type": "Basic", "children": {"type": "Col", "children": [], "novel": 1}},
    ],
)
def test_a_widgets_unknown_properties_survive(widget):
    item = WidgetItem(id="w1", thread_id="t1", created_at=NOON, widget=widget)
    sent = item.model_dump(mode="json", by_alias=True, exclude_none=True)
    again = decode_item(encode(item)).model_dump(mode="json", by_alias=True, exclude_none=True)
    assert again == sent


def test_both_kinds_of_attachments_keep_their_metadata():
    image = ImageAttachment(
        id="i1",
        name="cat.png",
        mime_type="image/png",
        preview_url="https://files.example/cat.png",
        metadata={"width": 3, "note": None},
    )
    assert decode_attachment(encode(image)) == image
