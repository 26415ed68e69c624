"""The files of one chat: which are taken, where they are kept, and who is told."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from chatkit.server import ChatKitServer
from chatkit.store import Store
from chatkit_jupyter.attachments.files import NotebookFiles
from chatkit_jupyter.attachments.limits import AttachmentLimits
from chatkit_jupyter.attachments.registration import FolderNote, FolderNotes
from chatkit_jupyter.attachments.sent import UNSENT_AGE, SentFiles
from chatkit_jupyter.attachments.service import FileService
from chatkit_jupyter.log import logger
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.runtime.kernel import Kernel
from chatkit_jupyter.view.options import merge_options

SWEEP_EVERY = timedelta(hours=1)

_notes: dict[int, FolderNotes] = {}  # by process: a forked one has none


class ChatFiles:
    """What a chat's author says about attachments; every change is noted for the Jupyter server.

    Args:
        chat: The chat's name.
    """

    def __init__(self, chat: str) -> None:
        self._chat = chat
        self._limits: AttachmentLimits | None = AttachmentLimits()
        self._folder: Path | None = None
        self._shared = False
        self._kernel: Kernel | None = None

    @property
    def store(self) -> NotebookFiles | None:
        """The attachment store; None where no files are taken."""
        if self._limits is None or self._folder is None:
            return None
        return NotebookFiles(self._folder, self._limits)

    def configure(self, limits: AttachmentLimits | None, *, shared: bool) -> None:
        """Choose which files are taken, and whether all users have the same."""
        self._limits, self._shared = limits, shared
        self._tell()

    def keep_in(self, folder: Path) -> None:
        """Choose where they are kept."""
        self._folder = folder
        self._tell()

    def serve(self, kernel: Kernel | None) -> bool:
        """Let the Jupyter server of this kernel take files in; True for the first time."""
        first, self._kernel = self._kernel is None, kernel
        self._tell()
        return first and kernel is not None

    def service(self, context: ChatContext) -> FileService | None:
        """The files for one user; None where none are taken."""
        files = self.store
        return None if files is None else FileService(files, context)

    async def sweep(self, store: Store[ChatContext], age: timedelta = UNSENT_AGE) -> None:
        """Delete the files that were uploaded longer ago and never sent.

        Args:
            store: Where the messages are.
            age: How long files wait to be sent.
        """
        files = self.store
        if files is not None:
            await SentFiles(store, files).sweep(self._chat, age)

    async def keep_swept(
        self, store: Callable[[], Store[ChatContext] | None], every: timedelta = SWEEP_EVERY
    ) -> None:
        """Sweep now and then, until cancelled.

        Args:
            store: Gives where the messages are; None for nowhere.
            every: How long to wait in between.
        """
        while True:
            try:
                if (messages := store()) is not None:
                    await self.sweep(messages)
            except Exception:
                logger.exception("The files of chat %r could not be swept", self._chat)
            await asyncio.sleep(every.total_seconds())

    def _tell(self) -> None:
        if self._kernel is None:
            return
        files = self.store
        note = None if files is None else FolderNote.of(files, shared=self._shared)
        process = os.getpid()
        if process not in _notes:
            _notes[process] = FolderNotes(self._kernel)
        _notes[process].set(self._chat, note)


def with_attachments(options: Mapping[str, Any], server: ChatKitServer[Any]) -> dict[str, Any]:
    """Add to a front end's options which files can be attached, where its author has not.

    Args:
        options: The author's options.
        server: The server that answers.
    """
    files = server.attachment_store
    if isinstance(files, NotebookFiles):
        option = files.limits.front_end_option
    else:  # a server of the author's own keeps to limits of its own
        option = {"enabled": files is not None}
    return merge_options({"composer": {"attachments": option}}, options)
