from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from pydantic import TypeAdapter, ValidationError

from chatkit.widgets import (
    BasicRoot,
    Card,
    DynamicWidgetComponent,
    DynamicWidgetRoot,
    ListView,
    ListViewItem,
    Text,
    WidgetRoot,
)
from tests.chatkit.documents import documents

ROOT: TypeAdapter[Any] = TypeAdapter(WidgetRoot)
CLASSES = {"Card": Card, "ListView": ListView, "Basic": BasicRoot}


@settings(deadline=None)
@given(documents("widgets"))
def test_what_the_schema_describes_is_read_into_its_own_class(document):
    assert type(ROOT.validate_python(document)) is CLASSES[document["type"]]


def test_children_are_read_into_their_own_classes_where_they_fit():
    root = ROOT.validate_python(
        {
            "type": "Card",
            "children": [
                {"type": "Text", "value": "fits", "lang": "en"},
                {"type": "Text", "value": 3},
                {"type": "Sparkline", "points": [1, 2]},
            ],
        }
    )
    assert [type(child) for child in root.children] == [
        Text,
        DynamicWidgetComponent,
        DynamicWidgetComponent,
    ]
    assert root.children[0].lang == "en"


def test_a_root_that_does_not_fit_its_class_is_kept_as_it_is():
    root = ROOT.validate_python({"type": "ListView", "children": [{"type": "Text"}]})
    assert type(root) is DynamicWidgetRoot
    assert root.model_dump() == {"type": "ListView", "children": [{"type": "Text"}]}


@pytest.mark.parametrize("kind", ["Popover", "Text", None])
def test_other_components_are_no_roots(kind):
    with pytest.raises(ValidationError):
        ROOT.validate_python({"type": kind, "value": "x", "children": []})


@pytest.mark.parametrize(
    "root",
    [
        Card(children=[]),
        ListView(children=[ListViewItem(children=[])]),
        BasicRoot(),
        DynamicWidgetRoot(type="Card"),
    ],
)
def test_an_object_stays_the_object_it_is(root):
    assert ROOT.validate_python(root) is root
