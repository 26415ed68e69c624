from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from chatkit.widgets import Box, BoxBase, Col, Form, MinMax, Row, Spacing, Text, Transition


@pytest.mark.parametrize("kind", [Box, Row, Col, Form])
def test_every_box_nests_every_other(kind):
    outer = kind(children=[Row(children=[Text(value="x")])], padding=Spacing(x=2, top="1rem"))
    assert outer.model_dump() == {
        "type": kind.__name__,
        "padding": {"x": 2.0, "top": "1rem"},
        "children": [{"type": "Row", "children": [{"type": "Text", "value": "x"}]}],
    }


def test_a_transition_has_one_child():
    assert Transition(children=Text(value="x")).model_dump()["children"]["value"] == "x"
    with pytest.raises(ValidationError):
        Transition.model_validate({"children": [{"type": "Text", "value": "x"}]})


def test_a_misspelt_choice_is_refused():
    with pytest.raises(ValidationError, match="align"):
        Row.model_validate({"align": "middle"})


def test_the_properties_all_boxes_share_stand_alone():
    base = BoxBase(gap=2, children=[Text(value="x")])
    assert base.model_dump(exclude_none=True) == {
        "gap": 2,
        "children": [{"type": "Text", "value": "x"}],
    }


def test_a_range_is_of_whole_numbers():
    ranges = TypeAdapter(MinMax)
    assert ranges.validate_python({"min": 1, "max": 3}) == {"min": 1, "max": 3}
    assert ranges.validate_python({}) == {}
    with pytest.raises(ValidationError, match="min"):
        ranges.validate_python({"min": 1.5})
