from __future__ import annotations

import pytest
from pydantic import TypeAdapter

from chatkit.agents import prompts
from chatkit.types import CustomTask, ThreadItem

FORM = TypeAdapter(ThreadItem).validate_python(
    {
        "type": "structured_input",
        "id": "s1",
        "thread_id": "t1",
        "created_at": "2024-05-01T09:00:00Z",
        "status": "answered",
        "inputs": [
            {"type": "freeform", "id": "a", "question": "Sizes?", "answer": {"values": ["S", "M"]}},
            {"type": "freeform", "id": "b", "question": "Notes?", "answer": {"skipped": True}},
            {"type": "freeform", "id": "c", "question": "Later?"},
        ],
    }
)


def test_a_form_is_told_question_by_question():
    assert prompts.structured_input(FORM).splitlines()[1:] == [
        "Q: Sizes?",
        "A: S, M",
        "Q: Notes?",
        "A: skipped",
        "Q: Later?",
        "A: no answer yet",
    ]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"title": "Filed", "content": "claim 7"}, "Filed: claim 7"),
        ({"title": "Filed"}, "Filed"),
        ({"content": "claim 7"}, "claim 7"),
    ],
)
def test_a_task_is_told_by_what_it_has(fields, told):
    assert prompts.task(CustomTask(**fields)).splitlines()[1] == told


def test_an_empty_task_is_not_told():
    assert prompts.task(CustomTask()) is None


@pytest.mark.parametrize(
    "aside",
    [
        prompts.TAGS + "Ann is the CFO",
        prompts.IMAGE,
        prompts.quotation("x"),
        prompts.hidden_context("x"),
        prompts.structured_input(FORM),
    ],
)
def test_what_is_worded_here_can_be_told_from_the_users_own_words(aside):
    assert prompts.is_aside(aside)


@pytest.mark.parametrize("own", ["Hi", "[1, 2] is a list.", "[x]\nis Markdown", ""])
def test_the_users_own_words_are_theirs(own):
    assert not prompts.is_aside(own)
