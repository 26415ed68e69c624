"""Taking secrets out of what errors say: in the chat, in the notebook and in logs."""

from __future__ import annotations

import logging
from collections.abc import Iterable

from chatkit.redaction import Pattern, Redactor

_FORMATTER = logging.Formatter()
_patterns: dict[Pattern, None] = {}


def hide(patterns: Iterable[Pattern]) -> None:
    """Take more than keys and tokens out, from now on and in every chat.

    Args:
        patterns: Regular expressions.

    Raises:
        ValueError: One is not a regular expression.
    """
    wanted = dict.fromkeys(patterns)
    Redactor(wanted)
    _patterns.update(wanted)


def redact(text: str) -> str:
    """Put ``[redacted]`` in the place of every secret.

    Args:
        text: What an error or a log says.
    """
    return Redactor(_patterns).text(text)


class RedactingFilter(logging.Filter):
    """Takes secrets out of what a logger gets, tracebacks included."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Change the record; it is always logged."""
        record.msg, record.args = redact(record.getMessage()), None
        if record.exc_info and record.exc_info[1] is not None:
            record.exc_text = redact(_FORMATTER.formatException(record.exc_info))
        return True
