"""The composer of a chat's views, from code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.runtime.activity import Subject
from chatkit_jupyter.view.view import View

_KEEP: Any = object()
_ALWAYS_TEXT = ("text", "selectedModelId")
_SENDING = ("threads.create", "threads.add_user_message")


class Composer:
    """What the user is about to send, in every view of the chat.

    Args:
        view: What the front end shows.
        options: Gives the front end's options.
    """

    def __init__(self, view: View, options: Callable[[], Mapping[str, Any]]) -> None:
        self._view = view
        self._options = options
        self._value: dict[str, Any] = {}
        self._revision = 0

    def set(
        self,
        text: str = _KEEP,
        *,
        reply: str | None = _KEEP,
        tool: str | None = _KEEP,
        model: str = _KEEP,
    ) -> None:
        """Put something into the composer; what is not given stays as it is.

        It waits for a view that is opened later, until the next message is sent.

        Args:
            text: The message; empty for none.
            reply: A passage to reply to; None for none.
            tool: Id of a tool of the menu (``Chat(tools_menu=…)``); None for none.
            model: Label of a model of the menu (``Chat(models=…)``).

        Raises:
            HandlerError: The menu has no such tool or model, or something is no text.
        """
        given = {"text": text, "reply": reply, "selectedToolId": tool, "selectedModelId": model}
        value = {name: each for name, each in given.items() if each is not _KEEP}
        for name, each in value.items():
            if not isinstance(each, str) and (each is not None or name in _ALWAYS_TEXT):
                raise HandlerError(f"the composer takes text, not {type(each).__name__}")
        menus = self._options().get("composer", {})
        if value.get("selectedToolId") is not None:
            _require(tool, menus.get("tools"), "tool", "tools_menu")
        if "selectedModelId" in value:
            _require(model, menus.get("models"), "model", "models")
        if value.get("reply", "") is None:
            value["reply"] = ""
        self._value |= value
        self._revision += 1
        self._view.set(composer={"revision": self._revision, "value": self._value})

    def clear(self) -> None:
        """Take the message and the passage to reply to away."""
        self.set("", reply=None)

    def focus(self) -> None:
        """Move the keyboard focus into it, where a page shows it."""
        self._revision += 1
        self._view.set(focused=self._revision)

    def sent(self, request: bytes) -> None:
        """Forget what was put there, if a request sends a message.

        Args:
            request: Any ChatKit request.
        """
        if self._value and Subject.of(request).kind in _SENDING:
            self._value = {}
            self._view.set(composer={})


def _require(given: str | None, menu: Any, kind: str, option: str) -> None:
    known = [entry["id"] for entry in menu or ()]
    if given not in known:
        there = f"there is: {', '.join(known)}" if known else f"give some with Chat({option}=…)"
        raise HandlerError(f"the composer has no {kind} {given!r}; {there}")
