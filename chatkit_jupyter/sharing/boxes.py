"""Chats inside other widgets: what is saved of them stands under the cell that shows the box."""

from __future__ import annotations

import sys
from typing import Any, cast

import ipywidgets  # pyright: ignore[reportMissingTypeStubs]

from chatkit_jupyter.sharing.headless import is_headless
from chatkit_jupyter.sharing.showing import Showable
from chatkit_jupyter.widget.widget import ChatWidget

_chats: dict[ipywidgets.Widget, Showable] = {}
_shown: dict[Showable, None] = {}  # by the running cell, in order


def widget_of(chat: Showable) -> ipywidgets.Widget:
    """Give a chat's widget to be put into a box.

    Args:
        chat: The chat's session.

    Returns:
        The chat's widget; where a program runs the notebook an empty one, because the code of the
        chat's would be stored in the notebook.
    """
    known = [widget for widget, each in _chats.items() if each is chat]
    widget = _stand_in(known) if is_headless() else chat.widget()
    _listen()
    for other in known:  # a front end may have closed the widget, so that there is another one
        del _chats[other]
    _chats[widget] = chat
    return widget


def _stand_in(known: list[ipywidgets.Widget]) -> ipywidgets.Widget:
    return known[0] if known else ipywidgets.HTML()


def _listen() -> None:
    ipython: Any = sys.modules.get("IPython")
    shell: Any = ipython and ipython.get_ipython()
    if shell is None or _chats:
        return
    formatter = shell.display_formatter.mimebundle_formatter
    for kind in (ipywidgets.Box, ipywidgets.HTML, ChatWidget):
        formatter.for_type(kind, _bundle)
    shell.events.register("post_run_cell", _save)


def _bundle(widget: ipywidgets.Widget, **options: Any) -> Any:
    """Draw a widget as ever, and note the chats in it."""
    _shown.update(dict.fromkeys(_chats_in(widget)))
    drawn: Any = widget
    return drawn._repr_mimebundle_(**options)


def _chats_in(widget: ipywidgets.Widget) -> list[Showable]:
    found = [_chats[widget]] if widget in _chats else []
    children = cast("tuple[ipywidgets.Widget, ...]", getattr(widget, "children", ()))
    return found + [chat for child in children for chat in _chats_in(child)]


def _save(_: object) -> None:
    chats = list(_shown)
    _shown.clear()
    for chat in chats:
        chat.saved.show()
