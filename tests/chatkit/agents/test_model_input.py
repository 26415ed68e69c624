from __future__ import annotations

from agents.models.chatcmpl_converter import Converter
from agents.models.fake_id import FAKE_RESPONSES_ID
from agents.run import CallModelData, ModelInputData

from chatkit.agents.model_input import for_any_model

ANSWER = {
    "type": "message",
    "role": "assistant",
    "content": [{"type": "output_text", "text": "Hello", "annotations": []}],
}
OTHERS = [
    {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Hi"}]},
    {"role": "assistant", "content": "short form"},
    {**ANSWER, "id": "msg_1", "status": "completed"},
    {"type": "function_call_output", "call_id": "c", "output": "1"},
]


def prepared(*items):
    data = ModelInputData(input=list(items), instructions="Be brief.")
    return for_any_model(CallModelData(model_data=data, agent=None, context=None))


def test_an_assistants_message_gets_the_placeholder():
    [item] = prepared(ANSWER).input
    assert item == {**ANSWER, "id": FAKE_RESPONSES_ID, "status": "completed"}
    assert "id" not in ANSWER


def test_chat_completions_read_it():
    [message] = Converter.items_to_messages(prepared(ANSWER).input)
    assert (message["role"], message["content"]) == ("assistant", "Hello")


def test_everything_else_stays():
    given = prepared(*OTHERS)
    assert given.input == OTHERS
    assert given.instructions == "Be brief."
