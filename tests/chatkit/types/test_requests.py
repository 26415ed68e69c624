from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from pydantic import TypeAdapter, ValidationError

from chatkit.types import ChatKitReq, is_streaming_req
from tests.chatkit.documents import documents

REQUEST = TypeAdapter(ChatKitReq)
STREAMING = {
    "threads.create",
    "threads.add_user_message",
    "threads.add_client_tool_output",
    "threads.add_structured_input",
    "threads.retry_after_item",
    "threads.custom_action",
}


@settings(deadline=None)
@given(documents("requests"))
def test_each_request_is_known_to_stream_or_not(document):
    request = REQUEST.validate_python(document)
    assert request.type == document["type"]
    assert is_streaming_req(request) == (document["type"] in STREAMING)


@pytest.mark.parametrize(
    "body", ["", "[]", "{}", '{"type":"threads.fly"}', '{"type":"threads.list"}']
)
def test_anything_else_is_refused(body):
    with pytest.raises(ValidationError):
        REQUEST.validate_json(body)


def test_recorded_requests_are_read():
    folder = Path(__file__).parents[2] / "protocol" / "vectors"
    recorded = [
        turn["request"]
        for path in folder.glob("*.json")
        for vector in [json.loads(path.read_text("utf-8"))]
        for turn in vector.get("turns", [vector])
        if "request" in turn and path.stem != "invalid-requests"
    ]
    assert {REQUEST.validate_python(request).type for request in recorded} > STREAMING
