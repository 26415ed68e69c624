"""Keeps what a response displays and draws apart from the cell that is running.

Outputs and pyplot's figures belong to the whole kernel: what a responder displays would go to
whichever cell runs just then, its `plt.figure()` would become that cell's current figure, and the
cell would show it at its end.
"""

from __future__ import annotations

import sys
from collections import OrderedDict
from collections.abc import Iterator, MutableMapping
from contextvars import ContextVar, copy_context
from typing import Any, cast

Header = dict[str, Any]
Figures = OrderedDict[Any, Any]

_cell: ContextVar[Header | None] = ContextVar("chatkit_cell", default=None)
_figures: ContextVar[Figures | None] = ContextVar("chatkit_figures", default=None)


def current_cell() -> Header | None:
    """The message header of the cell that runs in this thread; None outside of a kernel."""
    publisher: Any = getattr(_shell(), "display_pub", None)
    return getattr(publisher, "parent_header", None) or None


def keep_apart(cell: Header | None) -> None:
    """Give to this context, and to what is started in it, figures and an output of its own.

    A turn that a cell takes by itself displays and prints there.

    Args:
        cell: Header of the cell whose output takes what is displayed and printed: the one that
            shows the chat. None leaves it to the running cell.
    """
    streams = [_parent_of(sys.stdout), _parent_of(sys.stderr)]
    if cell is not None and not any(_is_set(parent) for parent in streams):
        _cell.set(cell)
        for parent in filter(None, streams):
            parent.set(cell)
    _figures.set(OrderedDict())
    helpers: Any = sys.modules.get("matplotlib._pylab_helpers")
    if helpers is not None and not isinstance(helpers.Gcf.figs, _DividedFigures):
        helpers.Gcf.figs = _DividedFigures(helpers.Gcf.figs)


def redirect_displays() -> None:
    """Let what this thread displays go where `keep_apart` says; call it when the thread begins."""
    publisher: Any = getattr(_shell(), "display_pub", None)
    if hasattr(publisher, "register_hook"):  # its hooks are those of a thread
        publisher.register_hook(_redirect)


def _parent_of(stream: Any) -> ContextVar[Header] | None:
    """What says, in ipykernel's streams, which cell a context prints for."""
    parent = getattr(stream, "_parent_header", None)
    return cast("ContextVar[Header]", parent) if isinstance(parent, ContextVar) else None


def _is_set(parent: ContextVar[Header] | None) -> bool:
    return parent is not None and parent in copy_context()


def _redirect(message: dict[str, Any]) -> dict[str, Any]:
    cell = _cell.get()
    # An update finds its output by itself.
    if cell is not None and message["header"]["msg_type"] != "update_display_data":
        message["parent_header"] = cell
    return message


def _shell() -> Any:
    ipython: Any = sys.modules.get("IPython")
    return ipython and ipython.get_ipython()


class _DividedFigures(MutableMapping[Any, Any]):
    """pyplot's figures, in the order of their use: those of the response, or of the cells."""

    def __init__(self, of_cells: Figures) -> None:
        self._of_cells = of_cells

    @property
    def _here(self) -> Figures:
        figures = _figures.get()
        return self._of_cells if figures is None else figures

    def __getitem__(self, number: Any) -> Any:
        return self._here[number]

    def __setitem__(self, number: Any, manager: Any) -> None:
        self._here[number] = manager

    def __delitem__(self, number: Any) -> None:
        del self._here[number]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._here)

    def __len__(self) -> int:
        return len(self._here)

    def values(self) -> Any:
        """The figures; they can be gone through backwards, too."""
        return self._here.values()

    def move_to_end(self, number: Any, last: bool = True) -> None:
        """Make a figure the current one."""
        self._here.move_to_end(number, last)
