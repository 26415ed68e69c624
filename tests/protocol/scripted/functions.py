"""The functions that take one value rather than a request, called as a case of a vector says."""

from __future__ import annotations

import json
import runpy
import tempfile
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, TypeAdapter, create_model

from chatkit import types as ct
from chatkit import widgets as cw
from chatkit.actions import Action
from chatkit.agents import ThreadItemConverter, accumulate_text, simple_to_agent_input
from chatkit.server import diff_widget
from chatkit.store import default_generate_id

from .run import run_event
from .values import ITEM, jsonable, replay, root_from


async def diff(case: dict[str, Any]) -> dict[str, Any]:
    dynamic = case.get("dynamic", False)
    before, after = (root_from(case[side], dynamic=dynamic) for side in ("before", "after"))
    return {"deltas": [jsonable(delta) for delta in diff_widget(before, after)]}


async def template(case: dict[str, Any]) -> dict[str, Any]:
    found = _template(case)
    data = case.get("data")
    if case.get("data_as") == "model":
        data = create_model("Data", **{name: (Any, value) for name, value in data.items()})()
    build = found.build_basic if case.get("method") == "build_basic" else found.build
    widget = build(data)
    return {"name": found.name, "widget": jsonable(widget), "class": type(widget).__name__}


def _template(case: dict[str, Any]) -> cw.WidgetTemplate:
    if "file" not in case:
        return cw.WidgetTemplate(definition=case["definition"])
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "form.widget")
        if case["file"] is not None:
            path.write_text(json.dumps(case["file"]), encoding="utf-8")
        if not case.get("relative"):
            return cw.WidgetTemplate.from_file(str(path))
        script = Path(folder, "script.py")
        script.write_text("found = from_file('form.widget')\n", encoding="utf-8")
        return runpy.run_path(str(script), {"from_file": cw.WidgetTemplate.from_file})["found"]


async def agent_input(case: dict[str, Any]) -> dict[str, Any]:
    def fixed(value: Any) -> Any:
        async def convert(self, *args, **kwargs):
            return value

        return convert

    methods = {name: fixed(value) for name, value in case.get("converter", {}).items()}
    converter = type("FixedConverter", (ThreadItemConverter,), methods)()
    items = [ITEM.validate_python(item) for item in case["items"]]
    source = items[0] if case.get("single") else items
    convert = simple_to_agent_input if case.get("simple") else converter.to_agent_input
    return {"input": _without_nulls(await convert(source))}


def _without_nulls(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return _without_nulls(jsonable(value))
    if isinstance(value, dict):
        return {key: _without_nulls(entry) for key, entry in value.items() if entry is not None}
    if isinstance(value, list):
        return [_without_nulls(entry) for entry in value]
    return value


async def serialize(case: dict[str, Any]) -> dict[str, Any]:
    kind = getattr(ct, case["type"], None) or getattr(cw, case["type"])
    adapter = TypeAdapter(kind)
    context = {"exclude_metadata": True} if case.get("exclude_metadata") else None
    value = adapter.validate_json(json.dumps(case["input"]))
    dumped = adapter.dump_json(value, by_alias=True, exclude_none=True, context=context)
    return {"json": json.loads(dumped)}


async def accumulate(case: dict[str, Any]) -> dict[str, Any]:
    events = replay([run_event(event) for event in case["events"]])
    base = getattr(cw, case["base"]["type"]).model_validate(case["base"])
    return {"states": [jsonable(state) async for state in accumulate_text(events, base)]}


async def action_config(case: dict[str, Any]) -> dict[str, Any]:
    names = ("handler", "loading_behavior", "streaming")
    options = {name: case[name] for name in names if name in case}
    kind: Any = Action
    if "type" in case:
        kind = Action[Literal[case["type"]], Any]
    return {"json": jsonable(kind.create(case.get("payload"), **options))}


async def default_ids(case: dict[str, Any]) -> dict[str, Any]:
    return {"ids": {kind: default_generate_id(kind) for kind in case["kinds"]}}


FUNCTIONS = {
    "accumulate_text": accumulate,
    "action_config": action_config,
    "default_ids": default_ids,
    "diff_widget": diff,
    "serialize": serialize,
    "to_agent_input": agent_input,
    "widget_template": template,
}
