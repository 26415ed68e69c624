"""Folders and files that only their owner can open, on systems that know owners."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

from chatkit_jupyter.errors import RegistrationError

FOLDER_MODE = 0o700
FILE_MODE = 0o600
_OTHERS = 0o077
_KNOWS_OWNERS = hasattr(os, "getuid")


def private_folder(path: Path) -> Path:
    """Create a folder that only this user can enter, or close an existing one to others.

    Args:
        path: The folder.

    Returns:
        The same path.

    Raises:
        RegistrationError: The path is taken by a link, a file or another user's folder.
    """
    path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode) or not _is_mine(status):
        raise RegistrationError(f"{path} is not a folder of this user")
    if _KNOWS_OWNERS and status.st_mode & _OTHERS:
        path.chmod(FOLDER_MODE)
    return path


def write_private(path: Path, text: str) -> None:
    """Put a whole file in place at once, readable by this user only.

    Args:
        path: The file; what was there is replaced.
        text: Its content.
    """
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=".")  # created with mode 0600
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def read_private(path: Path, limit: int) -> str:
    """Read a file that only this user can have written.

    Args:
        path: The file.
        limit: Most bytes that the file may hold.

    Returns:
        Its content.

    Raises:
        FileNotFoundError: There is no such file.
        RegistrationError: It is a link, too large, another user's, or open to others.
    """
    require_mine(path.parent, stat.S_ISDIR, "a folder")
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        handle = os.open(path, flags)
    except FileNotFoundError:
        raise
    except OSError as error:
        raise RegistrationError(f"{path} can not be opened: {error.strerror}") from error
    with os.fdopen(handle, "rb") as file:
        _check(path, os.fstat(handle), stat.S_ISREG, "a file")
        data = file.read(limit + 1)
    if len(data) > limit:
        raise RegistrationError(f"{path} is larger than {limit} bytes")
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise RegistrationError(f"{path} is not text") from None


def require_mine(path: Path, is_kind: Callable[[int], bool], kind: str) -> None:
    """Check that a path is of this kind, this user's, and closed to everyone else.

    Args:
        path: What to look at; a link is not followed.
        is_kind: A predicate of the `stat` module, such as `stat.S_ISSOCK`.
        kind: What the predicate asks for, in words.

    Raises:
        FileNotFoundError: There is nothing at this path.
        RegistrationError: It is something else, another user's, or open to others.
    """
    _check(path, path.lstat(), is_kind, kind)


def _check(path: Path, status: os.stat_result, is_kind: Callable[[int], bool], kind: str) -> None:
    if not is_kind(status.st_mode):
        raise RegistrationError(f"{path} is not {kind}")
    if not _is_mine(status):
        raise RegistrationError(f"{path} belongs to another user")
    if _KNOWS_OWNERS and status.st_mode & _OTHERS:
        raise RegistrationError(f"{path} can be used by other users")


def _is_mine(status: os.stat_result) -> bool:
    return not _KNOWS_OWNERS or status.st_uid == os.getuid()
