"""What is done at the addresses of attachments, whichever way a request comes."""

from __future__ import annotations

from collections.abc import AsyncIterable
from contextlib import contextmanager
from http import HTTPStatus
from typing import TYPE_CHECKING, Literal

from chatkit.store import AttachmentError, FileAttachmentStore, NotFoundError
from chatkit_jupyter.attachments.requests import OFFSET_HEADER, FileAnswer, FileRequest
from chatkit_jupyter.errors import RefusalError
from chatkit_jupyter.responder.context import ChatContext

if TYPE_CHECKING:
    from collections.abc import Generator

    from chatkit.types import Attachment


class FileService:
    """A chat's attachments for one user.

    | request | answer |
    |---|---|
    | ``PUT`` all bytes | the attachment |
    | ``PATCH`` the bytes from ``Upload-Offset`` on | the attachment, or 204 while there are more |
    | ``HEAD`` | ``Upload-Offset``: where the next part begins |
    | ``GET`` | the file, for saving |

    Args:
        files: Where the bytes are.
        context: Who asks.
    """

    def __init__(self, files: FileAttachmentStore[ChatContext], context: ChatContext) -> None:
        self._files = files
        self._context = context

    async def answer(self, request: FileRequest) -> FileAnswer:
        """Carry out a request that came by a link.

        Raises:
            RefusalError: The link is not good for it, or the bytes are not taken.
            ConnectionError: The body broke off; what has come of a part is kept.
        """
        with refusing():
            await self._verify(request)
            match request.method:
                case "PUT":
                    attachment = await self._files.write(request.attachment_id, request.chunks)
                    return _arrived(attachment)
                case "PATCH":
                    return await self._part(request)
                case "HEAD":
                    return FileAnswer(HTTPStatus.OK, await self._offset(request.attachment_id))
                case _:
                    file = await self._files.open(request.attachment_id, self._context)
                    return FileAnswer(HTTPStatus.OK, file.headers, file=file)

    async def add(self, name: str, mime_type: str, chunks: AsyncIterable[bytes]) -> FileAnswer:
        """Carry out a direct upload.

        Args:
            name: The file's name as its user knows it.
            mime_type: Its media type as the client states it; ``""`` if it is unknown.
            chunks: Its bytes.

        Raises:
            RefusalError: It is not taken.
        """
        with refusing():
            return _arrived(await self._files.add(name, mime_type, chunks, self._context))

    async def link(self, attachment_id: str) -> str:
        """Make a link for a download, good for a few minutes.

        Raises:
            RefusalError: The attachment is not there.
        """
        with refusing():
            return await self._files.download_url(attachment_id, self._context)

    async def _verify(self, request: FileRequest) -> None:
        reading = request.method == "GET"
        method: Literal["GET", "PUT"] = "GET" if reading else "PUT"
        owner = await self._files.verify(method, request.attachment_id, request.query)
        if owner != self._context.owner:  # somebody else's link
            raise NotFoundError(f"attachment {request.attachment_id!r} not found")

    async def _part(self, request: FileRequest) -> FileAnswer:
        offset = request.offset or ""
        if not (offset.isascii() and offset.isdigit()):
            raise RefusalError(
                HTTPStatus.BAD_REQUEST, f"{OFFSET_HEADER} says where the part begins, in bytes."
            )
        attachment_id = request.attachment_id
        attachment = await self._files.write_part(attachment_id, int(offset), request.chunks)
        if attachment is not None:
            return _arrived(attachment)
        return FileAnswer(HTTPStatus.NO_CONTENT, await self._offset(attachment_id))

    async def _offset(self, attachment_id: str) -> dict[str, str]:
        return {OFFSET_HEADER: str(await self._files.received(attachment_id))}


@contextmanager
def refusing() -> Generator[None, None, None]:
    """Word what an attachment store refuses as the HTTP error that it is."""
    try:
        yield
    except AttachmentError as error:
        raise RefusalError(error.status_code, _sentence(str(error))) from error
    except NotFoundError as error:
        raise RefusalError(HTTPStatus.NOT_FOUND, "This file is not there (any more).") from error


def attachment_json(attachment: Attachment) -> bytes:
    """An attachment as a client gets it."""
    return attachment.model_dump_json(
        exclude_none=True, context={"exclude_metadata": True}
    ).encode()


def _arrived(attachment: Attachment) -> FileAnswer:
    headers = {"Content-Type": "application/json"}
    return FileAnswer(HTTPStatus.OK, headers, attachment_json(attachment))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
