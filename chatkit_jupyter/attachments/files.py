"""The attachment store of a notebook's chats."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from datetime import timedelta
from pathlib import Path

from chatkit.store import FileAttachmentStore
from chatkit_jupyter.attachments.limits import AttachmentLimits
from chatkit_jupyter.responder.context import ChatContext

LINKS = "notebook:/attachments"
"""What links to attachments begin with. Only the page knows the address of its Jupyter server, so
it puts the address of the chat in the place of ``notebook:``."""

_UPLOAD_LIFETIME = timedelta(days=1)  # an upload may be resumed after a night's sleep

_temporary: Path | None = None


class NotebookFiles(FileAttachmentStore[ChatContext]):
    """Keeps attachments in a folder, each chat's and user's apart.

    The kernel and its Jupyter server use the same folder.

    Args:
        root: The folder.
        limits: Which files to take.
    """

    def __init__(self, root: Path, limits: AttachmentLimits) -> None:
        super().__init__(
            root,
            base_url=LINKS,
            max_bytes=limits.max_bytes,
            accept=limits.accept,
            owner=lambda context: context.owner,
            upload_lifetime=_UPLOAD_LIFETIME,
        )
        self.root = root
        self.limits = limits


def temporary_folder() -> Path:
    """A folder for the files of chats that are forgotten with this process; it goes then too."""
    global _temporary  # noqa: PLW0603 - a process has one
    if _temporary is None:
        _temporary = Path(tempfile.mkdtemp(prefix="chatkit-files-"))  # created with mode 0700
        atexit.register(_remove, _temporary, os.getpid())
    return _temporary


def _remove(folder: Path, process: int) -> None:
    if os.getpid() == process:  # a forked process leaves it alone
        shutil.rmtree(folder, ignore_errors=True)
