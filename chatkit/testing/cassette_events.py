"""The events of a model's response, as a cassette keeps them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, cast, get_args
from uuid import uuid4

from agents import ModelResponse, Usage
from agents.models.fake_id import FAKE_RESPONSES_ID
from openai.types.responses import Response, ResponseCompletedEvent, ResponseStreamEvent

from chatkit.redaction import Redactor
from chatkit.testing.cassette_errors import CassetteError

Json = dict[str, Any]

_IDS = frozenset({"id", "item_id", "call_id"})
# Of no use for a replay, or nobody else's business.
_LEFT_OUT = frozenset(
    {
        *("obfuscation", "encrypted_content", "instructions", "completed_at"),
        *("prompt_cache_key", "safety_identifier", "user"),
    }
)
_BLANK: Json = {"tools": [], "created_at": 0}
_PLACES = ("type", "output_index", "content_index", "summary_index")


def plain_events(events: Iterable[Any], redactor: Redactor) -> list[Json]:
    """Make plain data of a response's events.

    Args:
        events: The events.
        redactor: Takes secrets out, also such as are spread over several deltas.

    Returns:
        One JSON object for each event, with ids that are the same each time.
    """
    rename = _renaming(lambda prefix, number: f"{prefix}_{number}")
    dumped = (each.model_dump(mode="json", exclude_none=True) for each in events)
    plain = [_without(_walk(each, rename)) for each in dumped]
    return [redactor.data(each) for each in _redact_deltas(plain, redactor)]


def live_events(events: Iterable[Json]) -> list[ResponseStreamEvent]:
    """Make events of plain data, with ids of their own.

    Args:
        events: What `plain_events` made.

    Raises:
        CassetteError: The Agents SDK knows no such event.
    """
    rename = _renaming(lambda prefix, _: f"{prefix}_{uuid4().hex}")
    return [_event(_walk(each, rename)) for each in events]


def completed(response: ModelResponse) -> ResponseCompletedEvent:
    """Make the last event of a response that came in one piece.

    Args:
        response: The response.
    """
    usage = response.usage
    counted = {
        "input_tokens": usage.input_tokens,
        "output_tokens": usage.output_tokens,
        "total_tokens": usage.total_tokens,
        "input_tokens_details": {"cached_tokens": 0},
        "output_tokens_details": {"reasoning_tokens": 0},
    }
    whole = Response.construct(
        id=response.response_id or "resp",
        object="response",
        status="completed",
        output=[item.model_dump(mode="json") for item in response.output],
        usage=counted,
        **_BLANK,
    )
    return ResponseCompletedEvent.construct(
        type="response.completed", sequence_number=0, response=whole
    )


def whole_response(events: Iterable[ResponseStreamEvent]) -> ModelResponse:
    """Make a response in one piece of its events.

    Args:
        events: The events.

    Raises:
        CassetteError: The last one is not there.
    """
    for event in events:
        if isinstance(event, ResponseCompletedEvent):
            counted = event.response.usage
            usage = Usage(
                requests=1,
                input_tokens=counted.input_tokens if counted else 0,
                output_tokens=counted.output_tokens if counted else 0,
                total_tokens=counted.total_tokens if counted else 0,
            )
            return ModelResponse(
                output=event.response.output, usage=usage, response_id=event.response.id
            )
    raise CassetteError("the recording ends before its response does; record it again")


def _event(data: Json) -> ResponseStreamEvent:
    kind = _kinds().get(str(data.get("type")))
    if kind is None:
        raise CassetteError(f"the Agents SDK knows no event of type {data.get('type')!r}")
    return kind.construct(**data)


@cache
def _kinds() -> dict[str, Any]:
    union = get_args(ResponseStreamEvent)[0]
    kinds: list[Any] = list(get_args(union))
    return {get_args(kind.model_fields["type"].annotation)[0]: kind for kind in kinds}


def _renaming(name: Callable[[str, int], str]) -> Callable[[str], str]:
    known: dict[str, str] = {}

    def rename(given: str) -> str:
        if given == FAKE_RESPONSES_ID:
            return given  # the SDK knows it by this name
        if given not in known:
            prefix = given.partition("_")[0] if "_" in given else "id"
            known[given] = name(prefix, len(known) + 1)
        return known[given]

    return rename


def _walk(value: Any, rename: Callable[[str], str]) -> Any:
    if isinstance(value, list):
        return [_walk(each, rename) for each in cast("list[Any]", value)]
    if not isinstance(value, dict):
        return value
    return {
        name: rename(inner) if name in _IDS and isinstance(inner, str) else _walk(inner, rename)
        for name, inner in cast("Json", value).items()
        if name not in _LEFT_OUT
    }


def _without(event: Json) -> Json:
    """Leave out what a response repeats of its request."""
    response = event.get("response")
    if isinstance(response, dict):
        event["response"] = {**cast("Json", response), **_BLANK}
    return event


def _redact_deltas(events: list[Json], redactor: Redactor) -> list[Json]:
    streams: dict[tuple[Any, ...], list[Json]] = {}
    for event in events:
        if isinstance(event.get("delta"), str):
            streams.setdefault(tuple(event.get(place) for place in _PLACES), []).append(event)
    for stream in streams.values():
        whole = "".join(event["delta"] for event in stream)
        redacted = redactor.text(whole)
        if redacted != whole:
            for event in stream:
                event["delta"] = ""
            stream[0]["delta"] = redacted
    return events
