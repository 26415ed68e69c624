from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatkit.testing import Call, Say, Think
from chatkit.testing.response_events import ResponseWriter, output_item, words


def events_of(*parts):
    writer = ResponseWriter("test")
    events = list(writer.begin())
    for part in parts:
        events += writer.item(output_item(part))
    return [*events, *writer.end(input_words=3)]


def kinds(events):
    return [event.type.removeprefix("response.") for event in events]


@given(st.text())
def test_words_joined_are_the_text(text):
    assert "".join(words(text)) == text


@given(st.text(alphabet="ab \n", min_size=1))
def test_every_word_but_the_last_holds_exactly_one(text):
    assert all(len(word.split()) == 1 for word in words(text)[:-1])


def test_a_message_comes_as_from_the_api():
    assert kinds(events_of(Say("Two words"))) == [
        "created",
        "in_progress",
        "output_item.added",
        "content_part.added",
        "output_text.delta",
        "output_text.delta",
        "output_text.done",
        "content_part.done",
        "output_item.done",
        "completed",
    ]


def test_an_item_begins_empty_and_ends_whole():
    events = events_of(Say("Two words"), Think("Hm"), Call("look", {"at": "it"}, "call_1"))
    begun = [event.item for event in events if event.type == "response.output_item.added"]
    ended = [event.item for event in events if event.type == "response.output_item.done"]
    assert [item.id for item in begun] == [item.id for item in ended]
    assert (begun[0].content, ended[0].content[0].text) == ([], "Two words")
    assert (begun[1].summary, ended[1].summary[0].text) == ([], "Hm")
    assert (begun[2].arguments, json.loads(ended[2].arguments)) == ("", {"at": "it"})
    assert ended[2].call_id == "call_1"


@pytest.mark.parametrize(
    ("part", "kind", "text"),
    [
        (Say("One two three"), "response.output_text.delta", "One two three"),
        (Think("One two three"), "response.reasoning_summary_text.delta", "One two three"),
        (Call("f", {"a": "x y"}), "response.function_call_arguments.delta", '{"a": "x y"}'),
    ],
)
def test_deltas_add_up(part, kind, text):
    deltas = [event.delta for event in events_of(part) if event.type == kind]
    assert len(deltas) > 1
    assert "".join(deltas) == text


def test_events_are_numbered_and_items_placed():
    events = events_of(Say("One"), Say("Two"))
    assert [event.sequence_number for event in events] == list(range(len(events)))
    placed = [event for event in events if event.type == "response.output_item.done"]
    assert [event.output_index for event in placed] == [0, 1]


def test_the_end_sums_the_response_up():
    *_, end = events_of(Say("One"), Call("look"))
    response = end.response
    assert response.status == "completed"
    assert [item.type for item in response.output] == ["message", "function_call"]
    usage = response.usage
    assert usage.input_tokens == 3
    assert usage.total_tokens == 3 + usage.output_tokens
