"""Finding one's way in the input of a model."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, cast

from agents import TResponseInputItem

from chatkit.agents import prompts

_HANDED_OVER = re.compile(r'\{"assistant": "[^"]*"\}')
"""What the Agents SDK answers to a call that hands over."""


def last_question(items: Sequence[TResponseInputItem]) -> str:
    """Return the text of the user's last message, "" where there is none.

    What `ThreadItemConverter` words for the model in the user's role, a widget or hidden context,
    say, is not the user's message.
    """
    place = _last_question_at(items)
    return "" if place is None else _user_text(items[place]) or ""


def outputs_since(items: Sequence[TResponseInputItem]) -> list[str]:
    """Return what tools returned after the user's last message, oldest first.

    That an agent handed over to another one is no tool's output.
    """
    place = _last_question_at(items)
    since = items if place is None else items[place + 1 :]
    entries = [cast("dict[str, Any]", item) for item in since]
    outputs = [
        str(entry.get("output", ""))
        for entry in entries
        if entry.get("type") == "function_call_output"
    ]
    return [output for output in outputs if not _HANDED_OVER.fullmatch(output)]


def _last_question_at(items: Sequence[TResponseInputItem]) -> int | None:
    for place in reversed(range(len(items))):
        text = _user_text(items[place])
        if text is not None and not prompts.is_aside(text):
            return place
    return None


def _user_text(item: TResponseInputItem) -> str | None:
    entry = cast("dict[str, Any]", item)
    if entry.get("role") != "user":
        return None
    content: Any = entry.get("content", "")
    if isinstance(content, str):
        return content
    parts = cast("list[dict[str, Any]]", content)
    return "".join(part["text"] for part in parts if part.get("type") == "input_text")
