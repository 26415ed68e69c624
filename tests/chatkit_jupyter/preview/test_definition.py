"""Templates in cells and files: what is wrong with them, and on which line."""

from __future__ import annotations

import json

import pytest
from pydantic import BaseModel

from chatkit.widgets import WidgetTemplate
from chatkit_jupyter.errors import WidgetError
from chatkit_jupyter.preview.definition import Definition, fill_with_samples

TEMPLATE = """{
  "type": "Card",
  "children": [
    {"type": "Title", "value": {{ title | tojson }}},
    {% for row in rows %}
    {"type": "Text", "value": {{ row.name | tojson }}}{% if not loop.last %},{% endif %}
    {% endfor %}
  ]
}"""
SCHEMA = {
    "type": "object",
    "properties": {
        "title": {"type": "string", "examples": ["Late orders"]},
        "rows": {"type": "array", "items": {"$ref": "#/$defs/row"}},
    },
    "$defs": {"row": {"type": "object", "properties": {"name": {"type": "string"}}}},
}


def values(widget):
    return [child.model_dump()["value"] for child in widget.children]


def widget_file(template=TEMPLATE, schema=SCHEMA, **more):
    content = {"version": "1.0", "name": "orders", "template": template, **more}
    return json.dumps({**content, "jsonSchema": schema} if schema else content)


def test_a_bare_template_is_filled_with_the_names_of_its_values():
    assert values(Definition.read(TEMPLATE, "x").build()) == ["title", "name", "name"]


def test_a_schema_gives_the_samples():
    definition = Definition.read(widget_file(), "x")
    assert values(definition.build()) == ["Late orders", "name", "name"]
    assert definition.template.name == "orders"


def test_data_of_ones_own_is_used():
    class Row(BaseModel):
        name: str

    class Data(BaseModel):
        title: str
        rows: list[Row]

    data = Data(title="T", rows=[Row(name="a")])
    assert values(Definition.read(TEMPLATE, "x").build(data)) == ["T", "a"]


def test_a_template_object_is_filled_too():
    template = WidgetTemplate(json.loads(widget_file()))
    assert values(fill_with_samples(template.build)) == ["title", "name", "name"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TEMPLATE.replace("| tojson }}}", "| tojson }"), "line 4: "),
        (TEMPLATE.replace("{% endfor %}", ""), "line 6: .*endfor"),
        (TEMPLATE.replace("row.name", "row.name | nonsense"), "line 6: No filter named"),
        (
            TEMPLATE.replace('"type": "Card",', '"type": "Card"'),
            'line 3 of the filled template: .*in: "children": ',
        ),
        (TEMPLATE.replace('"Card"', '"Cart"'), r"type: Input should be 'Card'"),
        (TEMPLATE.replace("{{ title | tojson }}", "5"), r"line 4: Card > Title\.value: .*got"),
        (widget_file(TEMPLATE.replace("title |", "titel |")), "line 4: 'titel' is not in the"),
        (widget_file(version="2.0"), "has version '2.0'"),
    ],
)
def test_a_mistake_is_named_with_its_line_or_component(text, message):
    with pytest.raises(WidgetError, match=message):
        Definition.read(text, "x").build()


def test_data_that_lacks_a_value_is_named_with_the_line():
    with pytest.raises(WidgetError, match=r"line 4: .*'title' is undefined"):
        Definition.read(TEMPLATE, "x").build({"rows": []})


@pytest.mark.parametrize(
    ("schema", "sample"),
    [
        ({"type": "integer"}, 1),
        ({"type": "boolean"}, True),
        ({"type": ["string", "null"]}, "v"),
        ({"enum": ["a", "b"]}, "a"),
        ({"const": 5}, 5),
        ({"default": None}, None),
        ({"anyOf": [{"type": "number"}, {"type": "null"}]}, 1.5),
        ({"$ref": "#/$defs/none"}, "v"),
    ],
)
def test_samples_fit_their_schema(schema, sample):
    whole = {"type": "object", "properties": {"v": schema}}
    definition = Definition.read(
        widget_file('{"type": "Card", "v": {{ v | tojson }}, "children": []}', whole), "x"
    )
    assert definition.build().model_dump().get("v") == sample
