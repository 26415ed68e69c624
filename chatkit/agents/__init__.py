"""Answering ChatKit threads with the OpenAI Agents SDK."""

from __future__ import annotations

from chatkit.agents.context import AgentContext, ClientToolCall
from chatkit.agents.converter import ThreadItemConverter, simple_to_agent_input
from chatkit.agents.plain_text import PlainTextConverter
from chatkit.agents.response_converter import ResponseStreamConverter
from chatkit.agents.stream import stream_agent_response
from chatkit.agents.text import accumulate_text
from chatkit.agents.tool_history import ToolHistory, ToolHistoryConverter
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
    "PlainTextConverter",
    "ResponseStreamConverter",
    "StoreItemType",
    "Task",
    "ThreadItem",
    "ThreadItemConverter",
    "ThreadStreamEvent",
    "ToolHistory",
    "ToolHistoryConverter",
    "WidgetRoot",
    "WorkflowSummary",
    "accumulate_text",
    "simple_to_agent_input",
    "stream_agent_response",
]
