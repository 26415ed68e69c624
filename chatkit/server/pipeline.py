"""From a responder's events to frames on the wire, storing what must be stored on the way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Coroutine
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Generic

from chatkit.errors import CustomStreamError, ErrorCode, StreamError
from chatkit.logger import logger
from chatkit.server.pending import PendingItems
from chatkit.server.sse import frame, text_frame
from chatkit.server.thread_watch import ThreadWatch
from chatkit.server.user_agent import named_to_models
from chatkit.server.visibility import visible_event, visible_thread
from chatkit.store.base import TContext
from chatkit.types import (
    AssistantMessageContentPartTextDelta,
    ErrorEvent,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemRemovedEvent,
    ThreadItemReplacedEvent,
    ThreadItemUpdatedEvent,
    ThreadMetadata,
    ThreadStreamEvent,
    ThreadUpdatedEvent,
)

if TYPE_CHECKING:
    from chatkit.server.server import ChatKitServer

Events = AsyncIterator[ThreadStreamEvent]


class Pipeline(Generic[TContext]):
    """One response: relays a responder's events, in its own task and one at a time.

    Finished, replaced and removed items are stored before the client hears of them. A changed
    thread is saved and announced after the event that follows the change, and at the end.

    Args:
        server: The server whose store and cancellation hook are used.
        thread: The thread object that the responder was given.
        context: The caller's request context.
    """

    def __init__(
        self, server: ChatKitServer[TContext], thread: ThreadMetadata, context: TContext
    ) -> None:
        self._server = server
        self._thread = thread
        self._context = context
        self._pending = PendingItems()
        self._watch = ThreadWatch(thread, server.store, context)

    async def frames(self, respond: Callable[[], Events]) -> AsyncGenerator[bytes, None]:
        """Run a responder and yield one frame for each event that the client may see.

        An exception from the responder becomes an ``error`` event. Cancelling the task that
        iterates, or closing this generator, closes the responder, runs the server's
        `handle_stream_cancelled`, and goes on to the caller.
        """
        events: Events | None = None
        watch = self._watch
        try:
            events = named_to_models(aiter(respond()))
            async for event in events:
                if isinstance(event, ThreadItemUpdatedEvent):
                    sent, changed = self._updated(event), watch.changed_at_a_glance()
                else:
                    sent, changed = await self._changed(event), watch.changed()
                if sent is not None:
                    yield sent
                if changed and await watch.save():
                    yield self._thread_updated()
        except (asyncio.CancelledError, GeneratorExit):
            try:
                # In this task, which is where the responder may have entered a task group.
                await _close(events)
            finally:
                await _finish(self._cancelled())
            raise
        except Exception as error:
            await _close(events)
            yield frame(_error_event(error))
        if self._watch.changed() and await self._watch.save():
            yield self._thread_updated()

    def _updated(self, event: ThreadItemUpdatedEvent) -> bytes | None:
        item_id, update = event.item_id, event.update
        if type(update) is not AssistantMessageContentPartTextDelta:
            return frame(event) if self._pending.update(item_id, update) else None
        content_index, delta = update.content_index, update.delta
        shown = self._pending.extend(item_id, content_index, delta)
        return text_frame(item_id, content_index, delta) if shown else None

    async def _changed(self, event: ThreadStreamEvent) -> bytes | None:
        store, thread_id, context = self._server.store, self._thread.id, self._context
        match event:
            case ThreadItemAddedEvent(item=item):
                self._pending.add(item)
            case ThreadItemDoneEvent(item=item):
                await store.add_thread_item(thread_id, item, context=context)
                self._pending.drop(item.id)
            case ThreadItemReplacedEvent(item=item):
                await store.save_item(thread_id, item, context=context)
                self._pending.drop(item.id)
            case ThreadItemRemovedEvent(item_id=item_id):
                await store.delete_thread_item(thread_id, item_id, context=context)
                self._pending.drop(item_id)
            case _:
                pass
        shown = visible_event(event)
        return None if shown is None else frame(shown)

    def _thread_updated(self) -> bytes:
        return frame(ThreadUpdatedEvent(thread=visible_thread(self._thread)))

    async def _cancelled(self) -> None:
        try:
            await self._server.handle_stream_cancelled(
                self._thread, list(self._pending), self._context
            )
        except Exception:
            logger.exception("The partial answer of a cancelled response was not saved")


async def _close(events: Events | None) -> None:
    """Let the responder clean up; it may have ended already, or not be a generator."""
    if isinstance(events, AsyncGenerator):
        try:
            await events.aclose()
        except Exception:
            logger.exception("The responder failed while it was being closed")


async def _finish(work: Coroutine[Any, Any, None]) -> None:
    """Do the work to its end although the task awaiting it is being cancelled, even repeatedly.

    Some frameworks deliver a cancellation anew at every await until the task is gone.
    """
    task = asyncio.ensure_future(work)
    while not task.done():
        with suppress(asyncio.CancelledError):
            await asyncio.shield(task)
    task.result()


def _error_event(error: Exception) -> ErrorEvent:
    if isinstance(error, CustomStreamError):
        return ErrorEvent(code="custom", message=error.message, allow_retry=error.allow_retry)
    if isinstance(error, StreamError):
        return ErrorEvent(code=error.code, allow_retry=error.allow_retry)
    logger.error("The responder failed", exc_info=error)
    return ErrorEvent(code=ErrorCode.STREAM_ERROR, allow_retry=True)
