"""How bytes come into a file store: whole, in parts, or together with their record."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TypeVar

from chatkit.store.base import NotFoundError
from chatkit.store.files_blobs import Blobs, Incoming
from chatkit.store.files_errors import AttachmentConflictError, AttachmentSizeError
from chatkit.store.files_index import FileIndex, FileRecord, open_index
from chatkit.store.files_limits import Limits
from chatkit.store.files_links import SignedLinks
from chatkit.store.files_parts import Parts, UntilLost
from chatkit.types import Attachment, FileAttachment, ImageAttachment

_BUFFER_BYTES = 256 * 1024
T = TypeVar("T")


class Uploads:
    """The folder of a file store: its index, its contents, and what is on its way.

    Args:
        root: The folder.
        base_url: What the store's links begin with.
        limits: What it takes.
    """

    def __init__(self, root: Path, base_url: str, limits: Limits) -> None:
        self.blobs = Blobs(root)
        self.parts = Parts(self.blobs.incoming)
        self._index = root / "index.db"
        self._base_url = base_url
        self._limits = limits

    async def in_index(self, job: Callable[[FileIndex], T]) -> T:
        """Do something in one transaction of the index, in a thread."""

        def run() -> T:
            with open_index(self._index) as index:
                return job(index)

        return await asyncio.to_thread(run)

    def links(self, index: FileIndex) -> SignedLinks:
        """What makes and checks the store's links."""
        return SignedLinks(self._base_url, index.secret())

    async def whole(self, attachment_id: str, chunks: AsyncIterable[bytes]) -> Attachment:
        """Receive all bytes of an announced upload at once."""
        announced = await self.in_index(lambda index: found(index, attachment_id))
        async with self.receive(announced.name, chunks, announced.size) as incoming:
            if incoming.size < announced.size:
                raise AttachmentSizeError(
                    f"{announced.name!r} has {announced.size:,} bytes as announced, but only "
                    f"{incoming.size:,} came"
                )
            return await self.in_index(lambda index: self._keep(index, attachment_id, incoming))

    async def received(self, attachment_id: str) -> int:
        """How many bytes of an announced upload have come."""

        def look(index: FileIndex) -> int:
            record = found(index, attachment_id)
            return self.parts.size(attachment_id) if record.digest is None else record.size

        return await self.in_index(look)

    async def part(
        self, attachment_id: str, offset: int, chunks: AsyncIterable[bytes]
    ) -> Attachment | None:
        """Receive the next bytes of an announced upload; the attachment once all are there."""
        announced = await self.in_index(lambda index: found(index, attachment_id))
        self._limits.check_received(announced.name, offset, announced.size)
        arriving = UntilLost(chunks)
        async with self.receive(announced.name, arriving, announced.size, offset) as incoming:

            def append(index: FileIndex) -> Attachment | Path | None:
                record = found(index, attachment_id)
                if record.digest is not None:
                    return as_attachment(record, self.links(index))
                have = self.parts.append(attachment_id, offset, incoming.path)
                return self.parts.take(attachment_id) if have == record.size else None

            outcome = await self.in_index(append)
        if isinstance(outcome, Path):
            outcome = await self._gather(attachment_id, outcome)
        if arriving.lost is not None:
            raise arriving.lost
        return outcome

    async def keep_new(self, record: FileRecord, incoming: Incoming) -> Attachment:
        """Keep bytes that have come, together with their record."""

        def keep(index: FileIndex) -> Attachment:
            index.add(record)
            self.blobs.keep(incoming)
            return as_attachment(record, self.links(index))

        return await self.in_index(keep)

    @asynccontextmanager
    async def receive(
        self, name: str, chunks: AsyncIterable[bytes], announced: int | None, offset: int = 0
    ) -> AsyncGenerator[Incoming, None]:
        """Receive bytes within the limits; they are gone afterwards unless they were kept."""
        incoming = await asyncio.to_thread(self.blobs.receive)
        try:
            received, buffer = offset, bytearray()
            async for chunk in chunks:
                received += len(chunk)
                self._limits.check_received(name, received, announced)
                buffer += chunk
                if len(buffer) >= _BUFFER_BYTES:
                    await asyncio.to_thread(incoming.write, bytes(buffer))
                    buffer.clear()
            await asyncio.to_thread(incoming.write, bytes(buffer))
            await asyncio.to_thread(incoming.finish)
            yield incoming
        finally:
            incoming.discard()

    async def _gather(self, attachment_id: str, path: Path) -> Attachment:
        incoming = await asyncio.to_thread(Incoming.gathered, path)
        try:
            await asyncio.to_thread(incoming.finish)
            return await self.in_index(lambda index: self._keep(index, attachment_id, incoming))
        finally:
            incoming.discard()

    def _keep(self, index: FileIndex, attachment_id: str, incoming: Incoming) -> Attachment:
        record = found(index, attachment_id)
        if record.digest not in (None, incoming.digest):
            raise AttachmentConflictError(f"{record.name!r} has been uploaded already")
        self.blobs.keep(incoming)
        index.set_digest(attachment_id, incoming.digest)
        self.parts.discard(attachment_id)
        return as_attachment(record, self.links(index))


def found(index: FileIndex, attachment_id: str) -> FileRecord:
    """Find an attachment's record.

    Raises:
        NotFoundError: There is none.
    """
    record = index.find(attachment_id)
    if record is None:
        raise _not_found(attachment_id)
    return record


def arrived(index: FileIndex, attachment_id: str, owner: str) -> FileRecord:
    """Find the record of an owner's attachment whose bytes are there.

    Raises:
        NotFoundError: There is none.
    """
    record = found(index, attachment_id)
    if record.owner != owner or record.digest is None:
        raise _not_found(attachment_id)
    return record


def _not_found(attachment_id: str) -> NotFoundError:
    return NotFoundError(f"attachment {attachment_id!r} not found")


def as_attachment(record: FileRecord, links: SignedLinks) -> Attachment:
    """Make the attachment that a record describes."""
    fields = {"id": record.id, "name": record.name, "mime_type": record.mime_type}
    if not record.mime_type.lower().startswith("image/"):
        return FileAttachment.model_validate(fields)
    fields["preview_url"] = links.sign("GET", record.id, None)
    return ImageAttachment.model_validate(fields)
