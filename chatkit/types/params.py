"""Parameters of the requests, in the order of the requests they belong to."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel

from chatkit.actions import Action
from chatkit.types.messages import UserMessageInput
from chatkit.types.structured_input import StructuredInputSubmission

FeedbackKind = Literal["positive", "negative"]
"""Thumbs up or thumbs down."""


class ThreadGetByIdParams(BaseModel):
    """Parameters of ``threads.get_by_id``.

    Attributes:
        thread_id: Thread to load.
    """

    thread_id: str


class ThreadCreateParams(BaseModel):
    """Parameters of ``threads.create``.

    Attributes:
        input: First message.
    """

    input: UserMessageInput


class ThreadListParams(BaseModel):
    """Parameters of ``threads.list``.

    Attributes:
        limit: Most entries of a page; the server decides where absent.
        order: Oldest (``asc``) or newest (``desc``) first.
        after: Cursor from the page before.
    """

    limit: int | None = None
    order: Literal["asc", "desc"] = "desc"
    after: str | None = None


class ThreadAddUserMessageParams(BaseModel):
    """Parameters of ``threads.add_user_message``.

    Attributes:
        input: The message.
        thread_id: Thread it belongs to.
    """

    input: UserMessageInput
    thread_id: str


class ThreadAddClientToolOutputParams(BaseModel):
    """Parameters of ``threads.add_client_tool_output``.

    Attributes:
        thread_id: Thread of the pending call.
        result: What the client's tool returned.
    """

    thread_id: str
    result: Any


class ThreadAddStructuredInputParams(BaseModel):
    """Parameters of ``threads.add_structured_input``.

    Attributes:
        thread_id: Thread of the questions.
        item_id: Item of the questions.
        input: The answers.
    """

    thread_id: str
    item_id: str
    input: StructuredInputSubmission


class ThreadCustomActionParams(BaseModel):
    """Parameters of ``threads.custom_action`` and ``threads.sync_custom_action``.

    Attributes:
        thread_id: Thread of the action.
        item_id: Widget item that sent it; absent for actions of the embedding page.
        action: The action.
    """

    thread_id: str
    item_id: str | None = None
    action: Action[str, Any]


class ThreadRetryAfterItemParams(BaseModel):
    """Parameters of ``threads.retry_after_item``.

    Attributes:
        thread_id: Thread to go back in.
        item_id: User message to answer again; everything after it is removed.
    """

    thread_id: str
    item_id: str


class ItemFeedbackParams(BaseModel):
    """Parameters of ``items.feedback``.

    Attributes:
        thread_id: Thread of the items.
        item_ids: Items that were rated.
        kind: The rating.
    """

    thread_id: str
    item_ids: list[str]
    kind: FeedbackKind


class ItemsListParams(BaseModel):
    """Parameters of ``items.list``.

    Attributes:
        thread_id: Thread of the items.
        limit: Most entries of a page; the server decides where absent.
        order: Oldest (``asc``) or newest (``desc``) first.
        after: Cursor from the page before.
    """

    thread_id: str
    limit: int | None = None
    order: Literal["asc", "desc"] = "desc"
    after: str | None = None


class AttachmentCreateParams(BaseModel):
    """Parameters of ``attachments.create``.

    Attributes:
        name: File name.
        size: Size in bytes.
        mime_type: Media type, such as ``text/csv``.
    """

    name: str
    size: int
    mime_type: str


class AttachmentDeleteParams(BaseModel):
    """Parameters of ``attachments.delete``.

    Attributes:
        attachment_id: Attachment to delete.
    """

    attachment_id: str


class InputTranscribeParams(BaseModel):
    """Parameters of ``input.transcribe``.

    Attributes:
        audio_base64: The recording, in Base64.
        mime_type: Media type, such as ``audio/webm;codecs=opus``.
    """

    audio_base64: str
    mime_type: str


class ThreadUpdateParams(BaseModel):
    """Parameters of ``threads.update``.

    Attributes:
        thread_id: Thread to rename.
        title: New title.
    """

    thread_id: str
    title: str


class ThreadDeleteParams(BaseModel):
    """Parameters of ``threads.delete``.

    Attributes:
        thread_id: Thread to delete.
    """

    thread_id: str
