"""The room of a preview."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatkit.widgets import Card, Chart, DynamicWidgetRoot, Row, Select, Text
from chatkit_jupyter.preview.height import LEAST, MOST, preview_height


def card(*children) -> Card:
    return Card(children=list(children))


def test_a_small_widget_gets_little_room_and_a_large_one_no_more_than_a_chat():
    assert preview_height(card(Text(value="one"))) == LEAST
    assert preview_height(card(*[Text(value="one")] * 40)) == MOST


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (card(*[Text(value="x")] * 4), card(*[Text(value="x")] * 6)),
        (card(*[Text(value="x")] * 4), card(*[Text(value="word " * 40)] * 4)),
        (card(Row(children=[Text(value="x")] * 8)), card(*[Text(value="x")] * 8)),
        (card(Text(value="x")), card(Select(name="x", options=[]))),
        (card(Text(value="x")), card(Chart(data=[], series=[], xAxis="x"))),
    ],
)
def test_what_needs_more_gets_more(less, more):
    assert preview_height(less) < preview_height(more)


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=5), lambda inner: st.lists(inner, max_size=3)
)
NAMES = st.sampled_from(["size", "height", "value", "rows", "options", "maxLines", "status"])
KINDS = st.sampled_from(["Text", "Textarea", "RadioGroup", "Row", "Hologram"])


@given(st.dictionaries(NAMES, JSON), KINDS)
def test_anything_gets_some_room(fields, kind):
    root = {"type": "Card", "children": [fields | {"type": kind}]}
    assert LEAST <= preview_height(DynamicWidgetRoot.model_validate(root)) <= MOST
