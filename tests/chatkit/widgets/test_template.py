from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from jinja2 import TemplateSyntaxError, UndefinedError
from pydantic import BaseModel, ValidationError

from chatkit.widgets import BasicRoot, DynamicWidgetRoot, WidgetTemplate


def definition(template: str, **fields: Any) -> dict[str, Any]:
    return {"version": "1.0", "name": "sample", "template": template, **fields}


GREETING = definition(
    '{"type": "Card", "children": [{"type": "Title", "value": {{ who | tojson }}}]}'
)


def test_data_fills_the_placeholders():
    root = WidgetTemplate(GREETING).build({"who": 'Zoë "Z" </script>'})
    assert isinstance(root, DynamicWidgetRoot)
    assert root.model_dump()["children"][0]["value"] == 'Zoë "Z" </script>'


def test_data_may_be_a_model_with_dates():
    class Data(BaseModel):
        day: date

    template = WidgetTemplate(
        definition('{"type": "Card", "day": {{ day | tojson }}, "year": {{ day.year }}}')
    )
    root = template.build(Data(day=date(2024, 5, 1)))
    assert root.model_dump() == {"type": "Card", "day": "2024-05-01", "year": 2024}


def test_a_basic_root_has_its_own_class():
    basic = WidgetTemplate(definition('{"type": "Basic"}'))
    assert type(basic.build_basic()) is BasicRoot
    assert type(basic.build()) is DynamicWidgetRoot
    with pytest.raises(ValidationError):
        WidgetTemplate(GREETING).build_basic({"who": "x"})


def test_a_placeholder_without_data_is_an_error():
    with pytest.raises(TypeError, match="who"):
        WidgetTemplate(GREETING).build()
    with pytest.raises(UndefinedError, match="who"):
        WidgetTemplate(definition('{"type": "Card", "key": "{{ who }}"}')).build()


def test_mistakes_in_a_template_are_told():
    with pytest.raises(ValueError, match=r"'2\.0'"):
        WidgetTemplate({**GREETING, "version": "2.0"})
    with pytest.raises(KeyError, match="version"):
        WidgetTemplate({"name": "sample", "template": "{}"})
    with pytest.raises(TemplateSyntaxError):
        WidgetTemplate(definition("{{ oops"))
    with pytest.raises(json.JSONDecodeError):
        WidgetTemplate(definition('{"type":')).build()
    with pytest.raises(ValidationError):
        WidgetTemplate(definition('{"type": "Tooltip"}')).build()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "greeting.widget"
    path.write_text(json.dumps(GREETING, ensure_ascii=False), encoding="utf-8")
    return path


def run(source: str, filename: str) -> dict[str, Any]:
    scope: dict[str, Any] = {"WidgetTemplate": WidgetTemplate}
    exec(compile(source, filename, "exec"), scope)
    return scope


def test_a_file_is_found_by_its_whole_path(file):
    assert WidgetTemplate.from_file(str(file)).name == "sample"


def test_a_relative_path_starts_at_the_calling_file(file):
    caller = file.with_name("caller.py")
    caller.write_text("template = WidgetTemplate.from_file('greeting.widget')")
    assert run(caller.read_text(), str(caller))["template"].name == "sample"


def test_a_relative_path_in_a_notebook_starts_at_the_working_directory(file, monkeypatch):
    monkeypatch.chdir(file.parent)
    cell = "template = WidgetTemplate.from_file('greeting.widget')"
    assert run(cell, "/tmp/ipykernel_7/1234.py")["template"].name == "sample"


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(FileNotFoundError, match="absent"):
        WidgetTemplate.from_file(str(tmp_path / "absent.widget"))


@pytest.mark.parametrize("data", [[["title", "x"]], "title", 3])
def test_data_without_names_are_refused(data):
    template = WidgetTemplate({"version": "1.0", "name": "n", "template": '{"type": "Card"}'})
    with pytest.raises(TypeError, match="values by name"):
        template.build(data)


def test_the_keys_of_an_object_in_a_text_are_sorted():
    text = '{"type": "Card", "note": {{ order | tojson | tojson }}}'
    template = WidgetTemplate({"version": "1.0", "name": "n", "template": text})
    assert template.build({"order": {"b": 1, "a": 2}}).note == '{"a": 2, "b": 1}'
