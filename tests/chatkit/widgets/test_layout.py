from __future__ import annotations

import pytest
from pydantic import ValidationError

from chatkit.widgets import Box, Col, Form, Row, Spacing, Text, Transition


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
