"""Errors in an author's code: one line for the chat, the whole story for the author."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from pathlib import Path
from types import TracebackType
from typing import Any

from pydantic import ValidationError

from chatkit_jupyter.redaction import RedactingFilter, redact

Report = Callable[[BaseException], None]

_MAX_LINE = 300
_MAX_INPUT = 60
_ANSI = re.compile(r"\x1b\[[0-9;]*m")
_PACKAGES = tuple(
    f"{(Path(__file__).parents[2] / package).as_posix()}/"
    for package in ("chatkit", "chatkit_jupyter")
)


def one_line(error: BaseException) -> str:
    """Word an error for the person at the chat: its class and the first line of its message.

    Args:
        error: The error.

    Returns:
        At most 300 characters, without secrets.
    """
    if isinstance(error, ValidationError):
        message = f"{error.title}: {first_problem(error)}"
    else:
        message = next(iter(str(error).strip().splitlines()), "")
    line = redact(f"{type(error).__name__}: {message}") if message else type(error).__name__
    return line if len(line) <= _MAX_LINE else line[: _MAX_LINE - 1] + "…"


def first_problem(error: ValidationError) -> str:
    """Word the first of the problems that a validation found, with its place.

    Args:
        error: The validation's error.
    """
    problem = error.errors(include_url=False, include_context=False)[0]
    place = ".".join(str(part) for part in problem["loc"])
    got = repr(problem["input"])
    got = got if len(got) <= _MAX_INPUT else type(problem["input"]).__name__
    return f"{place + ': ' if place else ''}{problem['msg']} (got {got})"


def author_traceback(error: BaseException) -> str:
    """Write an error's traceback as a cell would show it, without this package's own frames.

    Args:
        error: The error.

    Returns:
        Plain text, without secrets.
    """
    return redact(_traceback(error))


def _traceback(error: BaseException) -> str:
    own = _without_our_frames(error.__traceback__) or error.__traceback__
    ipython: Any = sys.modules.get("IPython")
    shell = ipython and ipython.get_ipython()
    if shell:
        with suppress(Exception):  # an author's __str__ may fail while it is being shown
            # IPython leaves out the first frame, which under a cell is its own.
            lines = shell.InteractiveTB.structured_traceback(type(error), error, own, tb_offset=0)
            return _ANSI.sub("", "\n".join(lines))
    return "".join(traceback.format_exception(type(error), error, own))


def _without_our_frames(tb: TracebackType | None) -> TracebackType | None:
    kept: list[TracebackType] = []
    while tb is not None:
        if not tb.tb_frame.f_code.co_filename.replace("\\", "/").startswith(_PACKAGES):
            kept.append(tb)
        tb = tb.tb_next
    chain: TracebackType | None = None
    for entry in reversed(kept):
        chain = TracebackType(chain, entry.tb_frame, entry.tb_lasti, entry.tb_lineno)
    return chain


reporting: ContextVar[Report | None] = ContextVar("reporting", default=None)
"""Who wants to hear of the errors that a server logs during the current response."""


class _ReportErrors(logging.Handler):
    """Passes on what a `ChatKitServer` logs and hides from the client: its author's errors."""

    def emit(self, record: logging.LogRecord) -> None:
        report = reporting.get()
        error = record.exc_info[1] if record.exc_info else None
        if report is not None and error is not None:
            report(error)


def listen_to_servers() -> None:
    """From now on, report the errors that servers log."""
    logger = logging.getLogger("chatkit")
    if not any(isinstance(handler, _ReportErrors) for handler in logger.handlers):
        logger.addFilter(RedactingFilter())
        logger.addHandler(_ReportErrors(logging.ERROR))
