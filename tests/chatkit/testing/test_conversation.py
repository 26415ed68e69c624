from __future__ import annotations

from chatkit.agents import prompts
from chatkit.testing.conversation import last_question, outputs_since


def says(role, *texts):
    content = [{"type": "input_text", "text": text} for text in texts]
    return {"type": "message", "role": role, "content": content}


def output(text):
    return {"type": "function_call_output", "call_id": "c", "output": text}


CALL = {"type": "function_call", "call_id": "c", "name": "look", "arguments": "{}"}


def test_the_question_is_the_users_last_message():
    items = [says("user", "One"), says("assistant", "Two"), says("user", "Th", "ree"), CALL]
    assert last_question(items) == "Three"
    assert last_question([{"role": "user", "content": "short form"}]) == "short form"
    assert last_question([says("assistant", "Two")]) == ""


def test_what_the_sdk_words_in_the_users_name_is_no_question():
    items = [says("user", "Why?"), says("user", prompts.quotation("old words"))]
    assert last_question(items) == "Why?"


def test_outputs_belong_to_the_last_question():
    items = [says("user", "One"), CALL, output("old"), says("user", "Two"), CALL, output("new")]
    assert outputs_since(items) == ["new"]
    assert outputs_since(items[:-2]) == []
    assert outputs_since([CALL, output("no question")]) == ["no question"]


def test_a_handoff_is_no_tools_output():
    handed_over = {**CALL, "name": "transfer_to_refunds"}
    items = [says("user", "One"), handed_over, output('{"assistant": "Refunds"}')]
    assert outputs_since(items) == []
    assert outputs_since([*items, CALL, output("new")]) == ["new"]
