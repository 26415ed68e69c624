"""Attachments over HTTP, in the kernel's endpoint and in the server extension alike."""

from __future__ import annotations

from collections.abc import AsyncIterable, AsyncIterator
from http import HTTPStatus

from tornado import web

from chatkit_jupyter.attachments.requests import OFFSET_HEADER, FileAnswer, FileRequest


async def once(body: bytes) -> AsyncIterator[bytes]:
    """A body that has come already, as chunks."""
    yield body


def file_request(
    handler: web.RequestHandler, attachment_id: str, chunks: AsyncIterable[bytes]
) -> FileRequest:
    """Read a request for an attachment.

    Args:
        handler: The handler of the request.
        attachment_id: The attachment that its path names.
        chunks: Its body.
    """
    request = handler.request
    query = {key: values[-1].decode() for key, values in request.query_arguments.items()}
    offset = request.headers.get(OFFSET_HEADER)
    return FileRequest(request.method or "GET", attachment_id, query, offset, chunks)


async def send_file_answer(handler: web.RequestHandler, answer: FileAnswer) -> None:
    """Send an answer; a file piece by piece, as fast as the client takes it.

    Args:
        handler: The handler of the request.
        answer: The answer.

    Raises:
        StreamClosedError: The client is gone.
    """
    handler.set_status(answer.status)
    for name, value in answer.headers.items():
        handler.set_header(name, value)
    if answer.file is not None:
        async for piece in answer.file:
            handler.write(piece)  # pyright: ignore[reportUnknownMemberType]
            await handler.flush()
    elif answer.status != HTTPStatus.NO_CONTENT and handler.request.method != "HEAD":
        handler.write(answer.body)  # pyright: ignore[reportUnknownMemberType]
