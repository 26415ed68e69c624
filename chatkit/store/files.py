"""A store of attachments' bytes in a folder."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncGenerator, AsyncIterable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from typing import TypeVar

from chatkit.store.base import AttachmentStore, NotFoundError, Owner, TContext, default_owner
from chatkit.store.files_blobs import Blobs, Incoming
from chatkit.store.files_errors import AttachmentConflictError, AttachmentSizeError
from chatkit.store.files_index import FileIndex, FileRecord, open_index
from chatkit.store.files_limits import Limits
from chatkit.store.files_links import LinkMethod, SignedLinks
from chatkit.store.files_stored import StoredFile
from chatkit.types import (
    Attachment,
    AttachmentCreateParams,
    AttachmentUploadDescriptor,
    FileAttachment,
    ImageAttachment,
)

_BUFFER_BYTES = 256 * 1024
_MAX_BYTES = 100_000_000
_LINK_LIFETIME = timedelta(minutes=15)
_SWEEP_AGE = timedelta(days=1)
T = TypeVar("T")


class FileAttachmentStore(AttachmentStore[TContext]):
    """Keeps the bytes of attachments in a folder, each content once, under its SHA-256.

    Uploads in two phases go through `create_attachment` and `write`, direct ones through `add`;
    `open` gives the bytes back. Bytes are streamed, never whole in memory, and are on the disk
    when a call returns. Any number of processes on one machine may use the same folder. Files
    that nobody refers to any more after a crash go with `sweep`.

    The links it makes can be used without logging in: check each request with `verify`. The
    preview of an image is such a link too, good for as long as the image is there.

    Args:
        root: The folder; made on first use, for this user only.
        base_url: Address of the application's upload and download route, without the
            attachment's id, such as ``https://example.com/files``.
        max_bytes: Greatest size of one attachment.
        accept: Media types taken, such as ``{"text/csv", "image/*"}``; None for all.
        owner: Says whose data a context may see; each owner sees only its own.
        link_lifetime: How long links for uploads and downloads are good for.
    """

    def __init__(
        self,
        root: str | os.PathLike[str],
        *,
        base_url: str,
        max_bytes: int = _MAX_BYTES,
        accept: Collection[str] | None = None,
        owner: Owner[TContext] = default_owner,
        link_lifetime: timedelta = _LINK_LIFETIME,
    ) -> None:
        self._index = Path(root) / "index.db"
        self._blobs = Blobs(Path(root))
        self._base_url = base_url
        self._limits = Limits(max_bytes, accept)
        self._owner = owner
        self._link_lifetime = link_lifetime

    async def create_attachment(
        self,
        input: AttachmentCreateParams,  # noqa: A002 - the public name
        context: TContext,
    ) -> Attachment:
        """Announce an upload (``attachments.create``): the first of its two phases.

        Returns:
            The attachment, whose upload descriptor has a link for the second phase.

        Raises:
            AttachmentError: It is too large, or of a type that is not accepted.
        """
        mime_type = self._limits.checked_type(input.name, input.mime_type)
        self._limits.check_size(input.name, input.size)
        record = self._new_record(input.name, mime_type, context, input.size, None)

        def announce(index: FileIndex) -> Attachment:
            index.add(record)
            links = self._links(index)
            url = links.sign("PUT", record.id, self._link_lifetime)
            descriptor = AttachmentUploadDescriptor.model_validate({"url": url, "method": "PUT"})
            return _attachment(record, links).model_copy(update={"upload_descriptor": descriptor})

        return await self._in_index(announce)

    async def write(self, attachment_id: str, chunks: AsyncIterable[bytes]) -> Attachment:
        """Receive the bytes of an announced upload: the second of its two phases.

        Anybody who knows the id may write; `verify` the request first. Sending the same bytes
        again is harmless.

        Args:
            attachment_id: The attachment.
            chunks: Its bytes, as many as were announced.

        Returns:
            The attachment, ready to be saved in the `Store` instead of the announced one.

        Raises:
            NotFoundError: There is no such attachment, or it was deleted meanwhile.
            AttachmentError: There are more or fewer bytes than announced, or others are there.
        """
        announced = await self._in_index(lambda index: _found(index, attachment_id))
        async with self._receive(announced.name, chunks, announced.size) as incoming:
            if incoming.size < announced.size:
                raise AttachmentSizeError(
                    f"{announced.name!r} has {announced.size:,} bytes as announced, but only "
                    f"{incoming.size:,} came"
                )

            def keep(index: FileIndex) -> Attachment:
                record = _found(index, attachment_id)
                if record.digest not in (None, incoming.digest):
                    raise AttachmentConflictError(f"{record.name!r} has been uploaded already")
                self._blobs.keep(incoming)
                index.set_digest(attachment_id, incoming.digest)
                return _attachment(record, self._links(index))

            return await self._in_index(keep)

    async def add(
        self, name: str, mime_type: str, chunks: AsyncIterable[bytes], context: TContext
    ) -> Attachment:
        """Store an attachment in one step: a direct upload.

        Args:
            name: File name as its user knows it.
            mime_type: Media type as the client states it; ``""`` if it is unknown.
            chunks: The bytes.
            context: The caller's request context.

        Returns:
            The attachment, ready to be saved in the `Store` and sent to the client.

        Raises:
            AttachmentError: It is too large, or of a type that is not accepted.
        """
        checked = self._limits.checked_type(name, mime_type)
        async with self._receive(name, chunks, None) as incoming:
            size, digest = incoming.size, incoming.digest
            record = self._new_record(name, checked, context, size, digest)

            def keep(index: FileIndex) -> Attachment:
                index.add(record)
                self._blobs.keep(incoming)
                return _attachment(record, self._links(index))

            return await self._in_index(keep)

    async def open(self, attachment_id: str, context: TContext) -> StoredFile:
        """Find an attachment's bytes.

        Raises:
            NotFoundError: There is no such attachment for this context, or its bytes have not
                arrived.
        """
        record = await self._in_index(lambda index: _found(index, attachment_id))
        if record.owner != self._owner(context) or record.digest is None:
            raise _not_found(attachment_id)
        path = self._blobs.path(record.digest)
        return StoredFile(record.name, record.mime_type, record.size, path)

    async def download_url(self, attachment_id: str, context: TContext) -> str:
        """Make a short-lived link to an attachment's bytes; raises as `open` does."""
        await self.open(attachment_id, context)
        links = await self._in_index(self._links)
        return links.sign("GET", attachment_id, self._link_lifetime)

    async def verify(self, method: LinkMethod, attachment_id: str, query: Mapping[str, str]) -> str:
        """Check a request that came by one of this store's links.

        Args:
            method: The request's HTTP method: ``"PUT"`` to upload, ``"GET"`` to download.
            attachment_id: The attachment that its path names.
            query: Its query parameters.

        Returns:
            Whose attachment it is, to make the context that the request acts for.

        Raises:
            AttachmentLinkError: The link is not one of these, or has expired.
            NotFoundError: The attachment was deleted.
        """

        def check(index: FileIndex) -> str:
            self._links(index).verify(method, attachment_id, query)
            return _found(index, attachment_id).owner

        return await self._in_index(check)

    async def delete_attachment(self, attachment_id: str, context: TContext) -> None:
        """Delete an attachment, if it is there, and its bytes if no other one has the same."""
        owner = self._owner(context)

        def delete(index: FileIndex) -> None:
            record = index.find(attachment_id)
            if record is None or record.owner != owner:
                return
            index.delete(attachment_id)
            if record.digest is not None and not index.refers_to(record.digest):
                self._blobs.remove(record.digest)

        await self._in_index(delete)

    async def sweep(self, older_than: timedelta = _SWEEP_AGE) -> int:
        """Remove what uploads that never ended, and crashes, have left behind.

        Args:
            older_than: How long ago an unfinished upload must have begun.

        Returns:
            How many records and files were removed.
        """
        before = time.time() - older_than.total_seconds()

        def clean(index: FileIndex) -> int:
            unfinished = index.delete_unfinished(before)
            return unfinished + self._blobs.sweep(index.digests(), before)

        return await self._in_index(clean)

    def _new_record(
        self, name: str, mime_type: str, context: TContext, size: int, digest: str | None
    ) -> FileRecord:
        attachment_id = self.generate_attachment_id(mime_type, context)
        return FileRecord(attachment_id, self._owner(context), name, mime_type, size, digest)

    @asynccontextmanager
    async def _receive(
        self, name: str, chunks: AsyncIterable[bytes], announced: int | None
    ) -> AsyncGenerator[Incoming, None]:
        """Receive bytes within the limits; they are gone afterwards unless they were kept."""
        incoming = await asyncio.to_thread(self._blobs.receive)
        try:
            received, buffer = 0, bytearray()
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

    def _links(self, index: FileIndex) -> SignedLinks:
        return SignedLinks(self._base_url, index.secret())

    async def _in_index(self, job: Callable[[FileIndex], T]) -> T:
        def run() -> T:
            with open_index(self._index) as index:
                return job(index)

        return await asyncio.to_thread(run)


def _found(index: FileIndex, attachment_id: str) -> FileRecord:
    record = index.find(attachment_id)
    if record is None:
        raise _not_found(attachment_id)
    return record


def _not_found(attachment_id: str) -> NotFoundError:
    return NotFoundError(f"attachment {attachment_id!r} not found")


def _attachment(record: FileRecord, links: SignedLinks) -> Attachment:
    fields = {"id": record.id, "name": record.name, "mime_type": record.mime_type}
    if not record.mime_type.lower().startswith("image/"):
        return FileAttachment.model_validate(fields)
    fields["preview_url"] = links.sign("GET", record.id, None)
    return ImageAttachment.model_validate(fields)
