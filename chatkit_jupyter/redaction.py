"""Taking secrets out of what errors say: in the chat, in the notebook and in logs."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from chatkit.redaction import Pattern, Redactor

_FORMATTER = logging.Formatter()
_patterns: dict[str, tuple[Pattern, ...]] = {}


def hide(chat: str, patterns: Iterable[Pattern]) -> Redactor:
    """Take more than keys and tokens out of what is kept of a chat, and of all errors and logs.

    Args:
        chat: The chat whose author says so; what they said before no longer counts.
        patterns: Regular expressions.

    Returns:
        What takes them out of what is kept of this chat.

    Raises:
        ValueError: One is not a regular expression.
    """
    wanted = tuple(patterns)
    redactor = Redactor(wanted)
    _patterns[chat] = wanted
    return redactor


def redact(text: str) -> str:
    """Put ``[redacted]`` in the place of every secret.

    Args:
        text: What an error or a log says; which chat it is about can not be told.
    """
    return Redactor({each: None for chat in _patterns.values() for each in chat}).text(text)


class RedactingFilter(logging.Filter):
    """Takes secrets out of what a logger gets, tracebacks included."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; it is always logged."""
        record.msg, record.args = redact(record.getMessage()), None
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = redact(_FORMATTER.formatException(record.exc_info))
        return True
