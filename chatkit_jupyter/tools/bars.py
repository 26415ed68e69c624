"""Progress bars of tqdm in a tool: shown by the chat instead of in a cell's output."""

from __future__ import annotations

import importlib
import importlib.util
import io
import threading
from functools import wraps
from typing import Any
from weakref import WeakKeyDictionary

from chatkit_jupyter.tools.call import ToolCall, current_call, progress_line

_watching = threading.Lock()
_watched = False
_outermost: WeakKeyDictionary[ToolCall, Any] = WeakKeyDictionary()


def watch_bars() -> None:
    """From now on, let calls report how far their bars are; does nothing where tqdm is missing."""
    global _watched  # noqa: PLW0603 - a process has one tqdm
    with _watching:
        if _watched or importlib.util.find_spec("tqdm") is None:
            return
        _watched = True
        plain: Any = importlib.import_module("tqdm.std").tqdm
        notebook: Any = importlib.import_module("tqdm.notebook").tqdm_notebook
        _report_from(plain)
        _report_from(notebook)
        _make_plain(notebook, plain)


def _report_from(bar: Any) -> None:
    """Let `display`, which draws a bar, report it instead where a call is running."""
    draw, close = bar.display, bar.close

    @wraps(draw)
    def display(self: Any, *args: Any, **kwargs: Any) -> Any:
        call = current_call.get()
        if call is None:
            return draw(self, *args, **kwargs)
        if _outermost.setdefault(call, self) is self:
            call.report(progress_line(str(self.desc or "").rstrip(": "), self.n, self.total))
        return True

    @wraps(close)
    def close_reported(self: Any) -> Any:
        call = current_call.get()
        if call is not None and _outermost.get(call) is self:
            display(self)
            del _outermost[call]
        return close(self)

    bar.display, bar.close = display, close_reported


def _draw_nothing(*_: Any, **__: Any) -> None:
    """There is no widget."""


def _make_plain(notebook: Any, plain: Any) -> None:
    """Let a bar for notebooks make no widget of its own where a call is running."""
    begin = notebook.__init__

    @wraps(begin)
    def initialize(self: Any, *args: Any, **kwargs: Any) -> None:
        if current_call.get() is None:
            begin(self, *args, **kwargs)
        else:
            kwargs.pop("display", None)
            plain.__init__(self, *args, **{**kwargs, "file": io.StringIO()})
            self.disp = _draw_nothing

    notebook.__init__ = initialize
