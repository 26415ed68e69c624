"""Changes to one item while it streams, carried by ``thread.item.updated`` events."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel

from chatkit.types.items import GeneratedImage
from chatkit.types.messages import AssistantMessageContent
from chatkit.types.sources import Annotation
from chatkit.types.tasks import Task
from chatkit.widgets import WidgetComponent, WidgetRoot


class AssistantMessageContentPartAdded(BaseModel):
    """A part of an assistant message begins.

    Attributes:
        content_index: Place of the part in the message, from 0.
        content: The part so far.
    """

    type: Literal["assistant_message.content_part.added"] = "assistant_message.content_part.added"
    content_index: int
    content: AssistantMessageContent


class AssistantMessageContentPartTextDelta(BaseModel):
    """Text is appended to a part of an assistant message.

    Attributes:
        content_index: Place of the part in the message, from 0.
        delta: Text to append.
    """

    type: Literal["assistant_message.content_part.text_delta"] = (
        "assistant_message.content_part.text_delta"
    )
    content_index: int
    delta: str


class AssistantMessageContentPartAnnotationAdded(BaseModel):
    """A citation is added to a part of an assistant message.

    Attributes:
        content_index: Place of the part in the message, from 0.
        annotation_index: Place of the citation among the part's annotations, from 0.
        annotation: The citation.
    """

    type: Literal["assistant_message.content_part.annotation_added"] = (
        "assistant_message.content_part.annotation_added"
    )
    content_index: int
    annotation_index: int
    annotation: Annotation


class AssistantMessageContentPartDone(BaseModel):
    """A part of an assistant message is complete.

    Attributes:
        content_index: Place of the part in the message, from 0.
        content: The whole part.
    """

    type: Literal["assistant_message.content_part.done"] = "assistant_message.content_part.done"
    content_index: int
    content: AssistantMessageContent


class WidgetStreamingTextValueDelta(BaseModel):
    """Text is appended to the value of a text component.

    Attributes:
        component_id: Id of the component.
        delta: Text to append.
        done: Whether the value is complete.
    """

    type: Literal["widget.streaming_text.value_delta"] = "widget.streaming_text.value_delta"
    component_id: str
    delta: str
    done: bool


class WidgetRootUpdated(BaseModel):
    """A widget is replaced as a whole.

    Attributes:
        widget: The new root.
    """

    type: Literal["widget.root.updated"] = "widget.root.updated"
    widget: WidgetRoot


class WidgetComponentUpdated(BaseModel):
    """One component of a widget is replaced.

    Attributes:
        component_id: Id of the component.
        component: The new component.
    """

    type: Literal["widget.component.updated"] = "widget.component.updated"
    component_id: str
    component: WidgetComponent


class WorkflowTaskAdded(BaseModel):
    """A task is added to a workflow.

    Attributes:
        task_index: Place of the task, from 0.
        task: The task.
    """

    type: Literal["workflow.task.added"] = "workflow.task.added"
    task_index: int
    task: Task


class WorkflowTaskUpdated(BaseModel):
    """A task of a workflow is replaced.

    Attributes:
        task_index: Place of the task, from 0.
        task: The task as it is now.
    """

    type: Literal["workflow.task.updated"] = "workflow.task.updated"
    task_index: int
    task: Task


class GeneratedImageUpdated(BaseModel):
    """A newer version of a picture that is being generated.

    Attributes:
        image: The picture as it is now.
        progress: How much is done, from 0 to 1.
    """

    type: Literal["generated_image.updated"] = "generated_image.updated"
    image: GeneratedImage
    progress: float | None = None


ThreadItemUpdate = (
    AssistantMessageContentPartAdded
    | AssistantMessageContentPartTextDelta
    | AssistantMessageContentPartAnnotationAdded
    | AssistantMessageContentPartDone
    | WidgetStreamingTextValueDelta
    | WidgetComponentUpdated
    | WidgetRootUpdated
    | WorkflowTaskAdded
    | WorkflowTaskUpdated
    | GeneratedImageUpdated
)
"""Any change to an item."""
