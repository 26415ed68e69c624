"""Thread items: everything a conversation consists of."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, SerializerFunctionWrapHandler, model_serializer

from chatkit.types.attachments import Attachment
from chatkit.types.clock import UtcDatetime
from chatkit.types.messages import AssistantMessageContent, InferenceOptions, UserMessageContent
from chatkit.types.structured_input import StructuredInput
from chatkit.types.tasks import Task, Workflow
from chatkit.widgets import WidgetRoot


class ThreadItemBase(BaseModel):
    """What all items have.

    Attributes:
        id: Id, unique within the thread.
        thread_id: Thread the item belongs to.
        created_at: When it was made, aware UTC.
    """

    id: str
    thread_id: str
    created_at: UtcDatetime


class UserMessageItem(ThreadItemBase):
    """A message from the user.

    Attributes:
        content: Text and tags in order.
        attachments: Files and images sent with it.
        quoted_text: Earlier text that it refers to.
        inference_options: What the user picked for the answer.
    """

    type: Literal["user_message"] = "user_message"
    content: list[UserMessageContent]
    attachments: list[Attachment] = Field(default_factory=list[Attachment])
    quoted_text: str | None = None
    inference_options: InferenceOptions


class AssistantMessageItem(ThreadItemBase):
    """A message from the assistant.

    Attributes:
        content: Parts of the message in order.
    """

    type: Literal["assistant_message"] = "assistant_message"
    content: list[AssistantMessageContent]


class ClientToolCallItem(ThreadItemBase):
    """A tool that the client runs; the answer goes on once its output has come back.

    Attributes:
        status: ``pending`` until the output is there.
        call_id: The model's id of the call.
        name: Name of the tool.
        arguments: Arguments by name.
        output: What the client returned.
    """

    type: Literal["client_tool_call"] = "client_tool_call"
    status: Literal["pending", "completed"] = "pending"
    call_id: str
    name: str
    arguments: dict[str, Any]
    output: Any | None = None


class WidgetItem(ThreadItemBase):
    """A widget shown in the thread.

    Attributes:
        widget: The widget's root.
        copy_text: Text that the client's copy button takes.
    """

    type: Literal["widget"] = "widget"
    widget: WidgetRoot
    copy_text: str | None = None


class GeneratedImage(BaseModel):
    """A picture made by the model.

    Attributes:
        id: Id of the picture.
        url: Address of the picture, or a ``data:`` URL.
    """

    id: str
    url: str


class GeneratedImageItem(ThreadItemBase):
    """A generated picture in the thread.

    Attributes:
        image: The picture; absent until there is something to show.
    """

    type: Literal["generated_image"] = "generated_image"
    image: GeneratedImage | None = None


class StructuredInputItem(ThreadItemBase):
    """Questions that the turn waits for.

    Attributes:
        status: Whether the user has answered or skipped them.
        inputs: The questions.
    """

    type: Literal["structured_input"] = "structured_input"
    status: Literal["pending", "answered", "skipped"] = "pending"
    inputs: list[StructuredInput]


class WorkflowItem(ThreadItemBase):
    """Steps shown together.

    Attributes:
        workflow: The steps.
    """

    type: Literal["workflow"] = "workflow"
    workflow: Workflow


class TaskItem(ThreadItemBase):
    """A single step.

    Attributes:
        task: The step.
    """

    type: Literal["task"] = "task"
    task: Task


class HiddenContextItem(ThreadItemBase):
    """Something the model should know and the user should not see, stored by the application.

    Attributes:
        content: Anything that can be written as JSON.
    """

    type: Literal["hidden_context_item"] = "hidden_context_item"
    content: Any

    @model_serializer(mode="wrap")
    def serialize(self, next_: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Write the item with its content, even where that is null: it could not be read without.

        Args:
            next_: Writes the fields.

        Returns:
            The written fields.
        """
        fields = next_(self)
        fields.setdefault("content", None)
        return fields


class SDKHiddenContextItem(ThreadItemBase):
    """Something the model should know and the user should not see, stored by the SDK.

    Attributes:
        content: Text for the model.
    """

    type: Literal["sdk_hidden_context"] = "sdk_hidden_context"
    content: str


class EndOfTurnItem(ThreadItemBase):
    """Marks that the assistant has finished its turn."""

    type: Literal["end_of_turn"] = "end_of_turn"


ThreadItem = Annotated[
    UserMessageItem
    | AssistantMessageItem
    | ClientToolCallItem
    | WidgetItem
    | GeneratedImageItem
    | StructuredInputItem
    | WorkflowItem
    | TaskItem
    | HiddenContextItem
    | SDKHiddenContextItem
    | EndOfTurnItem,
    Field(discriminator="type"),
]
"""Any item of a thread."""
