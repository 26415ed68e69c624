"""Requests to a kernel's chats, whatever way they come."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from http import HTTPStatus
from typing import TYPE_CHECKING
from uuid import uuid4

from chatkit_jupyter.errors import RefusalError
from chatkit_jupyter.limits import current
from chatkit_jupyter.runtime.activity import News, Subject
from chatkit_jupyter.runtime.response import FramesLostError, Response, Viewer
from chatkit_jupyter.runtime.responses import Responses
from chatkit_jupyter.runtime.service import Service
from chatkit_jupyter.runtime.slots import Slots
from chatkit_jupyter.runtime.switching import quick_switching
from chatkit_jupyter.tracing.record import current_record

if TYPE_CHECKING:
    from chatkit_jupyter.attachments.service import FileService

_FIELD = b"data: "
_LOST = "What this answer has said so far is not kept any more; the thread is."
_UNKNOWN = "The kernel knows no such response (any more)."


class Dispatcher:
    """Carries requests to the chats, and keeps the responses that they start.

    A response has an id that its client chooses. A request that comes again with the id of one
    that was received follows that response, instead of being carried out twice.
    """

    def __init__(self) -> None:
        self._services: dict[str, Service] = {}
        self._responses = Responses()
        self._slots = Slots()

    def publish(self, name: str, service: Service) -> None:
        """Let a chat be reached by its name; it takes over the name from an earlier one."""
        self._services[name] = service

    async def request(
        self, chat: str, body: bytes, user: str, response_id: str | None = None
    ) -> bytes | Viewer:
        """Carry out one ChatKit request to a chat.

        Args:
            chat: The chat's name.
            body: The JSON body.
            user: Who asks; empty where nobody is told apart.
            response_id: The id that the client chose for the response; None if it will not refer
                to it.

        Returns:
            A JSON body; or, for a request that streams, a viewer of its response, to be closed.

        Raises:
            RefusalError: The request is answered with an HTTP error.
        """
        return await self.ask(self._service(chat), body, user, response_id)

    async def ask(
        self, service: Service, body: bytes, user: str, response_id: str | None = None
    ) -> bytes | Viewer:
        """Carry out one ChatKit request to a chat that may not be published; see `request`."""
        owner = service.owner(user)
        with quick_switching:
            if response_id and (known := self._responses.find(owner, response_id)):
                return _attached(known, 0)
            current.limits.check_message(body)
            answer = await service.answer(body, user)
        subject = Subject.of(body)
        if not isinstance(answer, bytes):
            return self._start(service, user, owner, response_id or str(uuid4()), subject, answer)
        if subject.changes and subject.thread_id is not None:
            service.activity.change(subject.thread_id, subject.feedback)
        return answer

    async def query(self, chat: str, body: bytes, user: str) -> bytes:
        """Answer what a page asks a chat beside ChatKit's requests.

        Raises:
            RefusalError: It is answered with an HTTP error.
        """
        return await self._service(chat).query(body, user)

    def join(self, chat: str, response_id: str, user: str, after: int | None = 0) -> Viewer:
        """Follow a response that runs, or has just ended.

        Args:
            chat: The chat's name.
            response_id: The response's id.
            user: Who asks.
            after: Id of the last frame already seen; None for only what is still to come.

        Returns:
            A viewer, to be closed.

        Raises:
            RefusalError: There is no such response (404), or its frames are not kept any more
                (410).
        """
        response = self._responses.find(self._service(chat).owner(user), response_id)
        if response is None:
            raise RefusalError(HTTPStatus.NOT_FOUND, _UNKNOWN)
        return _attached(response, after)

    async def stop(self, chat: str, response_id: str, user: str) -> None:
        """Stop a response; one that has ended stays as it is, one yet to come never starts."""
        if (service := self._services.get(chat)) is not None:
            await self.end(service, response_id, user)

    async def end(self, service: Service, response_id: str, user: str) -> None:
        """Stop a response of a chat that may not be published; see `stop`."""
        await self._responses.stop(service.owner(user), response_id)

    def push(self, service: Service, thread_id: str, data: bytes, user: str) -> bool:
        """Put a frame into the responses that run in a thread, for all who follow them.

        Args:
            service: The chat.
            thread_id: The thread.
            data: The frame.
            user: Whose responses.

        Returns:
            Whether there were any.
        """
        owner = service.owner(user)
        found = [
            self._responses.find(owner, each) for each in service.activity.answering(thread_id)
        ]
        inserted = [response.insert(data) for response in found if response is not None]
        return any(inserted)

    def news(self, chat: str) -> News:
        """What goes on in a chat's threads.

        Raises:
            RefusalError: There is no such chat.
        """
        return self._service(chat).activity.news

    def file_service(self, chat: str, user: str) -> FileService | None:
        """The attachments of a chat for a user; None where no files are taken.

        Raises:
            RefusalError: There is no such chat.
        """
        return self._service(chat).file_service(user)

    async def stop_all(self) -> None:
        """Stop everything that runs."""
        await self._responses.stop_all()

    def _service(self, chat: str) -> Service:
        service = self._services.get(chat)
        if service is None:
            raise RefusalError(
                HTTPStatus.NOT_FOUND,
                f"The kernel has no chat {chat!r} (any more). Run the cell that shows it again.",
            )
        return service

    def _start(
        self,
        service: Service,
        user: str,
        owner: str,
        response_id: str,
        subject: Subject,
        frames: AsyncIterator[bytes],
    ) -> Viewer:
        def begun(first: bytes) -> None:
            # Only now: what comes before the first frame may still change what is stored.
            thread_id = subject.thread_id or _created(first)
            if thread_id is not None:
                service.activity.begin(response_id, thread_id)

        # The same request may have come twice at almost the same time.
        response = self._responses.find(owner, response_id)
        if response is None:
            give_back = self._slots.take(service, user, current.limits)
            response = self._responses.start(owner, response_id, frames, begun)
            if (record := current_record.get()) is not None:
                record.frames = response.kept
            response.task.add_done_callback(lambda _: service.activity.end(response_id))
            response.task.add_done_callback(lambda _: give_back())
        return _attached(response, 0)


def _attached(response: Response, after: int | None) -> Viewer:
    try:
        return response.attach(after)
    except FramesLostError:
        raise RefusalError(HTTPStatus.GONE, _LOST) from None


def _created(frame: bytes) -> str | None:
    """The thread that a response's first frame says it has made; the frame may be anything."""
    try:
        event = json.loads(frame.removeprefix(_FIELD))
        return str(event["thread"]["id"]) if event["type"] == "thread.created" else None
    except (ValueError, TypeError, KeyError):
        return None
