from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatkit._unicode import whole_characters


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("plain é 😀", "plain é 😀"),
        ("\ud83d\ude00", "😀"),
        ("a\ud83db", "a\ufffdb"),
        ("\ude00\ud83d", "\ufffd\ufffd"),
        ("\ud83d", "\ufffd"),
    ],
)
def test_halves_are_joined_or_replaced(text, whole):
    assert whole_characters(text) == whole


@given(st.text(st.characters()))
def test_any_text_can_be_written_afterwards_and_good_text_stays(text):
    whole = whole_characters(text)
    whole.encode()
    assert whole_characters(whole) == whole
    if not any("\ud800" <= character <= "\udfff" for character in text):
        assert whole == text
