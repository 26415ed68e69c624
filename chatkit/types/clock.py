"""The clock: every time inside the SDK is aware and in UTC."""

from __future__ import annotations

from datetime import datetime, timezone
from typing import Annotated

from pydantic import AfterValidator


def now() -> datetime:
    """Read the clock.

    Returns:
        The current time, aware, in UTC.
    """
    return datetime.now(timezone.utc)


def as_utc(time: datetime) -> datetime:
    """Move a time to UTC.

    Args:
        time: Any time; one without an offset, as older stores hold, is read as UTC.

    Returns:
        The same moment, aware, in UTC.
    """
    if time.tzinfo is None:
        return time.replace(tzinfo=timezone.utc)
    return time.astimezone(timezone.utc)


UtcDatetime = Annotated[datetime, AfterValidator(as_utc)]
"""A moment; ISO 8601 text on the wire, aware UTC inside."""
