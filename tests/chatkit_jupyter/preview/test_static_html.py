from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatkit.actions import ActionConfig
from chatkit.widgets import (
    BarSeries,
    Button,
    Card,
    Chart,
    Checkbox,
    DynamicWidgetRoot,
    Image,
    Input,
    Row,
    Text,
    Title,
)
from chatkit_jupyter.preview.static_html import static_html


def words(html: str) -> list[str]:
    html = re.sub(r"<style>.*?</style>", "", html)
    return re.sub(r"<[^>]*>", " ", html).split()


def test_what_a_widget_says_is_there_in_order():
    widget = Card(
        children=[
            Title(value="Order"),
            Row(children=[Text(value="seven"), Button(label="Go")]),
            Checkbox(name="c", label="gift", defaultChecked=True),
            Chart(data=[{"x": "a", "y": 1}], series=[BarSeries(label="y", dataKey="y")], xAxis="x"),
        ],
        confirm={"label": "Yes", "action": ActionConfig(type="a")},
    )
    html = static_html(widget)
    chart = ["Data", "of", "the", "chart", "y", "a", "1"]
    assert words(html) == ["Order", "seven", "Go", "☑", "gift", *chart, "Yes"]


def test_an_unknown_component_shows_its_children():
    inside = {"type": "Text", "value": "seen"}
    widget = {"type": "Card", "children": [{"type": "Hologram", "children": inside}]}
    assert words(static_html(DynamicWidgetRoot.model_validate(widget))) == ["seen"]


@pytest.mark.parametrize("source", ["javascript:x", "data:text/html,<b>", "https://x.org/a.png"])
def test_only_pictures_of_its_own_are_there(source):
    assert "<img" not in static_html(Card(children=[Image(src=source, alt="x")]))


def test_a_picture_is_shown():
    assert '<img src="data:image/png;base64,AA==" alt="a b"' in static_html(
        Card(children=[Image(src="data:image/png;base64,AA==", alt="a b")])
    )


@given(st.text(alphabet="<>\"'&/ abonerlocdpti=;"))
def test_no_text_becomes_a_tag_or_attribute(text):
    def tags(said):
        children = [
            Text(value=said),
            Input(name="n", placeholder=said),
            Image(src="data:image/" + said, alt=said),
        ]
        html = static_html(Card(children=children))
        return [re.sub(r'"[^"]*"', "", tag) for tag in re.findall(r"<[^>]*>", html)]

    assert tags(text) == tags("")
