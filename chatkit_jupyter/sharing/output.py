"""The output of a cell that keeps a conversation in the notebook."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Any

from chatkit_jupyter.sharing.style import ROOT_CLASS, style_of

Bundle = dict[str, Any]

# The view of a chat that does not live any more would be an error line. The page says which chats
# live, and hides what is saved of those.
_NO_DEAD_VIEW = (
    ":root:not([data-chatkit-live~={id}]) .jp-OutputArea-child:has(>.lm-Panel)"
    ":has(~.jp-OutputArea-child .chatkit-{id}){{display:none}}"
)
_ELSEWHERE = "<p><em>This conversation is saved under another cell.</em></p>"
_OFF = "<p><em>This chat’s conversation is not saved in the notebook.</em></p>"  # noqa: RUF001
_HEADING = "<p><small>Saved conversation. Run this cell to go on with it.</small></p>"


@dataclass(frozen=True)
class SavedOutput:
    """A conversation at one moment.

    Args:
        id: Id of the chat's model in the page: letters and digits, beginning with a letter.
        chat: The chat's name.
        revision: Number of the moment; a later one is greater.
        html: The conversation as sanitised HTML; None if it is not to be saved.
    """

    id: str
    chat: str
    revision: int
    html: str | None

    def bundle(self) -> Bundle:
        """The output's representations."""
        if self.html is None:
            return self._bundle(_OFF, f"Chat {self.chat!r}; its conversation is not saved.")
        if not self.html:
            return self._bundle("", f"Chat {self.chat!r}, without messages yet.")
        # The text is there once; who reads no HTML is told where it is.
        return self._bundle(
            f"{_HEADING}\n{self.html}\n", f"The conversation of chat {self.chat!r}, as HTML."
        )

    def pointer(self) -> Bundle:
        """Representations for another output of the chat, so that nothing is saved twice."""
        return self._bundle(_ELSEWHERE, f"Chat {self.chat!r} is saved under another cell.")

    def metadata(self, *, pointer: bool = False) -> dict[str, Any]:
        """What the page finds the output by."""
        about = {"id": self.id, "chat": self.chat, "revision": self.revision}
        return {"chatkit": {**about, "pointer": True} if pointer else about}

    def message(self) -> dict[str, Any]:
        """All of it for a page that writes it into the notebook itself."""
        return {
            "kind": "chatkit.saved",
            "revision": self.revision,
            "holder": {"data": self.bundle(), "metadata": self.metadata()},
            "pointer": {"data": self.pointer(), "metadata": self.metadata(pointer=True)},
        }

    def _bundle(self, html: str, plain: str) -> Bundle:
        style = f"<style>{style_of(html) if html else ''}{_NO_DEAD_VIEW.format(id=self.id)}</style>"
        name = f"{ROOT_CLASS} chatkit-{escape(self.id)}"
        return {
            "text/html": f'<div class="{name}">{style}\n{html}</div>',
            "text/plain": plain,
        }
