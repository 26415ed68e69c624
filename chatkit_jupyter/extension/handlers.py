"""The extension's routes; each is authenticated, and authorised for the resource ``chatkit``."""

from __future__ import annotations

import json
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jupyter_core.utils import ensure_async
from jupyter_server.auth.identity import IdentityProvider, PasswordIdentityProvider
from jupyter_server.base.handlers import APIHandler, AuthenticatedFileHandler
from tornado import web
from tornado.iostream import StreamClosedError

from chatkit_jupyter.errors import NotServingError, RefusalError, RegistrationError
from chatkit_jupyter.extension.link import Ask, Link
from chatkit_jupyter.extension.pulse import pulse_of
from chatkit_jupyter.extension.relay import Manner, Relay
from chatkit_jupyter.limits import LIMITS_HEADER, Limits, refusal
from chatkit_jupyter.nodelay import send_at_once
from chatkit_jupyter.runtime.activity import Subject
from chatkit_jupyter.runtime.endpoint import RESPONSE_ID_HEADER, USER_HEADER
from chatkit_jupyter.runtime.registration import Registration
from chatkit_jupyter.users import User

AUTH_RESOURCE = "chatkit"

_READING = frozenset({"threads.list", "threads.get_by_id", "items.list"})
_ACTING = frozenset({"threads.custom_action", "threads.sync_custom_action"})
_STREAMING = frozenset(
    {
        "threads.create",
        "threads.add_user_message",
        "threads.add_client_tool_output",
        "threads.add_structured_input",
        "threads.retry_after_item",
        "threads.custom_action",
    }
)
_CONTENT_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
}
_SHARED_IDENTITIES = (IdentityProvider, PasswordIdentityProvider)


class KernelHandler(APIHandler):
    """What the routes to a kernel have in common."""

    auth_resource = AUTH_RESOURCE
    _link: Link | None = None
    _content_type = "application/json"

    async def relay(self, kernel_id: str, ask: Ask, manner: Manner = Manner.WRITE) -> None:
        """Pass a request on to a kernel, and its answer back as it comes."""
        registration = self.registration(kernel_id)
        link = Link(registration, self.limits.max_buffer_bytes)
        if manner is not Manner.STOP:  # which is to reach the kernel whoever waits for it
            self._link = link
        try:
            await Relay(link, pulse_of(registration), self, manner).run(ask)
        except NotServingError as error:
            self.log.info("%s", error)
            raise web.HTTPError(HTTPStatus.SERVICE_UNAVAILABLE, _NOT_SERVING) from error
        except StreamClosedError:
            # Closing without the final chunk tells the client that the answer is not whole.
            if not self._finished:
                self.detach().close()

    def begin(self, status: int, content_type: str) -> None:
        """Begin the answer as the kernel began it."""
        self.set_status(status)
        self._content_type = content_type
        self.set_header("Content-Type", content_type)
        self.set_header("Cache-Control", "no-cache")
        self.set_header("X-Accel-Buffering", "no")
        send_at_once(self.request)

    async def take(self, chunk: bytes) -> None:
        """Send a piece of the answer on; done when the client's socket has taken it."""
        self.write(chunk)  # pyright: ignore[reportUnknownMemberType]
        with suppress(StreamClosedError):  # on_connection_close sees to it
            await self.flush()

    def on_connection_close(self) -> None:
        """Stop reading from the kernel, where the response goes on."""
        if self._link is not None:
            self._link.close()

    def finish(self, *args: Any, **kwargs: Any) -> Any:
        """Finish with the content type that the kernel gave."""
        kwargs.setdefault("set_content_type", self._content_type)
        return super().finish(*args, **kwargs)

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        """Word an error as one line of JSON."""
        error = kwargs.get("exc_info", (None, None))[1]
        message = HTTPStatus(status_code).phrase
        if isinstance(error, web.HTTPError) and error.log_message:
            message = error.log_message % error.args
        if isinstance(error, RefusalError):
            self.set_status(error.status)
            message = error.message
        self._content_type = "application/json"
        self.finish(json.dumps({"message": message, "reason": None}))

    def log_exception(self, typ: Any, value: Any, tb: Any) -> None:
        """Leave out what is said to the client and is no fault of the server."""
        if not isinstance(value, RefusalError):
            super().log_exception(typ, value, tb)

    async def authorize(self, permission: str) -> None:
        """Refuse those who may not read, write or execute in chats."""
        authorizing = self.authorizer.is_authorized(
            self, self.current_user, permission, AUTH_RESOURCE
        )
        if not await ensure_async(authorizing):
            raise web.HTTPError(HTTPStatus.FORBIDDEN, f"You may not {permission} in this chat.")

    @property
    def limits(self) -> Limits:
        """What the server's administrator allows."""
        return self.settings["chatkit_limits"]

    def user(self) -> User:
        """Who asks; nobody under a token or password that everyone shares."""
        # There, Jupyter makes a name up for each browser, which is forgotten with its cookie.
        if type(self.identity_provider) in _SHARED_IDENTITIES:
            return User()
        return User.of(self.current_user)

    def named(self) -> dict[str, str]:
        """The header that tells the kernel who asks."""
        return {USER_HEADER: self.user().to_header(), LIMITS_HEADER: self.limits.to_header()}

    def registration(self, kernel_id: str) -> Registration:
        """Where a kernel of this server answers."""
        if kernel_id not in self.kernel_manager:
            raise web.HTTPError(HTTPStatus.NOT_FOUND, "This server runs no such kernel.")
        try:
            return Registration.read(Path(self.kernel_manager.connection_dir), kernel_id)
        except NotServingError as error:
            self.log.info("%s", error)
            raise web.HTTPError(HTTPStatus.SERVICE_UNAVAILABLE, _NOT_SERVING) from error
        except RegistrationError as error:
            self.log.warning("Refused the chat of kernel %s: %s", kernel_id, error)
            raise web.HTTPError(HTTPStatus.SERVICE_UNAVAILABLE, NOT_TRUSTED) from error


class ChatHandler(KernelHandler):
    """``chatkit/kernels/K/chats/C``: ``POST`` a ChatKit request to chat C of kernel K."""

    @web.authenticated
    async def get(self, kernel_id: str, chat: str) -> None:
        """Relay the question what goes on in the chat's threads; it also tells if it is served."""
        await self.authorize("read")
        await self.relay(
            kernel_id, Ask("GET", f"/chats/{_encoded(chat)}", self.named()), Manner.READ
        )

    @web.authenticated
    async def post(self, kernel_id: str, chat: str) -> None:
        """Relay the request; the answer is JSON or server-sent events."""
        body = self.request.body
        if len(body) > self.limits.max_request_bytes:
            raise refusal(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
                f"A request may have {self.limits.max_request_bytes:,} bytes at most.",
                "max_request_bytes",
            )
        kind = Subject.of(body).kind  # without one, the kernel says what is wrong
        await self.authorize(_permission(kind))
        headers = {**self.named(), "Content-Type": "application/json"}
        if response_id := self.request.headers.get(RESPONSE_ID_HEADER):
            headers[RESPONSE_ID_HEADER] = response_id
        ask = Ask("POST", f"/chats/{_encoded(chat)}", headers, body)
        await self.relay(kernel_id, ask, _manner(kind))


class QueryHandler(KernelHandler):
    """``POST chatkit/kernels/K/chats/C/queries``: what a page asks beside ChatKit's requests."""

    @web.authenticated
    async def post(self, kernel_id: str, chat: str) -> None:
        """Relay the query; the answer is JSON."""
        await self.authorize("read")
        headers = {**self.named(), "Content-Type": "application/json"}
        path = f"/chats/{_encoded(chat)}/queries"
        await self.relay(kernel_id, Ask("POST", path, headers, self.request.body), Manner.READ)


class ResponseHandler(KernelHandler):
    """``chatkit/kernels/K/chats/C/responses/R``: response R of a chat."""

    @web.authenticated
    async def get(self, kernel_id: str, chat: str, response_id: str) -> None:
        """Relay its frames, after the one that the query's ``after`` names."""
        await self.authorize("read")
        after = quote(self.get_query_argument("after", "0"))
        path = f"{_response_path(chat, response_id)}?after={after}"
        await self.relay(kernel_id, Ask("GET", path, self.named()), Manner.STREAM)

    @web.authenticated
    async def delete(self, kernel_id: str, chat: str, response_id: str) -> None:
        """Relay a Stop; 204 also where nothing is to be stopped, 202 where the kernel is busy."""
        await self.authorize("write")
        path = _response_path(chat, response_id)
        await self.relay(kernel_id, Ask("DELETE", path, self.named()), Manner.STOP)


class BuildHandler(AuthenticatedFileHandler):
    """``GET chatkit/static/<build>/<file>``: the built front end, one folder for each build."""

    auth_resource = AUTH_RESOURCE

    def get_content_type(self) -> str:
        """Name the type without asking the system, which may know it by another name."""
        suffix = Path(self.absolute_path or "").suffix
        return _CONTENT_TYPES.get(suffix, "application/octet-stream")

    def set_headers(self) -> None:
        """Let browsers keep it: another content has another address."""
        web.StaticFileHandler.set_headers(self)
        self.set_header("Cache-Control", "private, max-age=31536000, immutable")

    def check_xsrf_cookie(self) -> None:
        """Let a module be imported: an import sends no referer, and there is nothing to forge."""


_NOT_SERVING = (
    "The kernel serves no chat. If it was restarted, run the cell that shows the chat again."
)
NOT_TRUSTED = "The kernel's chat can not be trusted; the Jupyter server's log says why."


def _response_path(chat: str, response_id: str) -> str:
    return f"/chats/{_encoded(chat)}/responses/{_encoded(response_id)}"


def _encoded(name: str) -> str:
    return quote(name, safe="")


def _permission(kind: str) -> str:
    """What a request does to the chat: it reads, it writes, or it runs an author's action."""
    if kind in _READING:
        return "read"
    return "execute" if kind in _ACTING else "write"


def _manner(kind: str) -> Manner:
    if kind in _STREAMING:
        return Manner.STREAM
    return Manner.READ if kind in _READING else Manner.WRITE
