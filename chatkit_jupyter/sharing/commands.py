"""What ``%chatkit`` does about sharing."""

from __future__ import annotations

import shlex
from collections.abc import Callable

from IPython.core.error import UsageError

from chatkit_jupyter.session import Session, session_names, session_of

_CLEAR = "clear-saved"
_CLEAR_USAGE = f"%chatkit {_CLEAR} [name | variable]"


def share(line: str, find: Callable[[str | None], Session]) -> bool:
    """Run ``clear-saved``, if that is what was asked for.

    Args:
        line: What stands after ``%chatkit``.
        find: Gives the session of a name or variable.

    Returns:
        Whether it was.

    Raises:
        UsageError: It can not be run like that.
    """
    try:
        words = shlex.split(line)
    except ValueError:
        return False  # the magic itself words it
    match words:
        case ["clear-saved"]:
            for name in session_names():
                session_of(name).saved.clear()
        case ["clear-saved", name]:
            find(name).saved.clear()
        case ["clear-saved", *_]:
            raise UsageError(f"Name one chat, or none for all. Usage: {_CLEAR_USAGE}")
        case _:
            return False
    return True
