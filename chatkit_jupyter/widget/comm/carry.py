"""Lets a widget's messages carry requests to the kernel's chats."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol, cast
from weakref import WeakKeyDictionary

from chatkit_jupyter.runtime.endpoint import USER_HEADER
from chatkit_jupyter.runtime.runtime import Runtime
from chatkit_jupyter.users import User
from chatkit_jupyter.widget.comm.channel import KIND, Channel
from chatkit_jupyter.widget.comm.outbox import Outbox

_outboxes: WeakKeyDictionary[Runtime, Outbox] = WeakKeyDictionary()


class MessageWidget(Protocol):
    """What is needed of an ipywidgets widget."""

    comm: Any
    transport_in_use: str | None
    """How the page that was opened last reaches the kernel's chats."""

    def send(self, content: Any, buffers: Any = None) -> None:
        """Send a message to all pages that show the widget."""
        ...

    def on_msg(self, callback: Callable[[Any, Any, Sequence[Any]], None]) -> None:
        """Call back for each message of a page."""
        ...


def carry_requests(widget: MessageWidget, runtime: Runtime, user: User) -> None:
    """Answer the requests in a widget's messages, on the runtime's loop.

    Args:
        widget: The widget.
        runtime: Has the chats.
        user: Who asks: whoever reaches the kernel's messages is its owner.
    """
    headers = {"Authorization": f"Bearer {runtime.secret}", USER_HEADER: user.to_header()}
    outbox = _outboxes.setdefault(runtime, Outbox())

    def send(content: dict[str, Any], buffers: list[bytes]) -> None:
        if widget.comm is None:
            raise ConnectionError("the widget was closed")
        widget.send(content, buffers)

    def chosen(transport: str) -> None:
        widget.transport_in_use = transport

    channel = Channel(send, runtime.application, headers, outbox, chosen)

    # Called in the kernel's main thread, or in a subshell's.
    def receive(_: Any, content: Any, buffers: Sequence[Any]) -> None:
        said = cast("dict[str, Any]", content) if isinstance(content, dict) else {}
        if said.get("kind") == KIND:
            runtime.call_soon(channel.receive, said, [bytes(each) for each in buffers])

    widget.on_msg(receive)
    _answer_beside_cells(widget.comm)


def _answer_beside_cells(comm: Any) -> None:
    """Let messages go to the subshell that the page asks for, where they do not wait for a cell.

    ipykernel 7.4 sends them to the one from which the comm was last written to, which is for
    anything that a cell changes the one of the cells.
    """
    if hasattr(comm, "_reply_subshell_for"):
        comm._reply_subshell_for = _asked_for


def _asked_for(_data: Any, asked: str | None) -> str | None:
    return asked
