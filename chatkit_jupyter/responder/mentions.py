"""Mentions of variables, spelled out for a model."""

from __future__ import annotations

from collections.abc import Sequence

from chatkit.types import (
    ThreadItem,
    UserMessageContent,
    UserMessageItem,
    UserMessageTagContent,
    UserMessageTextContent,
)
from chatkit_jupyter.namespace.rich import RichResults
from chatkit_jupyter.namespace.summary import summarize
from chatkit_jupyter.namespace.variables import Variables
from chatkit_jupyter.responder.interruptible import in_time

MOST_CHARACTERS = 12_000
_MOST_EACH = 3_000


async def spelled_out(
    items: Sequence[ThreadItem], variables: Variables, results: RichResults
) -> list[ThreadItem]:
    """Put in place of each mention its name, and at its newest one what the variable is now.

    Args:
        items: A thread's items, oldest first.
        variables: What can be mentioned.
        results: Knows the summaries that the author chose for types.

    Returns:
        The items, of which those with mentions are copies. All summaries together have at most
        12,000 characters.
    """
    newest = {
        tag.id: item.id
        for item in items
        if isinstance(item, UserMessageItem)
        for tag in _tags(item)
    }
    each = min(_MOST_EACH, MOST_CHARACTERS // max(1, len(newest)))
    spelled: list[ThreadItem] = []
    for item in items:
        if isinstance(item, UserMessageItem) and (tags := _tags(item)):
            names = dict.fromkeys(tag.id for tag in tags if newest[tag.id] == item.id)
            said = [await _summary(name, variables, results, each) for name in names]
            spelled.append(_with_text(item, said))
        else:
            spelled.append(item)
    return spelled


async def _summary(name: str, variables: Variables, results: RichResults, length: int) -> str:
    try:
        value = variables.find(name)
    except LookupError:
        return f"(@{name} is not in the notebook any more.)"
    short = f"{name}: {type(value).__name__}"
    said = await in_time(lambda: summarize(name, value, results, length), short)
    return f"(@{name} is a variable of the user's notebook. {said})"


def _with_text(item: UserMessageItem, said: Sequence[str]) -> UserMessageItem:
    content: list[UserMessageContent] = [
        UserMessageTextContent(text=f"@{part.text}")
        if isinstance(part, UserMessageTagContent)
        else part
        for part in item.content
    ]
    content += [UserMessageTextContent(text=f"\n\n{text}") for text in said]
    return item.model_copy(update={"content": content})


def _tags(item: UserMessageItem) -> list[UserMessageTagContent]:
    return [part for part in item.content if isinstance(part, UserMessageTagContent)]
