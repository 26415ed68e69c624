"""What users write and what assistants answer."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from chatkit.types.sources import Annotation


class UserMessageTextContent(BaseModel):
    """Text that the user typed.

    Attributes:
        text: The text.
    """

    type: Literal["input_text"] = "input_text"
    text: str


class UserMessageTagContent(BaseModel):
    """An entity that the user mentioned with ``@``.

    Attributes:
        id: The application's id of the entity.
        text: How it reads in the message.
        data: Whatever the client knows about the entity.
        group: Heading it was listed under.
        interactive: Whether the client reports clicks on it.
    """

    type: Literal["input_tag"] = "input_tag"
    id: str
    text: str
    data: dict[str, Any]
    group: str | None = None
    interactive: bool = False


UserMessageContent = Annotated[
    UserMessageTextContent | UserMessageTagContent, Field(discriminator="type")
]
"""Any part of a user message."""


class ToolChoice(BaseModel):
    """A tool that the user picked in the composer.

    Attributes:
        id: Id of the tool.
    """

    id: str


class InferenceOptions(BaseModel):
    """What the user picked for the answer.

    Attributes:
        tool_choice: Tool the answer must use.
        model: Id of the model to answer with.
    """

    tool_choice: ToolChoice | None = None
    model: str | None = None


class UserMessageInput(BaseModel):
    """A message as the client sends it.

    Attributes:
        content: Text and tags in the order they were typed.
        attachments: Ids of attachments that were uploaded before.
        quoted_text: Earlier text that the message refers to.
        inference_options: What the user picked for the answer.
    """

    content: list[UserMessageContent]
    attachments: list[str]
    quoted_text: str | None = None
    inference_options: InferenceOptions


class AssistantMessageContent(BaseModel):
    """A part of an assistant message.

    Attributes:
        annotations: Citations in the text.
        text: The text, as Markdown.
    """

    annotations: list[Annotation] = Field(default_factory=list[Annotation])
    text: str
    type: Literal["output_text"] = "output_text"
