"""Threads worded for models that read plain text only."""

from __future__ import annotations

from agents import TResponseInputItem

from chatkit.agents.converter import ThreadItemConverter
from chatkit.types import AssistantMessageItem


class PlainTextConverter(ThreadItemConverter):
    """A converter that words earlier answers as plain text, the one form every model's API takes.

    The Agents SDK's Chat Completions models, which speak to LiteLLM, Ollama, vLLM and others,
    refuse the parts that `ThreadItemConverter` makes of an answer.
    """

    async def assistant_message_to_input(self, item: AssistantMessageItem) -> TResponseInputItem:
        """Convert the model's own message to its text; citations are left out.

        Args:
            item: The thread's item.
        """
        return {"role": "assistant", "content": "".join(part.text for part in item.content)}
