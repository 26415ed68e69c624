"""The functions that take one value rather than a request."""

from __future__ import annotations

import json
from typing import Any, Literal

from observing import ITEM, jsonable, replay, root_from, without_own_words
from pydantic import BaseModel, TypeAdapter, create_model
from scripted_run import run_event

from chatkit import types as ct
from chatkit import widgets as cw
from chatkit.actions import Action
from chatkit.agents import ThreadItemConverter, accumulate_text, simple_to_agent_input
from chatkit.server import diff_widget
from chatkit.store import default_generate_id


async def diff(case: dict[str, Any]) -> Any:
    dynamic = case.get("dynamic", False)
    before, after = (root_from(case[side], dynamic=dynamic) for side in ("before", "after"))
    return [jsonable(delta) for delta in diff_widget(before, after)]


async def template(case: dict[str, Any]) -> Any:
    found = cw.WidgetTemplate(definition=case["definition"])
    data = case.get("data")
    if case.get("data_as") == "model":
        data = create_model("Data", **{name: (Any, value) for name, value in data.items()})()
    build = found.build_basic if case.get("method") == "build_basic" else found.build
    widget = build(data)
    return {"name": found.name, "widget": jsonable(widget), "class": type(widget).__name__}


async def agent_input(case: dict[str, Any]) -> Any:
    def fixed(value: Any) -> Any:
        async def convert(self, *args, **kwargs):
            return value

        return convert

    methods = {name: fixed(value) for name, value in case.get("converter", {}).items()}
    converter = type("FixedConverter", (ThreadItemConverter,), methods)()
    items = [ITEM.validate_python(item) for item in case["items"]]
    source = items[0] if case.get("single") else items
    convert = simple_to_agent_input if case.get("simple") else converter.to_agent_input
    return _plain(await convert(source))


def _plain(value: Any) -> Any:
    """Drop nulls everywhere, and how texts are worded and JSON is spelled; dump models."""
    if isinstance(value, BaseModel):
        return _plain(jsonable(value))
    if isinstance(value, dict):
        return {
            key: _MEANINGS.get(key, _plain)(entry)
            for key, entry in value.items()
            if entry is not None
        }
    if isinstance(value, list):
        return [_plain(entry) for entry in value]
    return value


_MEANINGS = {"text": without_own_words, "arguments": json.loads, "output": json.loads}


async def serialize(case: dict[str, Any]) -> Any:
    kind = getattr(ct, case["type"], None) or getattr(cw, case["type"])
    adapter = TypeAdapter(kind)
    context = {"exclude_metadata": True} if case.get("exclude_metadata") else None
    value = adapter.validate_json(json.dumps(case["input"]))
    return json.loads(adapter.dump_json(value, by_alias=True, exclude_none=True, context=context))


async def accumulate(case: dict[str, Any]) -> Any:
    events = replay([run_event(event) for event in case["events"]])
    base = getattr(cw, case["base"]["type"]).model_validate(case["base"])
    return [jsonable(state) async for state in accumulate_text(events, base)]


async def action_config(case: dict[str, Any]) -> Any:
    names = ("handler", "loading_behavior", "streaming")
    options = {name: case[name] for name in names if name in case}
    kind: Any = Action
    if "type" in case:
        kind = Action[Literal[case["type"]], Any]
    return jsonable(kind.create(case.get("payload"), **options))


async def default_ids(case: dict[str, Any]) -> Any:
    return {kind: default_generate_id(kind) for kind in case["kinds"]}


FUNCTIONS = {
    "accumulate_text": accumulate,
    "action_config": action_config,
    "default_ids": default_ids,
    "diff_widget": diff,
    "serialize": serialize,
    "to_agent_input": agent_input,
    "widget_template": template,
}
