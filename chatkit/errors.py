"""Errors a handler raises to end a response with a message of its own.

Exception
└── BaseStreamError
    ├── StreamError        a coded error, which the client words and translates
    └── CustomStreamError  an error with the server's own words
"""

from __future__ import annotations

from abc import ABC
from enum import Enum


class ErrorCode(str, Enum):
    """Errors that a client knows how to word in the user's language."""

    STREAM_ERROR = "stream.error"


_ALLOWS_RETRY = {ErrorCode.STREAM_ERROR: True}


class BaseStreamError(ABC, Exception):
    """Base of the errors that reach the client as an ``error`` event instead of a general one.

    Attributes:
        allow_retry: Whether the client offers to run the turn again.
    """

    allow_retry: bool


class StreamError(BaseStreamError):
    """Ends the response with an ``error`` event that carries a code.

    Args:
        code: What went wrong.
        allow_retry: Whether the user may retry; by default the code decides.
    """

    def __init__(self, code: ErrorCode, *, allow_retry: bool | None = None) -> None:
        super().__init__(code.value)
        self.code = code
        self.allow_retry = _ALLOWS_RETRY[code] if allow_retry is None else allow_retry


class CustomStreamError(BaseStreamError):
    """Ends the response with an ``error`` event that shows this message.

    Args:
        message: Text for the user, shown as it is.
        allow_retry: Whether the user may retry.
    """

    def __init__(self, message: str, *, allow_retry: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.allow_retry = allow_retry
