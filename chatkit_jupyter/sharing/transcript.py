"""A thread as one piece of HTML, drawn again only where it has changed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from chatkit.redaction import Redactor
from chatkit.types import ThreadItem, UserMessageItem
from chatkit_jupyter.sharing.pictures import picture_bytes, without_pictures

Save = Literal["full", "last", "off"]
"""How much of a conversation is kept in the notebook."""

MOST_TEXT = 400_000
"""How much of a conversation is kept, in characters of HTML without pictures."""

MOST_PICTURES = 800_000
"""How much of its pictures is kept, in characters. A Jupyter server drops larger messages."""

_ITEM: TypeAdapter[Any] = TypeAdapter(ThreadItem)
_NOT_SAVED = "<em>(not saved)</em>"
_EARLIER = "<p><em>Earlier messages are not saved.</em></p>"


@dataclass(frozen=True)
class _Drawn:
    item: ThreadItem
    html: str
    pictures: int


class Transcript:
    """Draws threads; what was drawn before is kept as long as it stays the same.

    Args:
        redactor: Takes secrets out, of texts, names and data alike.
    """

    def __init__(self, redactor: Redactor) -> None:
        self._redactor = redactor
        self._drawn: dict[str, _Drawn] = {}

    async def html(self, newest_first: AsyncIterator[ThreadItem], save: Save) -> str:
        """Draw a thread.

        Args:
            newest_first: Its items, read until enough of them are drawn.
            save: ``full`` for all of it, ``last`` for what began with the user's last message.

        Returns:
            Sanitised HTML, one line for each turn; the empty text if there is nothing to see.
        """
        parts: list[tuple[bool, str]] = []
        room, pictures, whole = MOST_TEXT, MOST_PICTURES, True
        drawn: dict[str, _Drawn] = {}
        async for item in newest_first:
            each = drawn[item.id] = await self._drawing(item)
            html = each.html
            if each.pictures > pictures:
                html = without_pictures(html)
            else:
                pictures -= each.pictures
            room -= len(each.html) - each.pictures
            if room < 0:
                whole = False
                break
            asked = isinstance(item, UserMessageItem)
            parts.append((asked, html))
            if asked and save == "last":
                break
        self._drawn = drawn
        return ("" if whole else _EARLIER + "\n") + "\n".join(filter(None, _turns(reversed(parts))))

    async def _drawing(self, item: ThreadItem) -> _Drawn:
        known = self._drawn.get(item.id)
        if known is not None and known.item == item:
            return known
        # Drawing takes its time, and the loop has other chats to answer.
        return await asyncio.to_thread(self._draw, item)

    def _draw(self, item: ThreadItem) -> _Drawn:
        from chatkit_jupyter.sharing.items import item_html  # noqa: PLC0415 - it takes its time

        data = self._redactor.data(item.model_dump(mode="json"))
        try:
            html = item_html(_ITEM.validate_python(data))
        except ValidationError:  # an address that held a password, say
            html = _NOT_SAVED
        return _Drawn(item, html, picture_bytes(html))


def _turns(parts: Iterable[tuple[bool, str]]) -> Iterable[str]:
    """Put what the user said and its answer together, each under a name."""
    said = answer = ""
    for asked, html in parts:
        if not asked:
            answer += html
            continue
        yield _turn(said, answer)
        said, answer = f"<b>You</b>{html}", ""
    yield _turn(said, answer)


def _turn(said: str, answer: str) -> str:
    return f"{said}<div><b>Assistant</b>{answer}</div>" if answer else said
