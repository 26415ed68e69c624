"""`POST /v1/chat/completions`: a reply as Chat Completions chunks, or as the one object."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from chatkit.testing.parts import Call, Say, Think
from chatkit.testing.response_events import words
from tests.model_server.replies import Break, Part, Pause, Reply

IN_ONE_PIECE = ("ollama", "llama.cpp")
"""Models of these names are served as by these servers, which send a call in one piece."""

USAGE = {"prompt_tokens": 1, "completion_tokens": 1, "total_tokens": 2}


def frames(body: dict[str, Any], reply: Reply) -> Iterator[str | Pause]:
    """The server-sent events of a streamed reply; a pause stands where it is to be waited."""
    yield _chunk(body, {"role": "assistant", "content": ""})
    pause: Pause | None = None
    calls = 0
    for part in reply:
        if isinstance(part, Break):
            yield f"data: {json.dumps({'error': {'message': part.message}})}\n\n"
            return
        if isinstance(part, Pause):
            pause = part
        for delta in _deltas(part, calls, body["model"]):
            yield _chunk(body, delta)
            if pause is not None:
                yield pause
                pause = None
        calls += isinstance(part, Call)
    yield _chunk(body, {}, "tool_calls" if calls else "stop")
    if (body.get("stream_options") or {}).get("include_usage"):
        yield f"data: {json.dumps({**_head(body), 'choices': [], 'usage': USAGE})}\n\n"
    yield "data: [DONE]\n\n"


def whole(body: dict[str, Any], reply: Reply) -> dict[str, Any]:
    """The one object of a reply that is not streamed."""
    calls = [
        {"id": part.call_id, "type": "function", "function": _function(part)}
        for part in reply
        if isinstance(part, Call)
    ]
    text = "".join(part.text for part in reply if isinstance(part, Say))
    message = {"role": "assistant", "content": text or None, "refusal": None}
    if calls:
        message["tool_calls"] = calls
    reason = "tool_calls" if calls else "stop"
    choice = {"index": 0, "message": message, "finish_reason": reason, "logprobs": None}
    return {**_head(body), "object": "chat.completion", "choices": [choice], "usage": USAGE}


def _deltas(part: Part, calls: int, model: str) -> list[dict[str, Any]]:
    match part:
        case Say(text):
            return [{"content": word} for word in words(text)]
        case Think(text):
            return [{"reasoning_content": word} for word in words(text)]
        case Call() if model in IN_ONE_PIECE:
            call = {"index": calls, "id": part.call_id, "type": "function"}
            whole = {**call, "function": _function(part)}
            return [{"role": "assistant", "content": "", "tool_calls": [whole]}]
        case Call():
            return _call_deltas(part, calls)
        case _:
            return []


def _call_deltas(call: Call, index: int) -> list[dict[str, Any]]:
    function = _function(call)
    opening = {"index": index, "id": call.call_id, "type": "function"}
    pieces = [
        {"tool_calls": [{"index": index, "function": {"arguments": piece}}]}
        for piece in words(function["arguments"])
    ]
    named = {**opening, "function": {"name": call.name, "arguments": ""}}
    return [{"tool_calls": [named]}, *pieces]


def _function(call: Call) -> dict[str, str]:
    return {"name": call.name, "arguments": json.dumps(dict(call.arguments))}


def _chunk(body: dict[str, Any], delta: dict[str, Any], reason: str | None = None) -> str:
    choice = {"index": 0, "delta": delta, "finish_reason": reason}
    return f"data: {json.dumps({**_head(body), 'choices': [choice]})}\n\n"


def _head(body: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 0,
        "model": body["model"],
    }
