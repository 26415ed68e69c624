"""What can go wrong with a cassette."""

from __future__ import annotations


class CassetteError(Exception):
    """A cassette can not be read, or not be replayed; the message says what to do."""


class CassetteMismatchError(CassetteError):
    """No recording is of this call; the message shows what differs from the one most like it."""
