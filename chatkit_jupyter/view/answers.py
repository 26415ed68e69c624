"""One request to a server, with every way it can go wrong put in words."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from http import HTTPStatus

from pydantic import ValidationError

from chatkit.server import ChatKitServer, StreamingResult
from chatkit.server.sse import frame
from chatkit.store import AttachmentError, NotFoundError
from chatkit.types import ErrorEvent
from chatkit_jupyter.errors import RefusalError
from chatkit_jupyter.responder.author_errors import Report, one_line, reporting
from chatkit_jupyter.responder.context import ChatContext


async def answer(
    server: ChatKitServer[ChatContext], request: bytes, context: ChatContext, report: Report
) -> bytes | AsyncIterator[bytes]:
    """Carry out one request.

    Args:
        server: The server to ask.
        request: The JSON body.
        context: Who asks.
        report: Hears of errors in the author's code.

    Returns:
        A JSON body; or frames, the last of which is an ``error`` event if anything goes wrong.

    Raises:
        RefusalError: There is no answer; its status and message say why.
    """
    reporting.set(report)
    try:
        result = await server.process(request, context)
    except Exception as error:
        raise _refusal(error, report) from error
    if isinstance(result, StreamingResult):
        return _frames(result, report)
    return result.json


async def _frames(result: StreamingResult, report: Report) -> AsyncGenerator[bytes, None]:
    reporting.set(report)
    try:
        async with aclosing(result):
            async for sent in result:
                yield sent
    except Exception as error:
        refusal = _refusal(error, report)
        retry = refusal.status == HTTPStatus.INTERNAL_SERVER_ERROR
        yield frame(ErrorEvent(code="custom", message=refusal.message, allow_retry=retry))


def _refusal(error: Exception, report: Report) -> RefusalError:
    if isinstance(error, RefusalError):
        return error
    if isinstance(error, ValidationError):
        return RefusalError(HTTPStatus.BAD_REQUEST, _word(error))
    if isinstance(error, NotFoundError):
        return RefusalError(HTTPStatus.NOT_FOUND, f"This is not there (any more): {error}.")
    if isinstance(error, AttachmentError):
        return RefusalError(error.status_code, f"{error}.")
    if isinstance(error, NotImplementedError):
        return RefusalError(HTTPStatus.NOT_IMPLEMENTED, f"This chat can not do that: {error}.")
    report(error)
    return RefusalError(HTTPStatus.INTERNAL_SERVER_ERROR, one_line(error))


def _word(error: ValidationError) -> str:
    problem = error.errors(include_url=False, include_input=False)[0]
    place = ".".join(str(part) for part in problem["loc"])
    # It quotes what came, which may have lines.
    message = " ".join(problem["msg"].split())
    return f"The request is malformed: {place + ': ' if place else ''}{message}."
