"""What a chat's handlers and stores are told about a request."""

from __future__ import annotations

import json
from dataclasses import dataclass


@dataclass(frozen=True)
class ChatContext:
    """The request context that every hook, tool and store call of a chat gets.

    Args:
        chat: The chat's name.
        user: Who asks, as the Jupyter server names them; empty where it tells nobody apart.
    """

    chat: str
    user: str = ""

    @property
    def owner(self) -> str:
        """Whose data this request may see: each chat's, for each user."""
        return json.dumps([self.chat, self.user])
