"""The extension's routes to attachments: their bytes go to and from disk past the kernel."""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urlsplit

from tornado import web
from tornado.http1connection import HTTP1Connection
from tornado.iostream import StreamClosedError

from chatkit_jupyter.attachments.http import file_request, send_file_answer
from chatkit_jupyter.attachments.requests import FileAnswer
from chatkit_jupyter.errors import NotServingError, RefusalError, RegistrationError
from chatkit_jupyter.extension.body import Body
from chatkit_jupyter.extension.handlers import NOT_TRUSTED, KernelHandler
from chatkit_jupyter.limits import refusal
from chatkit_jupyter.responder.context import ChatContext

if TYPE_CHECKING:
    from chatkit_jupyter.attachments.service import FileService

_NO_FILES = "This chat takes no files (any more). Run the cell that shows it again."


class FilesHandler(KernelHandler):
    """What the routes to attachments have in common."""

    def files(self, kernel_id: str, chat: str) -> FileService:
        """The attachments of a chat of a kernel, for the user who asks."""
        from chatkit_jupyter.attachments.registration import read_note  # noqa: PLC0415 - rarely
        from chatkit_jupyter.attachments.service import FileService  # noqa: PLC0415 - needed

        registration = self.registration(kernel_id)
        runtime_dir = Path(self.kernel_manager.connection_dir)
        try:
            note = read_note(runtime_dir, kernel_id, registration.pid, chat)
        except NotServingError as error:
            self.log.info("%s", error)
            raise RefusalError(HTTPStatus.NOT_FOUND, _NO_FILES) from error
        except RegistrationError as error:
            self.log.warning("Refused the files of kernel %s: %s", kernel_id, error)
            raise RefusalError(HTTPStatus.SERVICE_UNAVAILABLE, NOT_TRUSTED) from error
        return FileService(note.files, ChatContext(chat, self.user(), note.shared))


class UploadHandler(FilesHandler):
    """A route that takes a body in while it comes, as fast as it can be written.

    A request that is refused is answered when its body has come: a browser that is cut off in the
    middle of a body does not read the answer.
    """

    _body: Body
    _work: asyncio.Task[FileAnswer] | None = None
    _losing: asyncio.Task[None] | None = None

    async def prepare(self) -> None:
        """Begin to take the body in."""
        await super().prepare()
        if self.request.method not in ("POST", "PUT", "PATCH"):
            return
        if not self.current_user:
            raise web.HTTPError(HTTPStatus.FORBIDDEN)
        limit = self.limits.max_upload_bytes
        if int(self.request.headers.get("Content-Length", 0)) > limit + _FORM_BYTES:
            raise refusal(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                f"A file may have {limit:,} bytes at most.",
                "max_upload_bytes",
            )
        connection = cast("HTTP1Connection", self.request.connection)
        connection.set_max_body_size(limit + _FORM_BYTES)
        self._body = Body()
        self._work = asyncio.ensure_future(self._receive())
        self._work.add_done_callback(self._done)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Word an error; a connection whose body was not read carries no other request."""
        if self._work is None:
            self.set_header("Connection", "close")
        super().write_error(status_code, **kwargs)

    async def data_received(self, chunk: bytes) -> None:
        """Pass a piece of the body on; what comes with a ``GET`` is dropped."""
        if self._work is not None:
            await self._body.put(chunk)

    def on_connection_close(self) -> None:
        """Keep what has come."""
        super().on_connection_close()
        if self._work is not None:
            self._losing = asyncio.ensure_future(self._body.lose())

    async def carry_out(self) -> FileAnswer:
        """Take the body in, which is at `self._body`."""
        raise NotImplementedError

    async def respond(self) -> None:
        """Answer once the body has been taken in."""
        assert self._work is not None, "prepare() comes first"
        await self._body.end()
        await self.send(await self._work)

    async def send(self, answer: FileAnswer) -> None:
        """Send an answer."""
        self._content_type = answer.headers.get("Content-Type", self._content_type)
        with suppress(StreamClosedError):  # nobody is there any more
            await send_file_answer(self, answer)

    async def _receive(self) -> FileAnswer:
        await self.authorize("write")
        return await self.carry_out()

    def _done(self, work: asyncio.Task[FileAnswer]) -> None:
        self._body.discard()
        if not work.cancelled():
            work.exception()  # seen: after a lost connection nobody asks for it


@web.stream_request_body
class AttachmentHandler(UploadHandler):
    """``chatkit/kernels/K/chats/C/attachments/A``: see `FileService` for what each method does."""

    @web.authenticated
    async def put(self, *_: str) -> None:
        """Take all bytes."""
        await self.respond()

    @web.authenticated
    async def patch(self, *_: str) -> None:
        """Take the next bytes."""
        await self.respond()

    @web.authenticated
    async def head(self, *_: str) -> None:
        """Say how many bytes have come."""
        await self.authorize("write")
        self._body = Body()
        await self.send(await self.carry_out())

    @web.authenticated
    async def get(self, *_: str) -> None:
        """Answer with the bytes."""
        await self.authorize("read")
        self._body = Body()
        await self.send(await self.carry_out())

    async def carry_out(self) -> FileAnswer:
        """Carry the request out."""
        kernel_id, chat, attachment_id = self.path_args
        files = self.files(kernel_id, chat)
        return await files.answer(file_request(self, attachment_id, self._body))


class LinkHandler(FilesHandler):
    """``GET chatkit/kernels/K/chats/C/attachments/A/link``: an address to download it from."""

    @web.authenticated
    async def get(self, kernel_id: str, chat: str, attachment_id: str) -> None:
        """Answer with a path on this server that is good for a few minutes."""
        await self.authorize("read")
        link = await self.files(kernel_id, chat).link(attachment_id)
        path = self.request.path.removesuffix("/link")
        self.finish(json.dumps({"url": f"{path}?{urlsplit(link).query}"}))


@web.stream_request_body
class DirectUploadHandler(UploadHandler):
    """``POST chatkit/kernels/K/chats/C/attachments``: a direct upload, as a form."""

    @web.authenticated
    async def post(self, *_: str) -> None:
        """Answer with the attachment."""
        await self.respond()

    async def carry_out(self) -> FileAnswer:
        """Store the form's file."""
        from chatkit_jupyter.extension.form import FormFile  # noqa: PLC0415 - rarely needed

        kernel_id, chat = self.path_args
        files = self.files(kernel_id, chat)
        form = FormFile(self.request.headers.get("Content-Type", ""), self._body)
        chunks = await form.begin()
        return await files.add(form.name, form.mime_type, chunks)


_FORM_BYTES = 64 << 10  # what a form has around its file
