from __future__ import annotations

import pytest
from pydantic import ValidationError

from chatkit.actions import ActionConfig
from chatkit.widgets import (
    Button,
    Card,
    DynamicWidgetComponent,
    DynamicWidgetRoot,
    Text,
    WidgetComponentBase,
)

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


def test_a_null_property_is_not_written_however_deep_and_a_null_in_a_list_is():
    root = DynamicWidgetRoot.model_validate(
        {
            "type": "Basic",
            "theme": None,
            "onClickAction": {**CLICK, "icon": None},
            "rows": [None],
            "status": {"text": "New", "icon": None},
        }
    )
    assert root.model_dump(mode="json", exclude_none=True) == {
        "type": "Basic",
        "onClickAction": CLICK,
        "rows": [None],
        "status": {"text": "New"},
    }


def test_the_name_of_a_component_is_text():
    with pytest.raises(ValidationError, match="type"):
        WidgetComponentBase(type=1)


@pytest.mark.filterwarnings("error")
def test_named_components_are_used_without_a_warning():
    Card(children=[DynamicWidgetComponent(type="Sparkline")])
