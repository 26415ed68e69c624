"""What a chat shows of an object, and what the model is told of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chatkit.widgets import DynamicWidgetRoot, WidgetRoot
from chatkit_jupyter.namespace.table import Table

Component = dict[str, Any]

_MAX_SUMMARY = 2_000


@dataclass(frozen=True)
class Shown:
    """An object as a widget.

    Args:
        widget: The widget.
        summary: What the model reads instead of it, and the copy button copies.
        table: The rows behind it, if it can be paged and sorted.
    """

    widget: WidgetRoot
    summary: str
    table: Table | None = None


def card(*children: Component) -> DynamicWidgetRoot:
    """Make a card as wide as the chat.

    Args:
        children: Its components.
    """
    root = {"type": "Card", "size": "full", "children": list(children)}
    return DynamicWidgetRoot.model_validate(root)


def picture(source: str, summary: str) -> Shown:
    """Show a picture.

    Args:
        source: Its address, or a ``data:`` URL.
        summary: What is to be seen.
    """
    image = {"type": "Image", "src": source, "alt": summary, "fit": "contain", "maxHeight": 420}
    return Shown(card(image), shortened(summary))


def prose(markdown: str) -> Shown:
    """Show Markdown.

    Args:
        markdown: The text.
    """
    return Shown(card({"type": "Markdown", "value": markdown}), shortened(markdown))


def shortened(text: str, length: int = _MAX_SUMMARY) -> str:
    """Cut a text.

    Args:
        text: The text.
        length: Greatest number of characters.
    """
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
