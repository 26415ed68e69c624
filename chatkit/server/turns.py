"""Streaming requests: what each one stores and sends before the responder is asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic

from chatkit.errors import ErrorCode
from chatkit.server.answers import with_answers
from chatkit.server.pipeline import Events, Pipeline
from chatkit.server.sse import frame
from chatkit.server.visibility import visible_thread
from chatkit.store.base import TContext
from chatkit.types import (
    ClientToolCallItem,
    ErrorEvent,
    Page,
    StreamingReq,
    StreamOptionsEvent,
    StructuredInputItem,
    ThreadCreatedEvent,
    ThreadItem,
    ThreadItemDoneEvent,
    ThreadItemReplacedEvent,
    ThreadMetadata,
    ThreadsAddClientToolOutputReq,
    ThreadsAddStructuredInputReq,
    ThreadsAddUserMessageReq,
    ThreadsCreateReq,
    ThreadsCustomActionReq,
    ThreadsRetryAfterItemReq,
    ThreadStreamEvent,
    UserMessageInput,
    UserMessageItem,
    WidgetItem,
)
from chatkit.types.clock import now

if TYPE_CHECKING:
    from chatkit.server.server import ChatKitServer

_PAGE = 20


@dataclass(frozen=True, slots=True)
class Turn:
    """A response about to start; everything in it has been stored.

    Attributes:
        thread: The thread object that the responder gets.
        respond: Starts the responder, or None when there is nothing to respond to.
        before: Events sent before the ``stream_options`` event.
        after: Events sent after it.
    """

    thread: ThreadMetadata
    respond: Callable[[], Events] | None
    before: Sequence[ThreadStreamEvent] = ()
    after: Sequence[ThreadStreamEvent] = ()


async def stream_turn(
    server: ChatKitServer[TContext], request: StreamingReq, context: TContext
) -> AsyncGenerator[bytes, None]:
    """Carry out a streaming request.

    Args:
        server: The server that was asked.
        request: Any request for which `is_streaming_req` is true.
        context: The caller's request context.

    Yields:
        Server-Sent Events frames.

    Raises:
        NotFoundError: A thread, item or attachment named in the request does not exist.
        ValueError: The request does not fit the state of the thread.
    """
    turn = await _Opening(server, context).of(request)
    for event in turn.before:
        yield frame(event)
    if turn.respond is None:
        return
    options = server.get_stream_options(turn.thread, context)
    yield frame(StreamOptionsEvent(stream_options=options))
    for event in turn.after:
        yield frame(event)
    # All who asked at the same moment hear that before a responder that never waits goes on.
    await asyncio.sleep(0)
    async with aclosing(Pipeline(server, turn.thread, context).frames(turn.respond)) as frames:
        async for sent in frames:
            yield sent


class _Opening(Generic[TContext]):
    """Prepares the turn that one request asks for."""

    def __init__(self, server: ChatKitServer[TContext], context: TContext) -> None:
        self._server = server
        self._store = server.store
        self._context = context

    async def of(self, request: StreamingReq) -> Turn:
        match request:
            case ThreadsCreateReq():
                return await self._create(request)
            case ThreadsAddUserMessageReq():
                return await self._add_message(request)
            case ThreadsAddClientToolOutputReq():
                return await self._add_tool_output(request)
            case ThreadsAddStructuredInputReq():
                return await self._add_structured_input(request)
            case ThreadsRetryAfterItemReq():
                return await self._retry(request)
            case ThreadsCustomActionReq():
                return await self._act(request)

    async def _create(self, request: ThreadsCreateReq) -> Turn:
        thread = ThreadMetadata(id=self._store.generate_thread_id(self._context), created_at=now())
        # Built before the thread is saved, so that a bad attachment id leaves no empty thread.
        message = await self._message(thread, request.params.input)
        await self._store.save_thread(thread, context=self._context)
        created = ThreadCreatedEvent(thread=visible_thread(thread))
        return await self._answer_to(thread, message, before=[created])

    async def _add_message(self, request: ThreadsAddUserMessageReq) -> Turn:
        thread = await self._store.load_thread(request.params.thread_id, context=self._context)
        message = await self._message(thread, request.params.input)
        return await self._answer_to(thread, message)

    async def _message(self, thread: ThreadMetadata, data: UserMessageInput) -> UserMessageItem:
        item_id = self._store.generate_item_id("message", thread, self._context)
        attachments = [
            (await self._store.load_attachment(attachment_id, self._context)).model_copy(
                update={"thread_id": thread.id}
            )
            for attachment_id in data.attachments
        ]
        return UserMessageItem(
            id=item_id,
            thread_id=thread.id,
            created_at=now(),
            content=data.content,
            attachments=attachments,
            quoted_text=data.quoted_text,
            inference_options=data.inference_options,
        )

    async def _answer_to(
        self,
        thread: ThreadMetadata,
        message: UserMessageItem,
        before: Sequence[ThreadStreamEvent] = (),
    ) -> Turn:
        for attachment in message.attachments:
            await self._store.save_attachment(attachment, context=self._context)
        await self._store.add_thread_item(thread.id, message, context=self._context)
        done = ThreadItemDoneEvent(item=message)
        return Turn(thread, self._respond(thread, message), before=[*before, done])

    async def _add_tool_output(self, request: ThreadsAddClientToolOutputReq) -> Turn:
        thread = await self._store.load_thread(request.params.thread_id, context=self._context)
        newest = (await self._newest(thread, None, 1)).data
        call = newest[0] if newest else None
        if not isinstance(call, ClientToolCallItem) or call.status != "pending":
            raise ValueError(
                f"thread {thread.id} does not end in a client tool call that waits for output"
            )
        done = call.model_copy(update={"status": "completed", "output": request.params.result})
        await self._store.save_item(thread.id, done, context=self._context)
        await self._drop_abandoned_calls(thread, done.id)
        return Turn(thread, self._respond(thread, None))

    async def _drop_abandoned_calls(self, thread: ThreadMetadata, completed: str) -> None:
        recent = await self._newest(thread, None, _PAGE)
        abandoned = [
            item.id
            for item in recent.data
            if isinstance(item, ClientToolCallItem)
            and item.status == "pending"
            and item.id != completed
        ]
        if abandoned:
            await self._store.delete_thread_items(thread.id, abandoned, self._context)

    async def _add_structured_input(self, request: ThreadsAddStructuredInputReq) -> Turn:
        params = request.params
        thread = await self._store.load_thread(params.thread_id, context=self._context)
        item = await self._store.load_item(thread.id, params.item_id, context=self._context)
        if not isinstance(item, StructuredInputItem):
            raise ValueError(f"item {item.id} is not a structured input")
        answered = with_answers(item, params.input)
        await self._store.save_item(thread.id, answered, context=self._context)
        replaced = ThreadItemReplacedEvent(item=answered)
        return Turn(thread, self._respond(thread, None), after=[replaced])

    async def _retry(self, request: ThreadsRetryAfterItemReq) -> Turn:
        thread = await self._store.load_thread(request.params.thread_id, context=self._context)
        newer: list[str] = []
        async for item in self._newest_first(thread):
            if item.id == request.params.item_id:
                break
            newer.append(item.id)
        else:
            return Turn(thread, None)
        if not isinstance(item, UserMessageItem):
            raise ValueError(f"item {item.id} is not a user message, so it cannot be retried")
        if newer:
            await self._store.delete_thread_items(thread.id, newer, self._context)
        return Turn(thread, self._respond(thread, item))

    async def _act(self, request: ThreadsCustomActionReq) -> Turn:
        params = request.params
        thread = await self._store.load_thread(params.thread_id, context=self._context)
        sender: ThreadItem | None = None
        if params.item_id:
            sender = await self._store.load_item(thread.id, params.item_id, context=self._context)
            if not isinstance(sender, WidgetItem):
                refusal = ErrorEvent(code=ErrorCode.STREAM_ERROR, allow_retry=False)
                return Turn(thread, None, before=[refusal])
        server, context = self._server, self._context
        return Turn(thread, lambda: server.action(thread, params.action, sender, context))

    def _respond(
        self, thread: ThreadMetadata, message: UserMessageItem | None
    ) -> Callable[[], Events]:
        return lambda: self._server.respond(thread, message, self._context)

    async def _newest(
        self, thread: ThreadMetadata, after: str | None, limit: int
    ) -> Page[ThreadItem]:
        return await self._store.load_thread_items(
            thread.id, after=after, limit=limit, order="desc", context=self._context
        )

    async def _newest_first(self, thread: ThreadMetadata) -> AsyncGenerator[ThreadItem, Any]:
        after: str | None = None
        while True:
            page = await self._newest(thread, after, _PAGE)
            for item in page.data:
                yield item
            if not page.has_more:
                return
            after = page.after
