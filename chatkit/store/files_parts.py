"""Uploads that come in several parts, one after the other."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import AsyncIterable, AsyncIterator
from hashlib import sha256
from pathlib import Path

from chatkit.store.files_errors import AttachmentConflictError

_COPY_BYTES = 1 << 20


class Parts:
    """What has come of each upload, in a file of its own; to be changed by one process at a time.

    Args:
        folder: Where files are that are still coming in.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def size(self, attachment_id: str) -> int:
        """How many bytes have come."""
        try:
            return self._path(attachment_id).stat().st_size
        except FileNotFoundError:
            return 0

    def append(self, attachment_id: str, offset: int, part: Path) -> int:
        """Add a part; what of it has come before is left out.

        Args:
            attachment_id: Whose part it is.
            offset: Where in the whole the part begins, in bytes.
            part: A file with its bytes.

        Returns:
            How many bytes have come now.

        Raises:
            AttachmentConflictError: There are bytes missing before it.
        """
        had = self.size(attachment_id)
        if offset > had:
            raise AttachmentConflictError(
                f"the part begins at byte {offset:,}, but only {had:,} bytes have come before it"
            )
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
        with part.open("rb") as source:
            source.seek(had - offset)
            with os.fdopen(os.open(self._path(attachment_id), flags, 0o600), "ab") as whole:
                shutil.copyfileobj(source, whole, _COPY_BYTES)
        return self.size(attachment_id)

    def take(self, attachment_id: str) -> Path:
        """Move what has come to a name that no other part goes to."""
        descriptor, path = tempfile.mkstemp(dir=self._folder)
        os.close(descriptor)
        return self._path(attachment_id).replace(path)

    def discard(self, attachment_id: str) -> None:
        """Forget what has come, if anything has."""
        self._path(attachment_id).unlink(missing_ok=True)

    def _path(self, attachment_id: str) -> Path:
        return self._folder / f"{sha256(attachment_id.encode()).hexdigest()}.part"


class UntilLost:
    """The bytes of a connection, until they end or the connection is lost.

    Attributes:
        lost: How it was lost; None if the bytes have come to their end.
    """

    def __init__(self, chunks: AsyncIterable[bytes]) -> None:
        self._chunks = chunks
        self.lost: ConnectionError | None = None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._chunks:
                yield chunk
        except ConnectionError as error:
            self.lost = error
