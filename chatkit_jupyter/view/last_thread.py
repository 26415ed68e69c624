"""Which thread a chat showed last, so that its cell goes on with it in the next kernel."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from chatkit_jupyter.log import logger
from chatkit_jupyter.runtime.private_files import write_private


class LastThread:
    """One chat's entry in a file beside the conversations.

    It is a convenience: where the file can not be written or is damaged, the chat begins anew.

    Args:
        conversations: The file of the conversations; None where they are not kept.
        chat: The chat's name.
    """

    def __init__(self, conversations: Path | None, chat: str) -> None:
        self._path = conversations and conversations.with_name(f"{conversations.name}.shown.json")
        self._chat = chat
        self._known = self._all().get(chat)

    @property
    def thread_id(self) -> str | None:
        """The thread's id; None for a new chat."""
        return self._known

    @thread_id.setter
    def thread_id(self, thread_id: str | None) -> None:
        if self._path is None or thread_id == self._known:
            return
        self._known = thread_id
        shown = self._all() | {self._chat: thread_id}
        kept = {chat: thread for chat, thread in shown.items() if thread is not None}
        try:
            write_private(self._path, json.dumps(kept))
        except OSError as error:
            logger.info("Which thread is shown can not be kept: %s", error)

    def _all(self) -> dict[str, str | None]:
        if self._path is None:
            return {}
        try:
            found: Any = json.loads(self._path.read_text(encoding="utf-8"))
            return {str(chat): str(thread) for chat, thread in found.items()}
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, AttributeError) as error:
            logger.info("Which thread was shown is not known: %s", error)
            return {}
