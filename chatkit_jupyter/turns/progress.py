"""How far a turn is that a cell waits for, as an output of the cell."""

from __future__ import annotations

import secrets
import sys
import time
from typing import Any

from chatkit.types import (
    AssistantMessageContentPartTextDelta,
    CustomTask,
    ErrorEvent,
    ProgressUpdateEvent,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
    WidgetItem,
    WorkflowTaskAdded,
)
from chatkit_jupyter.preview.static_html import static_html
from chatkit_jupyter.sharing.headless import is_headless
from chatkit_jupyter.sharing.saved import publish_output


def can_show() -> bool:
    """Whether a cell with a person in front of it runs here."""
    ipython: Any = sys.modules.get("IPython")
    shell: Any = ipython and ipython.get_ipython()
    return getattr(shell, "kernel", None) is not None and not is_headless()


class TurnProgress:
    """Shows an answer while it comes; in the end a line says how it went.

    `hear` is called on the runtime's loop, `show` in the thread that waits.
    """

    def __init__(self) -> None:
        self._display = f"chatkit-turn-{secrets.token_hex(8)}"
        self._began = time.monotonic()
        self._parts: list[str] = []
        self._widgets: list[str] = []
        self._tools: list[str] = []
        self._doing = ""
        self._failed = False
        self._changes = 1
        self._shown = 0

    def hear(self, event: ThreadStreamEvent) -> None:
        """Take an event of the answer in."""
        self._changes += 1
        match event:
            case ThreadItemUpdatedEvent(update=AssistantMessageContentPartTextDelta(delta=delta)):
                self._parts.append(delta)
            case ThreadItemUpdatedEvent(
                update=WorkflowTaskAdded(task=CustomTask(title=str(title)))
            ):
                self._tools.append(title)
                self._doing = title
            case ProgressUpdateEvent(text=text):
                self._doing = text
            case ThreadItemDoneEvent(item=WidgetItem(widget=widget)):
                self._widgets.append(static_html(widget))
            case ThreadItemAddedEvent() if self._parts:
                self._parts.append("\n\n")
            case ErrorEvent():
                self._failed = True
            case _:
                self._changes -= 1

    def show(self) -> None:
        """Show what has come since the last time."""
        if self._shown == self._changes:
            return
        first, self._shown = self._shown == 0, self._changes
        line = f"Answering … {self._doing}".rstrip()
        text = "".join(self._parts)
        self._publish(line, text, update=not first)

    def end(self) -> None:
        """Leave a line that says how long it took."""
        if self._shown == 0:
            return
        word = "Failed after" if self._failed else "Answered in"
        used = f", with {', '.join(dict.fromkeys(self._tools))}" if self._tools else ""
        self._widgets.clear()
        self._publish(f"{word} {time.monotonic() - self._began:.1f} s{used}.", "", update=True)

    def _publish(self, line: str, text: str, *, update: bool) -> None:
        data: dict[str, Any] = {"text/plain": f"{line}\n{text}".rstrip()}
        if self._widgets:
            data["text/html"] = f"<p>{line}</p>{''.join(self._widgets)}"
        else:
            data["text/markdown"] = f"*{line}*\n\n{text}"
        publish_output(data, {}, self._display, update=update)
