"""A structured input item once the user has answered or skipped it."""

from __future__ import annotations

from collections.abc import Mapping

from chatkit.types import (
    StructuredInput,
    StructuredInputAnswer,
    StructuredInputAnswerSubmission,
    StructuredInputItem,
    StructuredInputMultipleChoice,
    StructuredInputSubmission,
)


def with_answers(
    item: StructuredInputItem, submission: StructuredInputSubmission
) -> StructuredInputItem:
    """Make the item that replaces one that the user has filled in.

    A question without a usable answer counts as skipped, and answers to questions that were
    not asked are ignored.

    Args:
        item: The item as stored; it is not changed.
        submission: What the user sent.

    Raises:
        ValueError: The item does not wait for an answer.
    """
    if item.status != "pending":
        raise ValueError(f"structured input {item.id} was already {item.status}")
    answers = submission.answers if submission.status == "answered" else {}
    inputs = [
        question.model_copy(update={"answer": _answer(question, answers)})
        for question in item.inputs
    ]
    return item.model_copy(update={"status": submission.status, "inputs": inputs})


def _answer(
    question: StructuredInput, answers: Mapping[str, StructuredInputAnswerSubmission]
) -> StructuredInputAnswer:
    given = answers.get(question.id)
    if given is None or given.skipped or not given.values:
        return StructuredInputAnswer(values=[], skipped=True)
    one_only = isinstance(question, StructuredInputMultipleChoice) and not question.multiple
    return StructuredInputAnswer(values=given.values[:1] if one_only else list(given.values))
