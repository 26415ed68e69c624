"""Requests for attachments, and answers to them, apart from what carries them."""

from __future__ import annotations

from collections.abc import AsyncIterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from chatkit.store import StoredFile

OFFSET_HEADER = "Upload-Offset"


@dataclass(frozen=True)
class FileRequest:
    """An HTTP request for an attachment.

    Attributes:
        method: Its method.
        attachment_id: The attachment that its path names.
        query: The parameters of the link that it came by.
        offset: Its header ``Upload-Offset``: where in the file a part begins.
        chunks: Its body.
    """

    method: str
    attachment_id: str
    query: Mapping[str, str]
    offset: str | None
    chunks: AsyncIterable[bytes]


@dataclass(frozen=True)
class FileAnswer:
    """An HTTP answer.

    Attributes:
        status: Its status.
        headers: Its headers.
        body: Its body, unless it is a file.
        file: The file that is its body.
    """

    status: int
    headers: Mapping[str, str] = field(default_factory=dict[str, str])
    body: bytes = b""
    file: StoredFile | None = None
