"""What ``%chatkit`` does about sharing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from IPython.core.error import UsageError

from chatkit_jupyter.errors import ChatKitJupyterError
from chatkit_jupyter.magic.subject import Find
from chatkit_jupyter.session import Session, session_names, session_of

_CLEAR_USAGE = "%chatkit clear-saved [name | variable]"
_EXPORT_USAGE = "%chatkit export FILE.html [name | variable]"


def share(words: Sequence[str], find: Find) -> str | None:
    """Run ``clear-saved`` or ``export``, if that is what was asked for.

    Args:
        words: What stands after ``%chatkit``.
        find: Gives the session of a name or variable.

    Returns:
        As `command`.

    Raises:
        UsageError: It can not be run like that.
    """
    match words:
        case ["clear-saved"]:
            for name in session_names():
                session_of(name).saved.clear()
        case ["clear-saved", name]:
            find(name).saved.clear()
        case ["export", file, *rest] if len(rest) <= 1:
            return f"Wrote {_export(find(rest[0] if rest else None), file)}"
        case ["export", *_]:
            raise UsageError(f"Name the file. Usage: {_EXPORT_USAGE}")
        case ["clear-saved", *_]:
            raise UsageError(f"Name one chat, or none for all. Usage: {_CLEAR_USAGE}")
        case _:
            return None
    return ""


def _export(session: Session, file: str) -> Path:
    from chatkit_jupyter.sharing.export import export_chat  # noqa: PLC0415 - few need it

    try:
        return export_chat(session, file)
    except (ChatKitJupyterError, OSError) as error:
        raise UsageError(str(error)) from error
