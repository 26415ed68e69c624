"""A chat's conversations."""

from __future__ import annotations

from chatkit_jupyter.author.held import Held


class Threads(Held):
    """The threads that a chat keeps."""

    @property
    def thread_id(self) -> str | None:
        """Id of the thread that the chat shows; None for a new one."""
        return self._session.thread_id
