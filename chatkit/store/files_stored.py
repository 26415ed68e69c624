"""An attachment's bytes, as a file store gives them back."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

_READ_BYTES = 256 * 1024


@dataclass(frozen=True)
class StoredFile:
    """An attachment's bytes; iterate it asynchronously to read them piece by piece.

    Attributes:
        name: File name as its user knows it: data, never a path.
        mime_type: Media type.
        size: Number of bytes.
        path: Where the bytes are, for reading only.
    """

    name: str
    mime_type: str
    size: int
    path: Path

    @property
    def headers(self) -> dict[str, str]:
        """HTTP headers for a download that no browser will run as a page of the site."""
        return {
            "Content-Type": self.mime_type,
            "Content-Length": str(self.size),
            "Content-Disposition": f"attachment; filename*=UTF-8''{quote(self.name, safe='')}",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
        }

    async def __aiter__(self) -> AsyncIterator[bytes]:
        with await asyncio.to_thread(self.path.open, "rb") as source:
            while data := await asyncio.to_thread(source.read, _READ_BYTES):
                yield data
