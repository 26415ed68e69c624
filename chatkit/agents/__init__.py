"""Answering ChatKit threads with the OpenAI Agents SDK."""

from __future__ import annotations

from chatkit.agents.context import AgentContext, ClientToolCall
from chatkit.agents.converter import ThreadItemConverter, simple_to_agent_input
from chatkit.agents.response_converter import ResponseStreamConverter
from chatkit.agents.stream import stream_agent_response
from chatkit.agents.text import accumulate_text
from chatkit.store import StoreItemType
from chatkit.types import (
    Attachment,
    Task,
    ThreadItem,
    ThreadStreamEvent,
    WidgetRoot,
    WorkflowSummary,
)

__all__ = [
    "AgentContext",
    "Attachment",
    "ClientToolCall",
    "ResponseStreamConverter",
    "StoreItemType",
    "Task",
    "ThreadItem",
    "ThreadItemConverter",
    "ThreadStreamEvent",
    "WidgetRoot",
    "WorkflowSummary",
    "accumulate_text",
    "simple_to_agent_input",
    "stream_agent_response",
]
