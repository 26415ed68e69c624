from __future__ import annotations

import re

import pytest

from tests.chatkit.vectors.matching import difference


@pytest.mark.parametrize(
    ("want", "got"),
    [
        ({"a": [1, "x", None]}, {"a": [1.0, "x", None]}),
        ("<time>", "2026-01-02T12:00:00Z"),
        ("<int>", 0),
        ("<text>", "words"),
        ({"<contains>": ["a", "b"]}, "b and a"),
        ({"<pattern>": "m_[0-9]+"}, "m_12"),
        ({"<json>": {"a": 1}}, '{"a": 1}'),
    ],
)
def test_what_matches(want, got):
    assert difference(want, got) is None


@pytest.mark.parametrize(
    ("want", "got", "where"),
    [
        ({"a": {"b": 1}}, {"a": {"b": 2}}, ".a.b: want 1, got 2"),
        ({"a": 1}, {"a": 1, "b": 2}, r"\['b'\]"),
        ({"a": 1, "b": 2}, {"a": 1}, r"\['b'\]"),
        ([1, 2], [1], "want 2 entries, got 1"),
        ([1], [1, 2], "want 1 entries, got 2"),
        (1, True, "want 1, got True"),
        (False, 0, "want False, got 0"),
        ("<time>", "soon", "<time>"),
        ("<int>", -1, "<int>"),
        ("<int>", True, "<int>"),
        ("<text>", " ", "<text>"),
        ({"<contains>": ["a", "b"]}, "a", r"lacks \['b'\]"),
        ({"<pattern>": "m_[0-9]+"}, "m_12x", "does not match"),
        ({"<json>": {"a": 1}}, '{"a": 2}', "<json>.a: want 1, got 2"),
    ],
)
def test_what_does_not_match_is_pointed_out(want, got, where):
    found = difference(want, got)
    assert found is not None
    assert re.search(where, found)
