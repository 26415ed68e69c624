"""The wire: requests read, events and answers written, as a client sees them."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, AsyncIterable, AsyncIterator
from functools import cache, lru_cache
from json.encoder import encode_basestring

from pydantic import BaseModel, TypeAdapter
from pydantic_core import PydanticSerializationError

from chatkit._unicode import whole_characters
from chatkit.types import (
    AssistantMessageContentPartTextDelta,
    ChatKitReq,
    ThreadItemUpdatedEvent,
)

_FOR_CLIENTS = {"exclude_metadata": True}
_TEXT_FRAME_END = "}}\n\n"


class StreamingResult(AsyncIterable[bytes]):
    """The answer to a streaming request: Server-Sent Events, one ``data:`` frame per item.

    Iterate it once, and pass each chunk on as it comes. Nothing happens before the iteration
    starts; stopping it early (`aclose`, or cancelling the task that iterates) cancels the turn.

    Args:
        stream: The frames.
    """

    def __init__(self, stream: AsyncGenerator[bytes, None]) -> None:
        self.json_events = stream

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self.json_events

    async def aclose(self) -> None:
        """End the turn now, as if the user had stopped it; does nothing once it is over."""
        await self.json_events.aclose()


class NonStreamingResult:
    """The answer to any other request.

    Args:
        result: The JSON body, encoded.
    """

    def __init__(self, result: bytes) -> None:
        self.json = result


@cache
def _requests() -> TypeAdapter[ChatKitReq]:
    return TypeAdapter(ChatKitReq)


def read_request(body: str | bytes | bytearray) -> ChatKitReq:
    """Decode and check a request body.

    Raises:
        ValidationError: It is not JSON, or not a request this protocol knows; an action without
            a type is none.
    """
    return _requests().validate_json(body)


def to_json(model: BaseModel) -> bytes:
    """Encode a model for a client: compact, by alias, no nulls and no private metadata.

    Halves of a character (lone surrogates, which UTF-8 cannot hold) become U+FFFD.
    """
    try:
        return model.__pydantic_serializer__.to_json(
            model, by_alias=True, exclude_none=True, context=_FOR_CLIENTS
        )
    except PydanticSerializationError:
        data = model.model_dump(mode="json", by_alias=True, exclude_none=True, context=_FOR_CLIENTS)
        return whole_characters(
            json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        ).encode()


def frame(event: BaseModel) -> bytes:
    """Encode a stream event as one Server-Sent Events frame."""
    return b"data: " + to_json(event) + b"\n\n"


def text_frame(item_id: str, content_index: int, delta: str) -> bytes:
    """Encode the event of which there is one per word: a text delta of an assistant message.

    Gives the same as `frame` does; only the text is encoded anew each time.
    """
    start = _text_frame_start(item_id, content_index)
    try:
        return f"{start}{encode_basestring(delta)}{_TEXT_FRAME_END}".encode()
    except UnicodeEncodeError:
        return text_frame(item_id, content_index, whole_characters(delta))


@lru_cache(maxsize=1024)
def _text_frame_start(item_id: str, content_index: int) -> str:
    update = AssistantMessageContentPartTextDelta(content_index=content_index, delta="")
    event = ThreadItemUpdatedEvent(item_id=item_id, update=update)
    return frame(event).decode().removesuffix(f'""{_TEXT_FRAME_END}')
