"""Events of a response stream; each is one ``data:`` frame."""

from __future__ import annotations

from typing import Annotated, Any, Literal, get_args

from pydantic import (
    BaseModel,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    ValidatorFunctionWrapHandler,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, core_schema

from chatkit.errors import ErrorCode
from chatkit.icons import IconName
from chatkit.types.items import ThreadItem
from chatkit.types.threads import Thread
from chatkit.types.updates import AssistantMessageContentPartTextDelta, ThreadItemUpdate

_UPDATES = frozenset(get_args(ThreadItemUpdate))


class _TakenAsIs:
    """Takes an update that is an object already, as pydantic does, but at once.

    Left to itself, pydantic tries the classes one by one. The class of which there is an object
    for every word stands first; the schema that is published stays the same.
    """

    @staticmethod
    def __get_pydantic_core_schema__(source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        word = handler.generate_schema(AssistantMessageContentPartTextDelta)
        known = core_schema.no_info_wrap_validator_function(_known, handler(source))
        choices = [(word, "AssistantMessageContentPartTextDelta"), (known, "ThreadItemUpdate")]
        return core_schema.union_schema(choices, mode="left_to_right")

    @staticmethod
    def __get_pydantic_json_schema__(schema: Any, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return handler(schema["choices"][1][0])


def _known(value: Any, read: ValidatorFunctionWrapHandler) -> Any:
    return value if type(value) in _UPDATES else read(value)


class ThreadCreatedEvent(BaseModel):
    """A new thread exists; first event of the answer to ``threads.create``.

    Attributes:
        thread: The thread, without items.
    """

    type: Literal["thread.created"] = "thread.created"
    thread: Thread


class ThreadUpdatedEvent(BaseModel):
    """The title, status or image hosts of the thread changed.

    Attributes:
        thread: The thread as it is now, without items.
    """

    type: Literal["thread.updated"] = "thread.updated"
    thread: Thread


class ThreadItemAddedEvent(BaseModel):
    """An item begins to stream; it is stored once it is done.

    Attributes:
        item: The item so far.
    """

    type: Literal["thread.item.added"] = "thread.item.added"
    item: ThreadItem


class ThreadItemUpdatedEvent(BaseModel):
    """A streaming item changes.

    Attributes:
        item_id: Id of the item.
        update: The change.
    """

    type: Literal["thread.item.updated"] = "thread.item.updated"
    item_id: str
    update: Annotated[ThreadItemUpdate, _TakenAsIs]


ThreadItemUpdated = ThreadItemUpdatedEvent
"""Earlier name of `ThreadItemUpdatedEvent`."""


class ThreadItemDoneEvent(BaseModel):
    """An item is complete and stored.

    Attributes:
        item: The whole item.
    """

    type: Literal["thread.item.done"] = "thread.item.done"
    item: ThreadItem


class ThreadItemRemovedEvent(BaseModel):
    """An item is taken out of the thread.

    Attributes:
        item_id: Id of the item.
    """

    type: Literal["thread.item.removed"] = "thread.item.removed"
    item_id: str


class ThreadItemReplacedEvent(BaseModel):
    """A stored item gets a new content under its old id.

    Attributes:
        item: The item as it is now.
    """

    type: Literal["thread.item.replaced"] = "thread.item.replaced"
    item: ThreadItem


class StreamOptions(BaseModel):
    """What the client may do with a running response.

    Attributes:
        allow_cancel: Whether the user may stop it.
    """

    allow_cancel: bool


class StreamOptionsEvent(BaseModel):
    """Tells the client what it may do with this response.

    Attributes:
        stream_options: The options.
    """

    type: Literal["stream_options"] = "stream_options"
    stream_options: StreamOptions


class ProgressUpdateEvent(BaseModel):
    """A short line on what is going on, shown until the next item or line; not stored.

    Attributes:
        icon: Icon beside the line.
        text: The line.
    """

    type: Literal["progress_update"] = "progress_update"
    icon: IconName | None = None
    text: str


class ClientEffectEvent(BaseModel):
    """Asks the embedding page to do something, without an answer; not stored.

    Attributes:
        name: Name of the effect.
        data: Its arguments.
    """

    type: Literal["client_effect"] = "client_effect"
    name: str
    data: dict[str, Any] = Field(default_factory=dict)


class ErrorEvent(BaseModel):
    """The response failed; last event of the stream.

    Attributes:
        code: An error the client can word, or ``custom``.
        message: The server's own words for the user.
        allow_retry: Whether the client offers to run the turn again.
    """

    type: Literal["error"] = "error"
    code: ErrorCode | Literal["custom"] = "custom"
    message: str | None = None
    allow_retry: bool = False


class NoticeEvent(BaseModel):
    """A notice above the composer; not stored.

    Attributes:
        level: How urgent it is.
        message: The notice, as Markdown.
        title: Headline.
    """

    type: Literal["notice"] = "notice"
    level: Literal["info", "warning", "danger"]
    message: str
    title: str | None = None


ThreadStreamEvent = Annotated[
    ThreadCreatedEvent
    | ThreadUpdatedEvent
    | ThreadItemDoneEvent
    | ThreadItemAddedEvent
    | ThreadItemUpdatedEvent
    | ThreadItemRemovedEvent
    | ThreadItemReplacedEvent
    | StreamOptionsEvent
    | ProgressUpdateEvent
    | ClientEffectEvent
    | ErrorEvent
    | NoticeEvent,
    Field(discriminator="type"),
]
"""Any event of a response stream."""
