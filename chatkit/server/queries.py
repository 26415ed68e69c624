"""Requests that are answered with one JSON body."""

from __future__ import annotations

import base64
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, Generic

from pydantic import BaseModel

from chatkit.server.sse import to_json
from chatkit.server.visibility import (
    visible_items,
    visible_response,
    visible_thread,
    visible_threads,
)
from chatkit.store import AttachmentStore
from chatkit.store.base import TContext
from chatkit.types import (
    AttachmentsCreateReq,
    AttachmentsDeleteReq,
    AudioInput,
    InputTranscribeReq,
    ItemsFeedbackReq,
    ItemsListReq,
    NonStreamingReq,
    ThreadItem,
    ThreadMetadata,
    ThreadsDeleteReq,
    ThreadsGetByIdReq,
    ThreadsListReq,
    ThreadsSyncCustomActionReq,
    ThreadsUpdateReq,
    WidgetItem,
)

if TYPE_CHECKING:
    from chatkit.server.server import ChatKitServer

DEFAULT_PAGE_SIZE = 20
_NOTHING = b"{}"


async def answer_query(
    server: ChatKitServer[TContext], request: NonStreamingReq, context: TContext
) -> bytes:
    """Carry out a request that does not stream.

    Args:
        server: The server that was asked.
        request: Any request for which `is_streaming_req` is false.
        context: The caller's request context.

    Returns:
        The JSON answer, encoded; ``{}`` where there is nothing to say.

    Raises:
        NotFoundError: A thread, item or page cursor named in the request does not exist.
        ValueError: The sender of a sync action is not a widget.
        NotImplementedError: The server does not override the hook that the request is for.
        RuntimeError: The request is about attachments, and there is no attachment store.
    """
    answer = await _ANSWERS[type(request)](_Queries(server, context), request)
    return _NOTHING if answer is None else to_json(answer)


class _Queries(Generic[TContext]):
    """One method per request type; each returns the answer, or None for an empty one."""

    def __init__(self, server: ChatKitServer[TContext], context: TContext) -> None:
        self._server = server
        self._store = server.store
        self._context = context

    async def get_thread(self, request: ThreadsGetByIdReq) -> BaseModel:
        thread = await self._thread(request.params.thread_id)
        items = await self._store.load_thread_items(
            thread.id, after=None, limit=DEFAULT_PAGE_SIZE, order="asc", context=self._context
        )
        return visible_thread(thread, items)

    async def list_threads(self, request: ThreadsListReq) -> BaseModel:
        params = request.params
        return visible_threads(
            await self._store.load_threads(
                limit=params.limit or DEFAULT_PAGE_SIZE,
                after=params.after,
                order=params.order,
                context=self._context,
            )
        )

    async def list_items(self, request: ItemsListReq) -> BaseModel:
        params = request.params
        return visible_items(
            await self._store.load_thread_items(
                params.thread_id,
                after=params.after,
                limit=params.limit or DEFAULT_PAGE_SIZE,
                order=params.order,
                context=self._context,
            )
        )

    async def update_thread(self, request: ThreadsUpdateReq) -> BaseModel:
        stored = await self._thread(request.params.thread_id)
        thread = stored.model_copy(update={"title": request.params.title})
        await self._store.save_thread(thread, context=self._context)
        return visible_thread(thread)

    async def delete_thread(self, request: ThreadsDeleteReq) -> None:
        await self._store.delete_thread(request.params.thread_id, context=self._context)

    async def give_feedback(self, request: ItemsFeedbackReq) -> None:
        params = request.params
        await self._server.add_feedback(
            params.thread_id, params.item_ids, params.kind, self._context
        )

    async def create_attachment(self, request: AttachmentsCreateReq) -> BaseModel:
        attachment = await self._files().create_attachment(request.params, self._context)
        await self._store.save_attachment(attachment, context=self._context)
        return attachment

    async def delete_attachment(self, request: AttachmentsDeleteReq) -> None:
        attachment_id = request.params.attachment_id
        await self._files().delete_attachment(attachment_id, context=self._context)
        await self._store.delete_attachment(attachment_id, context=self._context)

    async def transcribe(self, request: InputTranscribeReq) -> BaseModel:
        params = request.params
        audio = AudioInput(data=base64.b64decode(params.audio_base64), mime_type=params.mime_type)
        return await self._server.transcribe(audio, context=self._context)

    async def act(self, request: ThreadsSyncCustomActionReq) -> BaseModel:
        params = request.params
        thread = await self._thread(params.thread_id)
        sender: ThreadItem | None = None
        if params.item_id:
            sender = await self._store.load_item(thread.id, params.item_id, context=self._context)
            if not isinstance(sender, WidgetItem):
                raise ValueError(f"item {sender.id} is not a widget, so it sends no actions")
        return visible_response(
            await self._server.sync_action(thread, params.action, sender, self._context)
        )

    async def _thread(self, thread_id: str) -> ThreadMetadata:
        return await self._store.load_thread(thread_id, context=self._context)

    def _files(self) -> AttachmentStore[TContext]:
        if self._server.attachment_store is None:
            raise RuntimeError(
                "this server takes no attachments: pass an attachment_store to ChatKitServer()"
            )
        return self._server.attachment_store


_ANSWERS: dict[type[BaseModel], Callable[[_Queries[Any], Any], Awaitable[BaseModel | None]]] = {
    ThreadsGetByIdReq: _Queries[Any].get_thread,
    ThreadsListReq: _Queries[Any].list_threads,
    ItemsListReq: _Queries[Any].list_items,
    ThreadsUpdateReq: _Queries[Any].update_thread,
    ThreadsDeleteReq: _Queries[Any].delete_thread,
    ItemsFeedbackReq: _Queries[Any].give_feedback,
    AttachmentsCreateReq: _Queries[Any].create_attachment,
    AttachmentsDeleteReq: _Queries[Any].delete_attachment,
    InputTranscribeReq: _Queries[Any].transcribe,
    ThreadsSyncCustomActionReq: _Queries[Any].act,
}
