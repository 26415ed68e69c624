"""Stored records as JSON text: one encoding for every store that keeps text or bytes."""

from __future__ import annotations

import json
from functools import cache

from pydantic import BaseModel, TypeAdapter
from pydantic_core import PydanticSerializationError

from chatkit._unicode import whole_characters
from chatkit.types import Attachment, ThreadItem, ThreadMetadata


@cache
def _items() -> TypeAdapter[ThreadItem]:
    return TypeAdapter(ThreadItem)


@cache
def _attachments() -> TypeAdapter[Attachment]:
    return TypeAdapter(Attachment)


def encode(record: BaseModel) -> str:
    """Encode an item or an attachment whole, metadata included.

    Halves of a character (lone surrogates, which UTF-8 cannot hold) become U+FFFD.
    """
    return _to_json(record, None)


def encode_thread(thread: ThreadMetadata) -> str:
    """Encode a thread's own fields; a `Thread`'s page of items is not part of its record."""
    return _to_json(thread, set(ThreadMetadata.model_fields))


def decode_thread(data: str) -> ThreadMetadata:
    """Decode what `encode_thread` returned."""
    return ThreadMetadata.model_validate_json(data)


def decode_item(data: str) -> ThreadItem:
    """Decode what `encode` returned for an item of any type."""
    return _items().validate_json(data)


def decode_attachment(data: str) -> Attachment:
    """Decode what `encode` returned for an attachment of either type."""
    return _attachments().validate_json(data)


def _to_json(record: BaseModel, fields: set[str] | None) -> str:
    try:
        return record.model_dump_json(by_alias=True, include=fields)
    except PydanticSerializationError:
        data = record.model_dump(mode="json", by_alias=True, include=fields)
        return whole_characters(json.dumps(data, ensure_ascii=False))
