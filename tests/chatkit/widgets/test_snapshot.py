from __future__ import annotations

import json

from hypothesis import given, settings
from pydantic import TypeAdapter

from chatkit.actions import ActionConfig
from chatkit.widgets import Button, Card, Chart, DynamicWidgetRoot, LineSeries, WidgetRoot
from chatkit.widgets.snapshot import snapshot
from tests.chatkit.documents import add_unknown, documents

ROOT = TypeAdapter(WidgetRoot)


@settings(deadline=None)
@given(documents("widgets", add_unknown))
def test_a_snapshot_equals_its_original(document):
    original = ROOT.validate_json(json.dumps(document))
    copied = snapshot(original)
    assert type(copied) is type(original)
    assert copied == original


def test_later_changes_do_not_reach_it():
    chart = Chart(data=[{"x": 1}], series=[LineSeries(label="l", dataKey="x")], xAxis="x")
    button = Button(onClickAction=ActionConfig(type="go", payload={"ids": [1]}))
    card = Card(children=[chart, button])
    before = snapshot(card)

    chart.data[0]["x"] = 2
    chart.series[0].label = "other"
    button.onClickAction.payload["ids"].append(2)
    card.children.append(button)

    assert before == Card(
        children=[
            Chart(data=[{"x": 1}], series=[LineSeries(label="l", dataKey="x")], xAxis="x"),
            Button(onClickAction=ActionConfig(type="go", payload={"ids": [1]})),
        ]
    )


def test_unknown_properties_are_copied_too():
    root = DynamicWidgetRoot.model_validate({"type": "Card", "rows": [{"a": 1}]})
    before = snapshot(root)
    root.rows[0]["a"] = 2
    assert before.rows == [{"a": 1}]
