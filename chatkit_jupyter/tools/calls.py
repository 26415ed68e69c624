"""The calls of a run that a chat shows, by the ids that the model gave them."""

from __future__ import annotations

from typing import Any

from agents import RunContextWrapper
from agents.tool_context import ToolContext
from pydantic import PrivateAttr

from chatkit.agents import AgentContext
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.tools.call import ToolCall


class NotebookAgentContext(AgentContext[ChatContext]):
    """The run context of an agent that answers in a notebook's chat."""

    _calls: dict[str, ToolCall] = PrivateAttr(default_factory=dict[str, ToolCall])

    @property
    def calls(self) -> dict[str, ToolCall]:
        """The calls that are running."""
        return self._calls


def call_of(context: RunContextWrapper[Any]) -> ToolCall | None:
    """The call that a tool is invoked for; None outside of a chat.

    Args:
        context: What the tool is invoked with.
    """
    chat = context.context
    if isinstance(chat, NotebookAgentContext) and isinstance(context, ToolContext):
        return chat.calls.get(context.tool_call_id)
    return None
