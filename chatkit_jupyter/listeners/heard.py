"""Tells listeners of a response's start and end."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator, Callable

from pydantic import TypeAdapter

from chatkit.types import ErrorEvent, ThreadCreatedEvent, ThreadItemDoneEvent, UserMessageItem
from chatkit_jupyter.events import Happening, ResponseEnd, ResponseStart
from chatkit_jupyter.runtime.activity import Subject
from chatkit_jupyter.streams import ending

Tell = Callable[[Happening], None]

_FIELD = b"data: "
_SEEN = tuple(
    b'data: {"type":"%s"' % kind for kind in (b"thread.created", b"thread.item.done", b"error")
)
_events: TypeAdapter[ThreadCreatedEvent | ThreadItemDoneEvent | ErrorEvent] = TypeAdapter(
    ThreadCreatedEvent | ThreadItemDoneEvent | ErrorEvent
)


async def heard(
    frames: AsyncIterator[bytes], request: bytes, tell: Tell
) -> AsyncGenerator[bytes, None]:
    """Follow a response.

    Args:
        frames: Its frames.
        request: The request that it answers.
        tell: Hears of its start and its end.

    Yields:
        The same frames.
    """
    following = _Following(Subject.of(request), tell)
    try:
        async with ending(frames) as sending:
            async for sent in sending:
                following.take(sent)
                yield sent
        following.stopped = False
    finally:
        following.end()


class _Following:
    def __init__(self, subject: Subject, tell: Tell) -> None:
        self.stopped = True
        self._request = subject.kind
        self._thread_id = subject.thread_id
        self._tell = tell
        self._started = False
        self._end = ResponseEnd("", ())

    def take(self, sent: bytes) -> None:
        if sent.startswith(_SEEN):
            match _events.validate_json(sent.removeprefix(_FIELD)):
                case ThreadCreatedEvent(thread=thread):
                    self._thread_id = thread.id
                case ThreadItemDoneEvent(item=item) if not isinstance(item, UserMessageItem):
                    self._end = ResponseEnd("", (*self._end.items, item), self._end.error)
                case ErrorEvent() as error:
                    self._end = ResponseEnd("", self._end.items, error)
                case _:
                    pass
        if not self._started and self._thread_id is not None:
            self._started = True
            self._tell(ResponseStart(self._thread_id, self._request))

    def end(self) -> None:
        if self._started and self._thread_id is not None:
            found = self._end
            self._tell(ResponseEnd(self._thread_id, found.items, found.error, self.stopped))
