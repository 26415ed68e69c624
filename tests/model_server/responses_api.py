"""`POST /v1/responses`: a reply as the stream events, or the one object, of the Responses API."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chatkit.testing.parts import Call, Say, Think
from chatkit.testing.response_events import ResponseWriter, output_item
from tests.model_server.replies import Break, Pause, Reply


def frames(body: dict[str, Any], reply: Reply) -> Iterator[str | Pause]:
    """The server-sent events of a streamed reply; a pause stands where it is to be waited."""
    writer = ResponseWriter(body["model"])
    yield from map(_frame, writer.begin())
    pause: Pause | None = None
    for part in reply:
        match part:
            case Pause():
                pause = part
            case Break(message):
                yield _failure(message)
                return
            case Say() | Think() | Call():
                yield from _item(writer, part, pause)
                pause = None
    yield from map(_frame, writer.end(0))


def whole(body: dict[str, Any], reply: Reply) -> dict[str, Any]:
    """The one object of a reply that is not streamed."""
    writer = ResponseWriter(body["model"])
    for part in reply:
        if isinstance(part, Say | Think | Call):
            list(writer.item(output_item(part)))
    [completed] = writer.end(0)
    return completed.response.model_dump(mode="json", exclude_none=True)


def _item(
    writer: ResponseWriter, part: Say | Think | Call, pause: Pause | None
) -> Iterator[str | Pause]:
    """An output item; a pause comes after its first piece of text."""
    for event in writer.item(output_item(part)):
        yield _frame(event)
        if pause is not None and event.type.endswith(".delta"):
            yield pause
            pause = None


def _frame(event: Any) -> str:
    return f"event: {event.type}\ndata: {event.model_dump_json(exclude_none=True)}\n\n"


def _failure(message: str) -> str:
    data = f'{{"type":"error","sequence_number":99,"code":"server_error","message":"{message}"}}'
    return f"event: error\ndata: {data}\n\n"
