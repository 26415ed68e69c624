"""Questions that pause a turn until the user answers or skips them, and the answers."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field


class StructuredInputAnswer(BaseModel):
    """A stored answer.

    Attributes:
        values: Chosen options or typed text; several only where several may be chosen.
        skipped: Whether the user passed over the question.
    """

    values: list[str] = Field(default_factory=list)
    skipped: bool = False


class StructuredInputBase(BaseModel):
    """What all questions have.

    Attributes:
        id: Id of the question, unique within its item.
        question: What is asked.
        answer: What was answered; absent until then.
    """

    id: str
    question: str
    answer: StructuredInputAnswer | None = None


class StructuredInputMultipleChoiceOption(BaseModel):
    """One of the answers offered.

    Attributes:
        value: Text of the option, which is also what an answer contains.
    """

    value: str


class StructuredInputMultipleChoice(StructuredInputBase):
    """A question with given answers.

    Attributes:
        options: Answers to choose from.
        multiple: Whether more than one may be chosen.
    """

    type: Literal["multiple_choice"] = "multiple_choice"
    options: list[StructuredInputMultipleChoiceOption]
    multiple: bool = False


class StructuredInputFreeform(StructuredInputBase):
    """A question answered in the user's own words.

    Attributes:
        description: Help shown under the question.
    """

    type: Literal["freeform"] = "freeform"
    description: str | None = None


StructuredInput = Annotated[
    StructuredInputMultipleChoice | StructuredInputFreeform, Field(discriminator="type")
]
"""Any question."""


class StructuredInputAnswerSubmission(BaseModel):
    """An answer as the client submits it.

    Attributes:
        values: Chosen options or typed text.
        skipped: Whether the user passed over the question.
    """

    values: list[str] = Field(default_factory=list)
    skipped: bool = False


class StructuredInputSubmission(BaseModel):
    """All answers of one structured input item.

    Attributes:
        status: Whether the questions were answered or skipped as a whole.
        answers: The answers by question id.
    """

    status: Literal["answered", "skipped"] = "answered"
    answers: dict[str, StructuredInputAnswerSubmission] = Field(
        default_factory=dict[str, StructuredInputAnswerSubmission]
    )
