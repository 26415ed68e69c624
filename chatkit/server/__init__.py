"""The server: `ChatKitServer` and what it takes to write and serve one."""

from chatkit.server.queries import DEFAULT_PAGE_SIZE
from chatkit.server.server import ChatKitServer
from chatkit.server.sse import NonStreamingResult, StreamingResult
from chatkit.server.user_agent import agents_sdk_user_agent_override
from chatkit.store import StoreItemType
from chatkit.types import (
    ChatKitReq,
    FeedbackKind,
    NonStreamingReq,
    StreamingReq,
    ThreadItem,
    ThreadStreamEvent,
)
from chatkit.widgets import WidgetComponent, WidgetRoot
from chatkit.widgets.diff import diff_widget
from chatkit.widgets.stream import stream_widget

DEFAULT_ERROR_MESSAGE = "An error occurred when generating a response."
"""What a client shows for an ``error`` event without a message of its own."""

__all__ = [
    "DEFAULT_ERROR_MESSAGE",
    "DEFAULT_PAGE_SIZE",
    "ChatKitReq",
    "ChatKitServer",
    "FeedbackKind",
    "NonStreamingReq",
    "NonStreamingResult",
    "StoreItemType",
    "StreamingReq",
    "StreamingResult",
    "ThreadItem",
    "ThreadStreamEvent",
    "WidgetComponent",
    "WidgetRoot",
    "agents_sdk_user_agent_override",
    "diff_widget",
    "stream_widget",
]
