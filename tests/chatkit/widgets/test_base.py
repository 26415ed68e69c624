from __future__ import annotations

import pytest

from chatkit.actions import ActionConfig
from chatkit.widgets import Button, Card, DynamicWidgetComponent, DynamicWidgetRoot, Text

CLICK = {
    "type": "go",
    "payload": {"chosen": None},
    "handler": "server",
    "loadingBehavior": "auto",
    "streaming": True,
}


def test_properties_that_are_not_set_are_not_written():
    assert Text(value="x", size="md").model_dump() == {"type": "Text", "value": "x", "size": "md"}


def test_nothing_set_on_a_nested_component_is_written_either():
    card = Card(children=[Text(value="x")])
    assert card.model_dump(mode="json") == {
        "type": "Card",
        "children": [{"type": "Text", "value": "x"}],
    }


def test_nulls_inside_an_action_payload_survive():
    button = Button(onClickAction=ActionConfig(type="go", payload={"chosen": None}))
    assert button.model_dump(mode="json", exclude_none=True)["onClickAction"] == CLICK


def test_nulls_inside_a_dynamic_property_survive_and_a_null_property_does_not():
    root = DynamicWidgetRoot.model_validate(
        {"type": "Basic", "theme": None, "onClickAction": CLICK, "rows": [None]}
    )
    assert root.model_dump(mode="json", exclude_none=True) == {
        "type": "Basic",
        "onClickAction": CLICK,
        "rows": [None],
    }


@pytest.mark.filterwarnings("error")
def test_named_components_are_used_without_a_warning():
    Card(children=[DynamicWidgetComponent(type="Sparkline")])
