"""Vectors that call one function on a value rather than a server."""

from __future__ import annotations

import json
import runpy
from pathlib import Path
from typing import Any, Literal

from agents import RawResponsesStreamEvent
from openai.types.responses import ResponseStreamEvent
from pydantic import BaseModel, TypeAdapter, create_model

from chatkit import types as ct
from chatkit import widgets as cw
from chatkit.actions import Action
from chatkit.agents import ThreadItemConverter, accumulate_text, simple_to_agent_input
from chatkit.server import diff_widget
from chatkit.store import default_generate_id
from tests.chatkit.vectors.recording import ITEM, dump
from tests.chatkit.vectors.scripted import root_from


async def diff(case: dict[str, Any], folder: Path) -> dict[str, Any]:
    dynamic = case.get("dynamic", False)
    before, after = (root_from(case[side], dynamic=dynamic) for side in ("before", "after"))
    return {"deltas": [dump(delta) for delta in diff_widget(before, after)]}


async def template(case: dict[str, Any], folder: Path) -> dict[str, Any]:
    found = _template(case, folder)
    data = case.get("data")
    if case.get("data_as") == "model":
        data = create_model("Data", **{name: (Any, value) for name, value in data.items()})()
    build = found.build_basic if case.get("method") == "build_basic" else found.build
    widget = build(data)
    return {"name": found.name, "widget": dump(widget), "class": type(widget).__name__}


def _template(case: dict[str, Any], folder: Path) -> cw.WidgetTemplate:
    if "file" not in case:
        return cw.WidgetTemplate(definition=case["definition"])
    path = folder / "form.widget"
    if case["file"] is not None:
        path.write_text(json.dumps(case["file"]), encoding="utf-8")
    if not case.get("relative"):
        return cw.WidgetTemplate.from_file(str(path))
    script = folder / "script.py"
    script.write_text("found = from_file('form.widget')\n", encoding="utf-8")
    return runpy.run_path(str(script), {"from_file": cw.WidgetTemplate.from_file})["found"]


async def agent_input(case: dict[str, Any], folder: Path) -> dict[str, Any]:
    def fixed(value: Any) -> Any:
        async def convert(self, *args, **kwargs):
            return value

        return convert

    methods = {name: fixed(value) for name, value in case.get("converter", {}).items()}
    converter = type("FixedConverter", (ThreadItemConverter,), methods)()
    items = [ITEM.validate_python(item) for item in case["items"]]
    source = items[0] if case.get("single") else items
    convert = simple_to_agent_input if case.get("simple") else converter.to_agent_input
    return {"input": _plain(await convert(source))}


def _plain(value: Any) -> Any:
    """Drop nulls everywhere, and dump models."""
    if isinstance(value, BaseModel):
        return _plain(dump(value))
    if isinstance(value, dict):
        return {key: _plain(entry) for key, entry in value.items() if entry is not None}
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return value


async def serialize(case: dict[str, Any], folder: Path) -> dict[str, Any]:
    kind = getattr(ct, case["type"], None) or getattr(cw, case["type"])
    adapter = TypeAdapter(kind)
    context = {"exclude_metadata": True} if case.get("exclude_metadata") else None
    value = adapter.validate_json(json.dumps(case["input"]))
    dumped = adapter.dump_json(value, by_alias=True, exclude_none=True, context=context)
    return {"json": json.loads(dumped)}


async def accumulate(case: dict[str, Any], folder: Path) -> dict[str, Any]:
    adapter = TypeAdapter(ResponseStreamEvent)

    async def events():
        for event in case["events"]:
            yield RawResponsesStreamEvent(data=adapter.validate_python(event))

    base = getattr(cw, case["base"]["type"]).model_validate(case["base"])
    return {"states": [dump(state) async for state in accumulate_text(events(), base)]}


async def action_config(case: dict[str, Any], folder: Path) -> dict[str, Any]:
    names = ("handler", "loading_behavior", "streaming")
    options = {name: case[name] for name in names if name in case}
    kind: Any = Action
    if "type" in case:
        kind = Action[Literal[case["type"]], Any]
    return {"json": dump(kind.create(case.get("payload"), **options))}


async def default_ids(case: dict[str, Any], folder: Path) -> dict[str, Any]:
    return {"ids": {kind: default_generate_id(kind) for kind in case["kinds"]}}


KINDS = {
    "diff_widget": diff,
    "widget_template": template,
    "to_agent_input": agent_input,
    "serialize": serialize,
    "accumulate_text": accumulate,
    "action_config": action_config,
    "default_ids": default_ids,
}
