"""Widgets that can not be drawn are refused by the name of what is wrong."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from chatkit.actions import ActionConfig
from chatkit.store import InMemoryStore
from chatkit.testing import run_turn
from chatkit.widgets import Button, Card, Chart, Col, DynamicWidgetRoot, Markdown, Text
from chatkit_jupyter.errors import WidgetError
from chatkit_jupyter.notebook_server import NotebookServer
from chatkit_jupyter.responder.author_errors import one_line
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.responder.widget_check import check_widget


def dynamic(*children):
    return DynamicWidgetRoot.model_validate({"type": "Card", "children": list(children)})


def nested(levels):
    widget = Text(value="inside")
    for _ in range(levels - 2):
        widget = Col(children=[widget])
    return Card(children=[widget])


def changed_later():
    text = Text(value="right")
    text.value = 5
    return Card(children=[Col(children=[text])])


@pytest.mark.parametrize(
    "widget",
    [
        nested(50),
        Card(children=[Markdown(value="x" * 1_000_000)]),
        dynamic({"type": "Text", "value": "x", "size": "newer than this package"}),
        dynamic({"type": "Hologram", "depth": [1, 2]}),
        dynamic({"type": "Text", "value": "x", "shadow": {"y": 1}}),
        dynamic({"type": "Col", "children": {"type": "Text", "value": "only"}}),
        dynamic({"type": "Transition", "children": {"type": "Text", "value": "only"}}),
        Card(children=[Button(label="x", onClickAction=ActionConfig(type="a", payload=None))]),
    ],
)
def test_what_a_front_end_may_know_passes(widget):
    check_widget(widget)


@pytest.mark.parametrize(
    ("widget", "message"),
    [
        (nested(51), "nested over 50 deep, at Card > Col"),
        (nested(800), "nested over 50 deep"),
        (
            Card(children=[Markdown(value="ä" * 600_000)]),
            r"over 1 MB, counted up to Card > Markdown",
        ),
        (dynamic({"type": "Text", "value": 5}), r"Card > Text\.value: .*string, got int"),
        (dynamic({"type": "Text"}), r"Card > Text\.value: Field required"),
        (changed_later(), r"Card > Col > Text\.value: .*string, got int"),
        (
            dynamic({"type": "Col", "gap": [1], "children": [{"type": "Text", "value": "x"}]}),
            r"Card > Col\.gap: .*got list",
        ),
        (
            Card(children=[Button(onClickAction=ActionConfig(type="a", payload={"o": object()}))]),
            r"Card > Button\.onClickAction: a ActionConfig is not JSON",
        ),
        (
            DynamicWidgetRoot.model_construct(type="Card", children=["text"]),
            r"Card\.children: holds a str, not a component",
        ),
    ],
)
def test_what_none_could_draw_is_refused_by_name(widget, message):
    with pytest.raises(WidgetError, match=message):
        check_widget(widget)


async def test_the_rest_of_the_thread_is_unaffected():
    reported = []

    def respond():
        yield "before"
        yield Card(children=[Text(value="fine")])
        yield changed_later()

    server = NotebookServer(InMemoryStore(), lambda: respond, reported.append)
    turn = await run_turn(server, "x", ChatContext(chat="c"))
    assert [item.type for item in turn.items] == ["user_message", "assistant_message", "widget"]
    error = turn.events[-1]
    assert error.message.startswith("WidgetError: Card > Col > Text.value: ")
    assert isinstance(reported[0], WidgetError)


def test_an_error_of_a_constructor_names_the_property_in_its_one_line():
    with pytest.raises(ValidationError) as error:
        Chart(data=5, series=[], xAxis="x")
    assert one_line(error.value) == (
        "ValidationError: Chart: data: Input should be a valid list (got 5)"
    )
