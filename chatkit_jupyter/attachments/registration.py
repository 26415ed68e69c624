"""The note by which a Jupyter server finds the folders of a kernel's attachments."""

from __future__ import annotations

import atexit
import json
import os
import stat
import threading
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from chatkit_jupyter.attachments.files import NotebookFiles
from chatkit_jupyter.attachments.limits import AttachmentLimits
from chatkit_jupyter.errors import NotServingError, RegistrationError
from chatkit_jupyter.runtime.kernel import Kernel
from chatkit_jupyter.runtime.private_files import read_private, require_mine, write_private
from chatkit_jupyter.runtime.registration import registration_folder

_VERSION = 1
_MAX_BYTES = 1 << 20


@dataclass(frozen=True)
class FolderNote:
    """Where one chat's attachments are, and which are taken.

    Args:
        root: The folder.
        max_bytes: Greatest size of one file, in bytes.
        max_count: Most files in one message.
        accept: Media types and endings; None for all.
        shared: Whether all users have the same threads.
    """

    root: str
    max_bytes: int
    max_count: int
    accept: list[str] | None
    shared: bool

    @property
    def files(self) -> NotebookFiles:
        """The store that the note describes."""
        limits = AttachmentLimits(self.max_bytes, self.max_count, self.accept)
        return NotebookFiles(Path(self.root), limits)

    @classmethod
    def of(cls, files: NotebookFiles, *, shared: bool) -> FolderNote:
        """Describe a store."""
        limits = files.limits
        accept = None if limits.accept is None else list(limits.accept)
        root = str(files.root.absolute())
        return cls(root, limits.max_bytes, limits.max_count, accept, shared)


class FolderNotes:
    """This process's notes, in one file beside its registration; it goes with the process.

    Args:
        kernel: The kernel that this process runs.
    """

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel
        self._chats: dict[str, FolderNote] = {}
        self._lock = threading.Lock()
        self._process = os.getpid()
        atexit.register(self._remove)

    def set(self, chat: str, note: FolderNote | None) -> None:
        """Note a chat's folder; None where it takes no files (any more)."""
        with self._lock:
            if self._chats.get(chat) == note:
                return
            if note is None:
                del self._chats[chat]
            else:
                self._chats[chat] = note
            chats = {name: asdict(each) for name, each in self._chats.items()}
            path = registration_folder(self._kernel.runtime_dir) / _file_name(self._kernel.id)
            note_of_process = {"version": _VERSION, "pid": self._process, "chats": chats}
            write_private(path, json.dumps(note_of_process))

    def _remove(self) -> None:
        if os.getpid() == self._process:  # a forked process leaves it alone
            with suppress(OSError, RegistrationError):
                folder = registration_folder(self._kernel.runtime_dir)
                (folder / _file_name(self._kernel.id)).unlink()


def read_note(runtime_dir: Path, kernel_id: str, pid: int, chat: str) -> FolderNote:
    """Find and check the note of one chat.

    Args:
        runtime_dir: The runtime directory of the Jupyter server.
        kernel_id: The kernel's id; it must not hold path separators.
        pid: The kernel's process, as its registration says.
        chat: The chat's name.

    Raises:
        NotServingError: The kernel has no such chat, or it takes no files.
        RegistrationError: The note, or the folder, is not what this user's kernel would have made.
    """
    path = runtime_dir / "chatkit" / _file_name(kernel_id)
    try:
        content: Any = json.loads(read_private(path, _MAX_BYTES))
        if content["version"] != _VERSION or content["pid"] != pid:
            raise NotServingError(f"{path} was written by another process")
        note = FolderNote(**content["chats"][chat])
        if not Path(note.root).is_absolute():
            raise RegistrationError(f"{path} does not name a folder")
        _ = note.files  # checks the limits
        with suppress(FileNotFoundError):  # made with the first file
            require_mine(Path(note.root), stat.S_ISDIR, "a folder")
    except (FileNotFoundError, KeyError):
        raise NotServingError(f"kernel {kernel_id} takes no files in {chat!r}") from None
    except (ValueError, TypeError, AttributeError):
        raise RegistrationError(f"{path} is not in the expected form") from None
    return note


def _file_name(kernel_id: str) -> str:
    return f"{kernel_id}.files.json"
