from __future__ import annotations

import pytest

from chatkit.server.answers import with_answers
from chatkit.types import (
    StructuredInputFreeform,
    StructuredInputItem,
    StructuredInputMultipleChoice,
    StructuredInputSubmission,
)
from tests.chatkit.server.servers import NOON


def form(**fields) -> StructuredInputItem:
    colours = [{"value": "red"}, {"value": "blue"}]
    return StructuredInputItem(
        id="s1",
        thread_id="t1",
        created_at=NOON,
        inputs=[
            StructuredInputMultipleChoice(id="one", question="Colour?", options=colours),
            StructuredInputMultipleChoice(
                id="many", question="Colours?", options=colours, multiple=True
            ),
            StructuredInputFreeform(id="free", question="Notes?"),
        ],
        **fields,
    )


def answers_to(submission: dict) -> dict[str, tuple[list[str], bool]]:
    answered = with_answers(form(), StructuredInputSubmission.model_validate(submission))
    return {
        question.id: (question.answer.values, question.answer.skipped)
        for question in answered.inputs
    }


def test_a_single_choice_has_one_answer_and_the_others_all_that_were_given():
    both = {"values": ["red", "blue"]}
    assert answers_to({"answers": {"one": both, "many": both, "free": both}}) == {
        "one": (["red"], False),
        "many": (["red", "blue"], False),
        "free": (["red", "blue"], False),
    }


@pytest.mark.parametrize(
    "submission",
    [
        {},
        {"answers": {"elsewhere": {"values": ["x"]}}},
        {"answers": {key: {"values": []} for key in ("one", "many", "free")}},
        {"answers": {key: {"values": ["x"], "skipped": True} for key in ("one", "many", "free")}},
        {"status": "skipped", "answers": {"one": {"values": ["red"]}}},
    ],
)
def test_questions_without_a_usable_answer_are_skipped(submission):
    assert set(map(str, answers_to(submission).values())) == {"([], True)"}


def test_the_form_takes_the_status_and_the_stored_one_is_left_alone():
    item = form()
    assert with_answers(item, StructuredInputSubmission(answers={})).status == "answered"
    assert with_answers(item, StructuredInputSubmission(status="skipped")).status == "skipped"
    assert item == form()


@pytest.mark.parametrize("status", ["answered", "skipped"])
def test_a_form_is_answered_once(status):
    with pytest.raises(ValueError, match=f"s1 was already {status}"):
        with_answers(form(status=status), StructuredInputSubmission())
