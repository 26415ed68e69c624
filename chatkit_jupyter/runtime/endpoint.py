"""The HTTP endpoint in the kernel, for its own Jupyter server only."""

from __future__ import annotations

import asyncio
import hmac
import json
from http import HTTPStatus
from types import TracebackType
from typing import TYPE_CHECKING, Any

from tornado import web
from tornado.httpserver import HTTPServer
from tornado.iostream import IOStream, StreamClosedError

from chatkit_jupyter.attachments.http import file_request, once, send_file_answer
from chatkit_jupyter.errors import RefusalError
from chatkit_jupyter.limits import LIMITS_HEADER, current
from chatkit_jupyter.nodelay import send_at_once
from chatkit_jupyter.runtime.dispatcher import Dispatcher
from chatkit_jupyter.runtime.gathering import Gathering
from chatkit_jupyter.runtime.response import FramesLostError, Viewer
from chatkit_jupyter.runtime.switching import quick_switching
from chatkit_jupyter.users import User
from chatkit_jupyter.widget.front_end import zipped_part

if TYPE_CHECKING:
    from chatkit_jupyter.attachments.service import FileService

MAX_REQUEST_BYTES = 1 << 30  # the Jupyter server has its own, smaller limit
RESPONSE_ID_HEADER = "ChatKit-Response-Id"
USER_HEADER = "ChatKit-User"
LATEST = "latest"
# Some browsers and proxies take a connection that breaks off for the end of what it brought.
END_OF_STREAM = b": end\n\n"


def make_application(dispatcher: Dispatcher, secret: str) -> web.Application:
    """Make what answers a kernel's requests, whichever way they come.

    Args:
        dispatcher: Carries the requests out.
        secret: What a request must carry as ``Authorization: Bearer``.
    """
    shared = {"dispatcher": dispatcher, "secret": secret}
    return web.Application(
        [
            (r"/chats/([^/]+)", ChatHandler, shared),
            (r"/chats/([^/]+)/queries", QueryHandler, shared),
            (r"/chats/([^/]+)/responses/([^/]+)", ResponseHandler, shared),
            (r"/chats/([^/]+)/attachments/([^/]+)(/link)?", AttachmentHandler, shared),
            (r"/parts/([0-9a-f]+)/([\w.-]+)", PartHandler, shared),
        ],
        default_handler_class=UnknownHandler,
        default_handler_args=shared,
        log_function=_no_access_log,
    )


def make_server(application: web.Application) -> HTTPServer:
    """Make the server of a kernel's endpoint; give it a socket to listen on."""
    return _Server(application, max_body_size=MAX_REQUEST_BYTES)


class _Server(HTTPServer):
    """Lets the interpreter switch quickly for as long as a connection is open.

    A request is read in several turns of the loop, before anybody knows what it asks for.
    """

    def handle_stream(self, stream: IOStream, address: Any) -> None:
        quick_switching.enter()
        super().handle_stream(stream, address)  # pyright: ignore[reportUnknownMemberType]

    def on_close(self, server_conn: object) -> None:
        super().on_close(server_conn)
        quick_switching.leave()


class _Handler(web.RequestHandler):
    """Asks for the secret, and words every error as one line of JSON."""

    _viewer: Viewer | None = None

    def initialize(self, dispatcher: Dispatcher, secret: str) -> None:
        self.dispatcher = dispatcher
        self._secret = secret

    @property
    def user(self) -> User:
        return User.from_header(self.request.headers.get(USER_HEADER, ""))

    def prepare(self) -> None:
        given = self.request.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {self._secret}".encode()):
            raise RefusalError(HTTPStatus.UNAUTHORIZED, "The kernel's secret is missing or wrong.")
        if limits := self.request.headers.get(LIMITS_HEADER):
            current.tell(limits)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = kwargs.get("exc_info", (None, None))[1]
        message = f"The kernel could not answer: {HTTPStatus(status_code).phrase}."
        if isinstance(error, RefusalError):
            self.set_status(error.status)
            message = error.message
        self.send_json(json.dumps({"message": message, "reason": None}))

    def log_exception(
        self,
        typ: type[BaseException] | None,
        value: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        if not isinstance(value, RefusalError):
            super().log_exception(typ, value, tb)

    def send_json(self, body: str | bytes) -> None:
        self.set_header("Content-Type", "application/json")
        self.finish(body)  # pyright: ignore[reportUnknownMemberType]

    async def follow(self, viewer: Viewer) -> None:
        self._viewer = viewer
        self.set_header("Content-Type", "text/event-stream")
        self.set_header("Cache-Control", "no-cache")
        send_at_once(self.request)
        gathering = Gathering()
        try:
            await self.flush()
            async for batch in viewer:
                chunk = b"".join(b"id: %d\n%b" % (frame.id, frame.data) for frame in batch)
                self.write(chunk)  # pyright: ignore[reportUnknownMemberType]
                await self.flush()
                await gathering.written()
            self.write(END_OF_STREAM)  # pyright: ignore[reportUnknownMemberType]
        except StreamClosedError:
            pass  # the viewer is gone; the response goes on
        except FramesLostError:
            # Closing without the final chunk tells the viewer that this is not the end.
            self.detach().close()
        finally:
            viewer.close()

    def on_connection_close(self) -> None:
        if self._viewer is not None:
            self._viewer.close()


class UnknownHandler(_Handler):
    """Any other address."""

    def prepare(self) -> None:
        """Refuse it."""
        super().prepare()
        raise RefusalError(HTTPStatus.NOT_FOUND, "The kernel does not know this address.")


class ChatHandler(_Handler):
    """``POST /chats/C``: a ChatKit request to chat C; ``GET``: what goes on in its threads."""

    async def post(self, name: str) -> None:
        """Answer with JSON, or with the frames of a response as they come."""
        response_id = self.request.headers.get(RESPONSE_ID_HEADER)
        body = self.request.body
        answer = await self.dispatcher.request(name, body, self.user, response_id)
        if isinstance(answer, bytes):
            self.send_json(answer)
        else:
            await self.follow(answer)

    def get(self, name: str) -> None:
        """Answer with the chat's `Activity.news`."""
        self.send_json(json.dumps(self.dispatcher.news(name)))


class QueryHandler(_Handler):
    """``POST /chats/C/queries``: what a page asks chat C beside ChatKit's requests."""

    async def post(self, name: str) -> None:
        """Answer with JSON."""
        self.send_json(await self.dispatcher.query(name, self.request.body, self.user))


class ResponseHandler(_Handler):
    """``/chats/C/responses/R``: response R of chat C."""

    async def get(self, name: str, response_id: str) -> None:
        """Follow it, after the frame named by ``after``, or from ``latest``."""
        after = self.get_query_argument("after", "0")
        if after != LATEST and not after.isdecimal():
            raise RefusalError(HTTPStatus.BAD_REQUEST, "“after” must be a frame's number.")
        seen = None if after == LATEST else int(after)
        await self.follow(self.dispatcher.join(name, response_id, self.user, seen))

    async def delete(self, name: str, response_id: str) -> None:
        """Stop it; 204 also where there is nothing to stop."""
        await self.dispatcher.stop(name, response_id, self.user)
        self.set_status(HTTPStatus.NO_CONTENT)


class AttachmentHandler(_Handler):
    """``/chats/C/attachments/A``: a file, where no extension takes it in; see `FileService`."""

    async def put(self, name: str, attachment_id: str, _: str | None) -> None:
        """Take all bytes."""
        await self._answer(name, attachment_id)

    async def patch(self, name: str, attachment_id: str, _: str | None) -> None:
        """Take the next bytes."""
        await self._answer(name, attachment_id)

    async def head(self, name: str, attachment_id: str, _: str | None) -> None:
        """Say how many bytes have come."""
        await self._answer(name, attachment_id)

    async def get(self, name: str, attachment_id: str, link: str | None) -> None:
        """Answer with the bytes; at ``…/link`` with an address for them."""
        if link is None:
            await self._answer(name, attachment_id)
        else:
            url = await self._files(name).link(attachment_id)
            self.send_json(json.dumps({"url": url}))

    def _files(self, name: str) -> FileService:
        files = self.dispatcher.file_service(name, self.user)
        if files is None:
            raise RefusalError(HTTPStatus.NOT_FOUND, "This chat takes no files.")
        return files

    async def _answer(self, name: str, attachment_id: str) -> None:
        asked = file_request(self, attachment_id, once(self.request.body))
        await send_file_answer(self, await self._files(name).answer(asked))


class PartHandler(_Handler):
    """``GET /parts/B/F``: file F of the front end, zipped, for a page that no extension serves."""

    async def get(self, build: str, name: str) -> None:
        """Answer with the file as it was built."""
        part = await asyncio.to_thread(zipped_part, build, name)
        if part is None:
            raise RefusalError(
                HTTPStatus.NOT_FOUND,
                "The kernel has another version of the chat than this page. "
                "Run the cell that shows the chat again.",
            )
        self.set_header("Content-Type", "application/gzip")
        self.finish(part)  # pyright: ignore[reportUnknownMemberType]


def _no_access_log(_: web.RequestHandler) -> None:
    """The Jupyter server logs the requests already."""
