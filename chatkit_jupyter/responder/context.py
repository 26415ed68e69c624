"""What a chat's handlers and stores are told about a request."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from chatkit_jupyter.users import User

_NOBODY = User()


@dataclass(frozen=True)
class ChatContext:
    """The request context that every hook, tool and store call of a chat gets.

    Args:
        chat: The chat's name.
        user: Who asks, as the Jupyter server names them; empty where it tells nobody apart.
        shared: Whether all users have the same threads.
    """

    chat: str
    user: User = field(default=_NOBODY)
    shared: bool = False

    @property
    def owner(self) -> str:
        """Whose data this request may see: each chat's, for each user or for all together."""
        return json.dumps([self.chat, "" if self.shared else self.user])

    @classmethod
    def of_owner(cls, owner: str) -> ChatContext | None:
        """The context that has this owner; None for what is not the owner of a chat's data."""
        try:
            chat, user = json.loads(owner)
        except (ValueError, TypeError):
            return None
        return cls(str(chat), User(user))

    def progress(self, text: str, done: float | None = None, total: float | None = None) -> None:
        """Show in the chat how far something is; from any thread.

        A tool's line stands at its call (``workflow.task.updated``), a responder's below the
        messages (``progress_update``). Outside of a turn nothing is shown.

        Args:
            text: What is being done.
            done: How much of it is done, in any unit.
            total: How much there is to do.
        """
        # They need this module themselves.
        from chatkit_jupyter.responder.paused import current_turn  # noqa: PLC0415
        from chatkit_jupyter.tools.call import current_call, progress_line  # noqa: PLC0415

        shown = current_call.get() or current_turn.get()
        if shown is not None:
            shown.report(progress_line(text, done, total))
