"""The JSON schemas are those of the published wire format, titles and descriptions aside."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter

import chatkit.types as types
import chatkit.widgets as widgets

FOLDER = Path(__file__).parents[1] / "protocol"
KINDS = {
    "attachments": types.Attachment,
    "events": types.ThreadStreamEvent,
    "requests": types.ChatKitReq,
    "sync-action-response": types.SyncCustomActionResponse,
    "thread": types.Thread,
    "thread-items": types.ThreadItem,
    "widgets": widgets.StrictWidgetRoot,
}


def without_words(schema: Any, *, is_names: bool = False) -> Any:
    if isinstance(schema, list):
        return [without_words(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        key: without_words(value, is_names=key in ("properties", "$defs") and not is_names)
        for key, value in schema.items()
        if is_names or key not in ("title", "description")
    }


@pytest.mark.parametrize("kind", KINDS)
def test_schema(kind):
    published = json.loads((FOLDER / f"{kind}.schema.json").read_text("utf-8"))
    assert without_words(TypeAdapter(KINDS[kind]).json_schema()) == without_words(published)


def test_every_published_schema_is_checked():
    assert {path.name for path in FOLDER.glob("*.schema.json")} == {
        f"{kind}.schema.json" for kind in KINDS
    }


def test_dynamic_roots_are_described_too():
    root = TypeAdapter(widgets.WidgetRoot).json_schema()
    assert [list(option) for option in root["anyOf"]] == [["discriminator", "oneOf"], ["$ref"]]
