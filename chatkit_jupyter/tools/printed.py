"""Gives what a tool prints to its call, and leaves to running cells what they print."""

from __future__ import annotations

import sys
import threading
from collections.abc import Generator
from contextlib import contextmanager
from typing import Any, TextIO, cast

from chatkit_jupyter.tools.call import current_call

_NAMES = ("stdout", "stderr")


class _Divided:
    """A stream that passes on what is not printed by a call.

    Whose text it is says the context that writes, so that cells, calls and threads can print at the
    same time.
    """

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> int:
        call = current_call.get()
        if call is None:
            return self._stream.write(text)
        call.write(text)
        return len(text)

    def writelines(self, lines: list[str]) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        if current_call.get() is None:
            self._stream.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


class _Division:
    """The streams of this process, divided as long as a call needs it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._users = 0

    def begin(self) -> None:
        with self._lock:
            self._users += 1
            for name in _NAMES:
                stream = getattr(sys, name)
                if stream is not None and not isinstance(stream, _Divided):
                    setattr(sys, name, _Divided(stream))

    def end(self) -> None:
        with self._lock:
            self._users -= 1
            for name in _NAMES:
                stream = getattr(sys, name)
                if self._users == 0 and isinstance(stream, _Divided):
                    setattr(sys, name, cast("Any", stream)._stream)


_division = _Division()


@contextmanager
def divided_streams() -> Generator[None]:
    """Give to calls what they print while this lasts: `print`, warnings, `sys.stderr.write`."""
    _division.begin()
    try:
        yield
    finally:
        _division.end()
