"""A user's message, as a responder reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from chatkit.types import UserMessageItem


class Message:
    """The message to answer: a `UserMessageItem` with its text at hand.

    Every field of the item can be read here too: ``message.attachments``, ``message.id``.

    Args:
        item: The stored item.
    """

    def __init__(self, item: UserMessageItem) -> None:
        self.item = item

    @property
    def text(self) -> str:
        """What the user wrote, mentions included, without surrounding blanks."""
        return "".join(part.text for part in self.item.content).strip()

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Message({self.text!r})"

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            return getattr(self.item, name)
