"""Shows a chat under a cell: its view, and beside it what is saved of its conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from chatkit_jupyter.runtime.runtime import get_runtime
from chatkit_jupyter.sharing.headless import is_headless
from chatkit_jupyter.sharing.saved import SavedConversation, publish_output

if TYPE_CHECKING:
    from chatkit_jupyter.widget.widget import ChatWidget


class Showable(Protocol):
    """A chat's session as it is shown."""

    saved: SavedConversation

    def widget(self) -> ChatWidget:
        """The chat's widget."""
        ...


def show_chat(chat: Showable) -> None:
    """Show a chat in the output of the running cell.

    Where a program runs the notebook, there is only what is saved: no widget, whose code would be
    stored with its state.

    Args:
        chat: The chat's session.

    Raises:
        FrontEndMissingError: The front end was not built.
    """
    if not is_headless():
        if get_runtime().kernel is None:
            publish_output({"text/plain": repr(chat)}, {})
            return
        view: tuple[dict[str, Any], dict[str, Any]] = chat.widget().bundle("")
        publish_output(*view)
    chat.saved.show()
