"""What the front end shows of a chat, whether or not it has been shown yet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chatkit_jupyter.runtime.runtime import get_runtime
from chatkit_jupyter.users import author
from chatkit_jupyter.view.last_thread import LastThread
from chatkit_jupyter.widget.comm.carry import carry_requests
from chatkit_jupyter.widget.front_end import FrontEnd

if TYPE_CHECKING:
    from chatkit_jupyter.widget.widget import ChatWidget

_THREAD = "thread_id"


class View:
    """The state of the only widget model of a chat, which is made when it is first shown.

    Args:
        chat: The chat's name.
        thread_changed: Called, in any thread, with the id of the thread that is shown from now on.
    """

    def __init__(self, chat: str, thread_changed: Callable[[str | None], None]) -> None:
        self._chat = chat
        self._thread_changed = thread_changed
        self._state: dict[str, Any] = {}
        self._widget: ChatWidget | None = None
        self._last = LastThread(None, chat)

    def keep_in(self, conversations: Path | None) -> None:
        """Show the thread that was shown last of these conversations, and keep in mind which is.

        Args:
            conversations: Their file; None where they are not kept.
        """
        self._last = LastThread(conversations, self._chat)
        self.set(thread_id=self._last.thread_id)

    def get(self, trait: str) -> Any:
        """A trait's value as the front end has left it; None if it has none yet."""
        held = self._state.get(trait)
        return held if self._widget is None else getattr(self._widget, trait)

    def set(self, **state: Any) -> None:
        """Set traits, also of views that are open."""
        before = self.get(_THREAD)
        self._state |= state
        if self._widget is None:
            if state.get(_THREAD, before) != before:
                self._moved(state[_THREAD])
        else:
            for trait, value in state.items():
                if getattr(self._widget, trait) != value:
                    setattr(self._widget, trait, value)

    @property
    def reached(self) -> str:
        """Words for how the page that was opened last reaches the chat; none before any was."""
        return f", reached by {self.transport}" if self.transport else ""

    @property
    def transport(self) -> str | None:
        """How the page that was opened last reaches the chat; None before any was."""
        return self._widget and self._widget.transport_in_use

    def widget(self) -> ChatWidget:
        """The widget model.

        Raises:
            FrontEndMissingError: The front end was not built.
        """
        if self._widget is None or _is_closed(self._widget):
            from chatkit_jupyter.widget.widget import make_widget  # noqa: PLC0415 - takes its time

            self._state |= {trait: self.get(trait) for trait in self._state}
            runtime = get_runtime()
            kernel = runtime.kernel
            self._widget = make_widget(
                FrontEnd.read(),
                kernel_id=kernel.id if kernel else "",
                chat=self._chat,
                **self._state,
            )
            carry_requests(self._widget, runtime, author())
            self._widget.observe(self._observed, _THREAD)  # pyright: ignore[reportUnknownMemberType]
        return self._widget

    def _observed(self, change: dict[str, Any]) -> None:
        self._moved(change["new"])

    def _moved(self, thread_id: str | None) -> None:
        self._last.thread_id = thread_id
        self._thread_changed(thread_id)


def _is_closed(widget: ChatWidget) -> bool:
    """Whether no page can show it any more: marimo closes widgets when their cell runs again."""
    comm: Any = widget.comm
    return comm is None or getattr(comm, "_closed", False)
