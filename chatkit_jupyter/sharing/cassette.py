"""A chat's cassette, by its file or as it is."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

from chatkit.redaction import Pattern

if TYPE_CHECKING:
    from chatkit.testing import Cassette


def open_cassette(
    given: Cassette | str | os.PathLike[str] | None, redact: Sequence[Pattern]
) -> Cassette | None:
    """Open what an author gave as ``cassette=``.

    Args:
        given: A path, a cassette, or nothing.
        redact: Regular expressions for what a cassette that is opened here does not record.

    Returns:
        The cassette, if any.
    """
    if given is None:
        return None
    from chatkit.testing import Cassette  # noqa: PLC0415 - it takes its time

    return given if isinstance(given, Cassette) else Cassette(given, redact=redact)
