"""Requests: what a client posts to a ChatKit server."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, Field
from typing_extensions import TypeIs

from chatkit.types.items import ThreadItem
from chatkit.types.params import (
    AttachmentCreateParams,
    AttachmentDeleteParams,
    InputTranscribeParams,
    ItemFeedbackParams,
    ItemsListParams,
    ThreadAddClientToolOutputParams,
    ThreadAddStructuredInputParams,
    ThreadAddUserMessageParams,
    ThreadCreateParams,
    ThreadCustomActionParams,
    ThreadDeleteParams,
    ThreadGetByIdParams,
    ThreadListParams,
    ThreadRetryAfterItemParams,
    ThreadUpdateParams,
)


class BaseReq(BaseModel):
    """What all requests have.

    Attributes:
        metadata: The embedding page's own data.
    """

    metadata: dict[str, Any] = Field(default_factory=dict)


class ThreadsCreateReq(BaseReq):
    """Makes a thread with a first message and streams the answer."""

    type: Literal["threads.create"] = "threads.create"
    params: ThreadCreateParams


class ThreadsAddUserMessageReq(BaseReq):
    """Adds a message to a thread and streams the answer."""

    type: Literal["threads.add_user_message"] = "threads.add_user_message"
    params: ThreadAddUserMessageParams


class ThreadsAddClientToolOutputReq(BaseReq):
    """Answers the thread's pending client tool call and streams what follows."""

    type: Literal["threads.add_client_tool_output"] = "threads.add_client_tool_output"
    params: ThreadAddClientToolOutputParams


class ThreadsAddStructuredInputReq(BaseReq):
    """Answers a structured input item and streams what follows."""

    type: Literal["threads.add_structured_input"] = "threads.add_structured_input"
    params: ThreadAddStructuredInputParams


class ThreadsRetryAfterItemReq(BaseReq):
    """Removes what follows a user message and streams a new answer."""

    type: Literal["threads.retry_after_item"] = "threads.retry_after_item"
    params: ThreadRetryAfterItemParams


class ThreadsCustomActionReq(BaseReq):
    """Runs an action and streams what follows."""

    type: Literal["threads.custom_action"] = "threads.custom_action"
    params: ThreadCustomActionParams


class ThreadsGetByIdReq(BaseReq):
    """Loads a thread with its first page of items."""

    type: Literal["threads.get_by_id"] = "threads.get_by_id"
    params: ThreadGetByIdParams


class ThreadsListReq(BaseReq):
    """Loads a page of the user's threads."""

    type: Literal["threads.list"] = "threads.list"
    params: ThreadListParams


class ItemsListReq(BaseReq):
    """Loads a page of a thread's items."""

    type: Literal["items.list"] = "items.list"
    params: ItemsListParams


class ItemsFeedbackReq(BaseReq):
    """Rates items."""

    type: Literal["items.feedback"] = "items.feedback"
    params: ItemFeedbackParams


class AttachmentsCreateReq(BaseReq):
    """Announces a file; the answer says where to send its bytes."""

    type: Literal["attachments.create"] = "attachments.create"
    params: AttachmentCreateParams


class AttachmentsDeleteReq(BaseReq):
    """Deletes an attachment that was not sent."""

    type: Literal["attachments.delete"] = "attachments.delete"
    params: AttachmentDeleteParams


class ThreadsUpdateReq(BaseReq):
    """Renames a thread."""

    type: Literal["threads.update"] = "threads.update"
    params: ThreadUpdateParams


class ThreadsDeleteReq(BaseReq):
    """Deletes a thread with everything in it."""

    type: Literal["threads.delete"] = "threads.delete"
    params: ThreadDeleteParams


class InputTranscribeReq(BaseReq):
    """Turns a recording into text for the composer."""

    type: Literal["input.transcribe"] = "input.transcribe"
    params: InputTranscribeParams


class ThreadsSyncCustomActionReq(BaseReq):
    """Runs an action and answers with its result."""

    type: Literal["threads.sync_custom_action"] = "threads.sync_custom_action"
    params: ThreadCustomActionParams


StreamingReq = (
    ThreadsCreateReq
    | ThreadsAddUserMessageReq
    | ThreadsAddClientToolOutputReq
    | ThreadsAddStructuredInputReq
    | ThreadsRetryAfterItemReq
    | ThreadsCustomActionReq
)
"""Requests that are answered with an event stream."""

NonStreamingReq = (
    ThreadsGetByIdReq
    | ThreadsListReq
    | ItemsListReq
    | ItemsFeedbackReq
    | AttachmentsCreateReq
    | AttachmentsDeleteReq
    | ThreadsUpdateReq
    | ThreadsDeleteReq
    | InputTranscribeReq
    | ThreadsSyncCustomActionReq
)
"""Requests that are answered with one JSON object."""

ChatKitReq = Annotated[StreamingReq | NonStreamingReq, Field(discriminator="type")]
"""Any request."""


def is_streaming_req(request: ChatKitReq) -> TypeIs[StreamingReq]:
    """Tell the two kinds of requests apart.

    Args:
        request: Any request.

    Returns:
        Whether it is answered with an event stream.
    """
    return isinstance(request, get_args(StreamingReq))


class SyncCustomActionResponse(BaseModel):
    """Answer to ``threads.sync_custom_action``.

    Attributes:
        updated_item: The sending item as it is now, where the action changed it.
    """

    updated_item: ThreadItem | None = None
