"""A user's message, as a responder reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from chatkit.types import UserMessageItem
from chatkit_jupyter.attachments.attached import AttachedFile


class Message:
    """The message to answer: a `UserMessageItem` with its text and files at hand.

    Every field of the item can be read here too, such as ``message.id``.

    Args:
        item: The stored item.
        attachments: Its files.

    Attributes:
        attachments: The files that came with it, each an `AttachedFile`.
    """

    def __init__(self, item: UserMessageItem, attachments: Sequence[AttachedFile] = ()) -> None:
        self.item = item
        self.attachments = list(attachments)

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
