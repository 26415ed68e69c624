from __future__ import annotations

from agents.models.chatcmpl_converter import Converter

from chatkit.agents import PlainTextConverter
from chatkit.types import AssistantMessageContent, AssistantMessageItem
from chatkit.types.clock import now

PARTS = [AssistantMessageContent(text="One. "), AssistantMessageContent(text="Two.")]
ITEM = AssistantMessageItem(id="m", thread_id="t", created_at=now(), content=PARTS)


async def test_an_answer_is_its_text():
    assert await PlainTextConverter().to_agent_input([ITEM]) == [
        {"role": "assistant", "content": "One. Two."}
    ]


async def test_chat_completions_take_it():
    [message] = Converter.items_to_messages(await PlainTextConverter().to_agent_input(ITEM))
    assert message == {"role": "assistant", "content": "One. Two."}
