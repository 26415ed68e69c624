"""Whatever the published schemas allow is read, and written back without a loss."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

import chatkit.types as types
import chatkit.widgets as widgets
from tests.chatkit.documents import add_unknown, documents, lost

ADAPTERS: dict[str, TypeAdapter[Any]] = {
    "attachments": TypeAdapter(types.Attachment),
    "events": TypeAdapter(types.ThreadStreamEvent),
    "requests": TypeAdapter(types.ChatKitReq),
    "thread": TypeAdapter(types.Thread),
    "thread-items": TypeAdapter(types.ThreadItem),
    "widgets": TypeAdapter(widgets.WidgetRoot),
}
relaxed = settings(
    deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)


def written(name: str, value: Any) -> Any:
    # A request is only read, so its nulls (a client tool's result) have no reason to go.
    dumped = ADAPTERS[name].dump_json(value, by_alias=True, exclude_none=name != "requests")
    return json.loads(dumped)


@pytest.mark.parametrize("name", ADAPTERS)
@relaxed
@given(st.data())
def test_round_trip(name, data):
    document = data.draw(documents(name))
    once = written(name, ADAPTERS[name].validate_json(json.dumps(document)))
    assert lost(document, once) is None
    assert written(name, ADAPTERS[name].validate_python(once)) == once


@relaxed
@given(documents("widgets", add_unknown))
def test_unknown_properties_of_widgets_survive(document):
    once = written("widgets", ADAPTERS["widgets"].validate_json(json.dumps(document)))
    assert lost(document, once) is None
