"""The server that an application subclasses, and the way in for every request."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from typing import Any, Generic

from chatkit.actions import Action
from chatkit.server.queries import answer_query
from chatkit.server.sse import NonStreamingResult, StreamingResult, read_request
from chatkit.server.turns import stream_turn
from chatkit.store import AttachmentStore, Store
from chatkit.store.base import TContext
from chatkit.types import (
    AssistantMessageItem,
    AudioInput,
    FeedbackKind,
    SDKHiddenContextItem,
    StreamOptions,
    SyncCustomActionResponse,
    ThreadItem,
    ThreadMetadata,
    ThreadStreamEvent,
    TranscriptionResult,
    UserMessageItem,
    WidgetItem,
    is_streaming_req,
)
from chatkit.types.clock import now

_CUT_OFF = (
    "[The user pressed Stop here. Whatever was being written is unfinished and no longer "
    "wanted; the next user message says how to go on.]"
)


class ChatKitServer(ABC, Generic[TContext]):
    """Answers ChatKit requests, keeping conversations in a store.

    Subclass it, implement `respond`, and pass request bodies to `process`. Every hook and
    every store call gets the ``context`` that was passed to `process`, untouched.

    Args:
        store: Keeps threads, items and attachment records.
        attachment_store: Keeps the bytes of attachments; without one, requests to create or
            delete attachments fail.
    """

    def __init__(
        self,
        store: Store[TContext],
        attachment_store: AttachmentStore[TContext] | None = None,
    ) -> None:
        self.store = store
        self.attachment_store = attachment_store

    @abstractmethod
    def respond(
        self,
        thread: ThreadMetadata,
        input_user_message: UserMessageItem | None,
        context: TContext,
    ) -> AsyncIterator[ThreadStreamEvent]:
        """Answer the user; usually an ``async def`` with ``yield``.

        Items in yielded ``thread.item.done`` and ``thread.item.replaced`` events are stored,
        and those in ``thread.item.removed`` events deleted. Assigning to the thread's fields
        saves it and sends ``thread.updated``.

        Args:
            thread: The thread to respond in.
            input_user_message: The message to respond to, already stored; None after a client
                tool's output or a structured input, when the thread's last items say what to
                respond to.
            context: The caller's request context.

        Returns:
            The events to send. An exception ends them with an ``error`` event: raise
            `CustomStreamError` to give it a message, `StreamError` to give it a code.
        """

    async def add_feedback(
        self, thread_id: str, item_ids: list[str], feedback: FeedbackKind, context: TContext
    ) -> None:
        """Take note of the user's rating (``items.feedback``). By default it is dropped.

        Args:
            thread_id: The thread.
            item_ids: The items rated.
            feedback: ``"positive"`` or ``"negative"``.
            context: The caller's request context.
        """

    async def transcribe(self, audio_input: AudioInput, context: TContext) -> TranscriptionResult:
        """Turn dictated audio into text (``input.transcribe``).

        Args:
            audio_input: The recording's bytes and MIME type.
            context: The caller's request context.

        Raises:
            NotImplementedError: Unless overridden.
        """
        raise NotImplementedError(f"{type(self).__name__} does not override transcribe()")

    def action(
        self,
        thread: ThreadMetadata,
        action: Action[str, Any],
        sender: WidgetItem | None,
        context: TContext,
    ) -> AsyncIterator[ThreadStreamEvent]:
        """Respond to a widget's action (``threads.custom_action``), like `respond`.

        Args:
            thread: The thread that the action was sent in.
            action: Its type and payload, as given by the client.
            sender: The widget that sent it, or None if it was sent by other means.
            context: The caller's request context.

        Raises:
            NotImplementedError: Unless overridden; the client gets an ``error`` event.
        """
        raise NotImplementedError(f"{type(self).__name__} does not override action()")

    async def sync_action(
        self,
        thread: ThreadMetadata,
        action: Action[str, Any],
        sender: WidgetItem | None,
        context: TContext,
    ) -> SyncCustomActionResponse:
        """Answer a widget's action at once (``threads.sync_custom_action``), without a stream.

        An updated item in the answer is shown by the client; storing it is up to this method.

        Args:
            thread: The thread that the action was sent in.
            action: Its type and payload, as given by the client.
            sender: The widget that sent it, or None if it was sent by other means.
            context: The caller's request context.

        Raises:
            NotImplementedError: Unless overridden.
        """
        raise NotImplementedError(f"{type(self).__name__} does not override sync_action()")

    def get_stream_options(self, thread: ThreadMetadata, context: TContext) -> StreamOptions:
        """Choose what the user may do during a response (``stream_options``).

        By default it can be stopped.

        Args:
            thread: The thread to respond in.
            context: The caller's request context.
        """
        return StreamOptions(allow_cancel=True)

    async def handle_stream_cancelled(
        self, thread: ThreadMetadata, pending_items: list[ThreadItem], context: TContext
    ) -> None:
        """Save what is worth keeping of a response that was stopped.

        By default the text written so far is stored, and a note that only the model sees.

        Args:
            thread: The thread of the response.
            pending_items: Items that were announced but not finished, as far as they came.
            context: The caller's request context.
        """
        for item in pending_items:
            if isinstance(item, AssistantMessageItem) and _has_text(item):
                await self.store.add_thread_item(thread.id, item, context=context)
        note = SDKHiddenContextItem(
            id=self.store.generate_item_id("sdk_hidden_context", thread, context),
            thread_id=thread.id,
            created_at=now(),
            content=_CUT_OFF,
        )
        await self.store.add_thread_item(thread.id, note, context=context)

    async def process(
        self, request: str | bytes | bytearray, context: TContext
    ) -> StreamingResult | NonStreamingResult:
        """Carry out one request.

        Args:
            request: The JSON body, as it came.
            context: Whatever the hooks and the store need to know about the caller.

        Returns:
            A `StreamingResult` to send as ``text/event-stream``, or a `NonStreamingResult`
            to send as ``application/json``.

        Raises:
            ValidationError: The body is not a known request.
            NotFoundError: It names something that does not exist. Like the errors below, this
                one comes out of the stream, when iterated, if the request streams.
            ValueError: It does not fit the state of the thread.
            NotImplementedError: It needs a hook that is not overridden.
            RuntimeError: It needs an attachment store, and there is none.
        """
        parsed = read_request(request)
        if is_streaming_req(parsed):
            return StreamingResult(stream_turn(self, parsed, context))
        return NonStreamingResult(await answer_query(self, parsed, context))


def _has_text(message: AssistantMessageItem) -> bool:
    return any(part.text.strip() for part in message.content)
