"""Uploads to a file store, and what is in its folder."""

from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from chatkit.types import AttachmentCreateParams
from tests.chatkit.store.samples import ANN


async def pieces(data: bytes, size: int = 7_000):
    for start in range(0, len(data), size):
        yield data[start : start + size]


async def broken(data: bytes):
    yield data
    raise ConnectionError("the client is gone")


def params(name="notes.txt", size=5, mime_type="text/plain"):
    return AttachmentCreateParams(name=name, size=size, mime_type=mime_type)


async def read(store, attachment_id, context=ANN) -> bytes:
    file = await store.open(attachment_id, context)
    return b"".join([piece async for piece in file])


def contents(root) -> list[str]:
    return sorted(path.name for path in (root / "contents").glob("*/*"))


def unfinished(root) -> list[str]:
    return sorted(path.name for path in (root / "incoming").glob("*"))


def query_of(url) -> dict[str, str]:
    return dict(parse_qsl(urlsplit(str(url)).query, keep_blank_values=True))
