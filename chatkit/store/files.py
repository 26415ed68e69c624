"""A store of attachments' bytes in a folder."""

from __future__ import annotations

import os
import time
from collections.abc import AsyncIterable, Collection, Mapping
from datetime import timedelta
from pathlib import Path

from chatkit.store.base import AttachmentStore, Owner, TContext, default_owner
from chatkit.store.files_index import FileIndex, FileRecord
from chatkit.store.files_limits import Limits
from chatkit.store.files_links import LinkMethod
from chatkit.store.files_stored import StoredFile
from chatkit.store.files_uploads import Uploads, arrived, as_attachment, found
from chatkit.types import Attachment, AttachmentCreateParams, AttachmentUploadDescriptor

_MAX_BYTES = 100_000_000
_LINK_LIFETIME = timedelta(minutes=15)
_SWEEP_AGE = timedelta(days=1)


class FileAttachmentStore(AttachmentStore[TContext]):
    """Keeps the bytes of attachments in a folder, each content once, under its SHA-256.

    Uploads in two phases go through `create_attachment` and `write`, or `write_part` where a lost
    connection should not cost what has come; direct ones go through `add`. `open` gives the bytes
    back. Bytes are streamed, never whole in memory, and are on the disk when a call returns. Any
    number of processes on one machine may use the same folder. Files that nobody refers to any
    more after a crash go with `sweep`.

    The links it makes can be used without logging in: check each request with `verify`. The
    preview of an image is such a link too, good for as long as the image is there.

    Args:
        root: The folder; made on first use, for this user only.
        base_url: Address of the application's upload and download route, without the
            attachment's id, such as ``https://example.com/files``.
        max_bytes: Greatest size of one attachment.
        accept: Media types and file name endings taken, such as ``{"image/*", ".csv"}``; None
            for all.
        owner: Says whose data a context may see; each owner sees only its own.
        link_lifetime: How long links for downloads are good for, and for uploads unless:
        upload_lifetime: How long links for uploads are good for.
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
        upload_lifetime: timedelta | None = None,
    ) -> None:
        self._limits = Limits(max_bytes, accept)
        self._uploads = Uploads(Path(root), base_url, self._limits)
        self._owner = owner
        self._link_lifetime = link_lifetime
        self._upload_lifetime = upload_lifetime or link_lifetime

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
            links = self._uploads.links(index)
            url = links.sign("PUT", record.id, self._upload_lifetime)
            descriptor = AttachmentUploadDescriptor.model_validate({"url": url, "method": "PUT"})
            return as_attachment(record, links).model_copy(update={"upload_descriptor": descriptor})

        return await self._uploads.in_index(announce)

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
        return await self._uploads.whole(attachment_id, chunks)

    async def received(self, attachment_id: str) -> int:
        """How many bytes of an announced upload have come: where its next part begins.

        Raises:
            NotFoundError: There is no such attachment.
        """
        return await self._uploads.received(attachment_id)

    async def write_part(
        self, attachment_id: str, offset: int, chunks: AsyncIterable[bytes]
    ) -> Attachment | None:
        """Receive the next bytes of an announced upload.

        Where the connection is lost (the chunks raise a `ConnectionError`), what has come is kept.
        Sending a part again is harmless. Anybody who knows the id may write, as with `write`.

        Args:
            attachment_id: The attachment.
            offset: Where in the whole these bytes begin.
            chunks: The bytes, up to the end or to wherever the next part begins.

        Returns:
            The attachment as `write` gives it, once all its bytes are there; None until then.

        Raises:
            NotFoundError: There is no such attachment, or it was deleted meanwhile.
            AttachmentError: There are more bytes than announced, or some are missing before these.
        """
        return await self._uploads.part(attachment_id, offset, chunks)

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
        async with self._uploads.receive(name, chunks, None) as incoming:
            record = self._new_record(name, checked, context, incoming.size, incoming.digest)
            return await self._uploads.keep_new(record, incoming)

    async def open(self, attachment_id: str, context: TContext) -> StoredFile:
        """Find an attachment's bytes.

        Raises:
            NotFoundError: There is no such attachment for this context, or its bytes have not
                arrived.
        """
        owner = self._owner(context)
        record = await self._uploads.in_index(lambda index: arrived(index, attachment_id, owner))
        path = self._uploads.blobs.path(record.digest or "")
        return StoredFile(record.name, record.mime_type, record.size, path)

    async def load_attachment(self, attachment_id: str, context: TContext) -> Attachment:
        """Make the record of an attachment anew, as `write` gave it; raises as `open` does.

        For an upload that another process took in, whose record is still to be saved in the
        `Store`.
        """
        owner = self._owner(context)

        def load(index: FileIndex) -> Attachment:
            record = arrived(index, attachment_id, owner)
            return as_attachment(record, self._uploads.links(index))

        return await self._uploads.in_index(load)

    async def download_url(self, attachment_id: str, context: TContext) -> str:
        """Make a short-lived link to an attachment's bytes; raises as `open` does."""
        await self.open(attachment_id, context)
        links = await self._uploads.in_index(self._uploads.links)
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
            self._uploads.links(index).verify(method, attachment_id, query)
            return found(index, attachment_id).owner

        return await self._uploads.in_index(check)

    async def delete_attachment(self, attachment_id: str, context: TContext) -> None:
        """Delete an attachment, if it is there, and its bytes if no other one has the same."""
        owner = self._owner(context)

        def delete(index: FileIndex) -> None:
            record = index.find(attachment_id)
            if record is None or record.owner != owner:
                return
            index.delete(attachment_id)
            self._uploads.parts.discard(attachment_id)
            if record.digest is not None and not index.refers_to(record.digest):
                self._uploads.blobs.remove(record.digest)

        await self._uploads.in_index(delete)

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
            return unfinished + self._uploads.blobs.sweep(index.digests(), before)

        return await self._uploads.in_index(clean)

    async def made_before(self, age: timedelta) -> dict[str, str]:
        """List what was announced or added longer ago, to find what no message refers to.

        Returns:
            Each attachment's owner by its id.
        """
        before = time.time() - age.total_seconds()
        return await self._uploads.in_index(lambda index: index.made_before(before))

    def _new_record(
        self, name: str, mime_type: str, context: TContext, size: int, digest: str | None
    ) -> FileRecord:
        attachment_id = self.generate_attachment_id(mime_type, context)
        return FileRecord(attachment_id, self._owner(context), name, mime_type, size, digest)
