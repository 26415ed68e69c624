"""What a model is asked, in a form that can be compared with what it was asked before."""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias, cast

from agents import AgentOutputSchemaBase, FunctionTool, Handoff, ModelSettings, Tool

Json: TypeAlias = dict[str, Any]

_SETTINGS = ("temperature", "top_p", "max_tokens", "tool_choice", "parallel_tool_calls")
_LEFT_OUT = ("id", "status", "encrypted_content", "created_at")
_LONG = 2_000
_DATA = re.compile(r"data:([\w.+/-]+);base64,(.+)", re.DOTALL)
# What is another one each time, without the question being another one.
_CHANGING = re.compile(
    r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?"
    r"|\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b"
    r"|\b[a-z]{2,10}_[0-9a-f]{16,}\b"
)
_DIFF_LINES = 40
_WORDS = 60


def describe_request(
    instructions: str | None,
    given: str | Iterable[Any],
    settings: ModelSettings,
    tools: Iterable[Tool],
    output: AgentOutputSchemaBase | None,
    handoffs: Iterable[Handoff[Any, Any]],
) -> Json:
    """Describe a call of a model by what bears on its answer.

    Args:
        instructions: The agent's instructions.
        given: The conversation.
        settings: How the model is to answer.
        tools: The agent's tools.
        output: What the answer must look like.
        handoffs: Whom the agent can hand over to.

    Returns:
        JSON without ids, in which calls are numbered.
    """
    items: list[Any] = (
        [{"role": "user", "content": given}] if isinstance(given, str) else list(given)
    )
    described: Json = {
        "instructions": instructions,
        "input": _Numbering().of(items),
        "tools": [_tool(tool) for tool in tools],
        "handoffs": [
            {"name": each.tool_name, "description": each.tool_description} for each in handoffs
        ],
        "output": None if output is None or output.is_plain_text() else output.json_schema(),
        "settings": {
            name: value
            for name, value in settings.to_json_dict().items()
            if name in _SETTINGS and value is not None
        },
    }
    return {name: value for name, value in described.items() if value not in (None, [], {})}


def request_key(request: Json) -> str:
    """Make the text by which equal requests are found: times and ids do not count.

    Args:
        request: A described request.
    """
    return _CHANGING.sub("~", json.dumps(request, sort_keys=True, ensure_ascii=False))


def difference(asked: Json, recorded: Json) -> str:
    """Show how a request differs from a recorded one.

    Args:
        asked: The request.
        recorded: The recorded one.

    Returns:
        A line that names the first difference, and the lines that differ.
    """
    place, was, now = next(iter(_differences(recorded, asked, "")), ("", None, None))
    first = f"{place or 'request'}: recorded {_short(was)}, now {_short(now)}"
    lines = difflib.unified_diff(
        _lines(recorded), _lines(asked), "recorded", "now", lineterm="", n=1
    )
    return "\n".join([first, "", *list(lines)[:_DIFF_LINES]])


def most_like(asked: Json, recorded: Iterable[Json]) -> Json | None:
    """Find the recorded request that is most like this one.

    Args:
        asked: The request.
        recorded: The recorded ones.

    Returns:
        One of them; None if there is none.
    """
    lines = _lines(asked)
    matcher = difflib.SequenceMatcher(autojunk=False)
    matcher.set_seq2(lines)

    def likeness(request: Json) -> float:
        matcher.set_seq1(_lines(request))
        return matcher.ratio()

    return max(recorded, key=likeness, default=None)


class _Numbering:
    """Gives calls numbers in the place of ids that are others each time."""

    def __init__(self) -> None:
        self._calls: dict[str, str] = {}

    def of(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.of(each) for each in cast("list[Any]", value)]
        if isinstance(value, dict):
            entries = cast("Json", value)
            return {
                name: self._call(inner) if name == "call_id" else self.of(inner)
                for name, inner in entries.items()
                if name not in _LEFT_OUT and inner is not None
            }
        if isinstance(value, str) and len(value) > _LONG and (data := _DATA.match(value)):
            digest = hashlib.sha256(data[2].encode()).hexdigest()
            return f"data:{data[1]};sha256,{digest}"
        return value

    def _call(self, call_id: str) -> str:
        return self._calls.setdefault(call_id, f"call {len(self._calls) + 1}")


def _tool(tool: Tool) -> Json:
    if isinstance(tool, FunctionTool):
        return {
            "name": tool.name,
            "description": tool.description,
            "parameters": tool.params_json_schema,
        }
    return {"name": tool.name}


def _differences(was: Any, now: Any, place: str) -> Iterator[tuple[str, Any, Any]]:
    if isinstance(was, dict) and isinstance(now, dict):
        before, after = cast("Json", was), cast("Json", now)
        for name in sorted({*before, *after}):
            inner = f"{place}.{name}" if place else name
            yield from _differences(before.get(name), after.get(name), inner)
    elif isinstance(was, list) and isinstance(now, list):
        older, newer = cast("list[Any]", was), cast("list[Any]", now)
        for number in range(max(len(older), len(newer))):
            pair = [each[number] if number < len(each) else None for each in (older, newer)]
            yield from _differences(pair[0], pair[1], f"{place}[{number}]")
    elif request_key({"": was}) != request_key({"": now}):
        yield place, was, now


def _short(value: Any) -> str:
    if value is None:
        return "nothing"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _WORDS else text[: _WORDS - 1] + "…"


def _lines(request: Json) -> list[str]:
    return json.dumps(request, sort_keys=True, ensure_ascii=False, indent=1).splitlines()
