"""A user's message, as a responder reads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from chatkit.types import UserMessageContent, UserMessageItem, UserMessageTagContent
from chatkit_jupyter.attachments.attached import AttachedFile
from chatkit_jupyter.namespace.variables import Variables

_TITLE_LENGTH = 60


class Message:
    """The message to answer: a `UserMessageItem` with its text and files at hand.

    Every field of the item can be read here too, such as ``message.id``.

    Args:
        item: The stored item.
        attachments: Its files.
        known: The variables that it can mention.

    Attributes:
        attachments: The files that came with it, each an `AttachedFile`.
    """

    def __init__(
        self,
        item: UserMessageItem,
        attachments: Sequence[AttachedFile] = (),
        known: Variables | None = None,
    ) -> None:
        self.item = item
        self.attachments = list(attachments)
        self._known = known

    @property
    def text(self) -> str:
        """What the user wrote, mentions included, without surrounding blanks."""
        return "".join(_words(part) for part in self.item.content).strip()

    @property
    def variables(self) -> dict[str, object]:
        """The notebook's variables that it mentions with ``@``, by name, as they are now."""
        known = {} if self._known is None else self._known.listed()
        tags = [part.id for part in self.item.content if isinstance(part, UserMessageTagContent)]
        return {name: known[name] for name in tags if name in known}

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"Message({self.text!r})"

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            return getattr(self.item, name)


def _words(part: UserMessageContent) -> str:
    return f"@{part.text}" if isinstance(part, UserMessageTagContent) else part.text


def title_of(text: str) -> str | None:
    """A thread's first title: its first message in one short line; None where it says nothing."""
    line = " ".join(text.split())
    if len(line) > _TITLE_LENGTH:
        line = line[: _TITLE_LENGTH - 1].rstrip() + "…"
    return line or None
