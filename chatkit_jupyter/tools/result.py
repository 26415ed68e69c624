"""What a tool returned: an object for the chat, a text for the model."""

from __future__ import annotations

from typing import cast

from agents import ToolOutputFileContent, ToolOutputImage, ToolOutputText
from pydantic_core import PydanticSerializationError, to_json

from chatkit.types import WidgetItem
from chatkit_jupyter.namespace.exhibits import Exhibits
from chatkit_jupyter.namespace.shown import shortened

MOST_READ = 16_000

_NOTHING = "(no result)"
_FOR_THE_MODEL = (ToolOutputText, ToolOutputImage, ToolOutputFileContent)


class ToolResult(str):
    """What the model reads, with the item that shows the object to the user, if there is one."""

    __slots__ = ("item",)

    item: WidgetItem | None

    @staticmethod
    def of(text: str, item: WidgetItem | None = None) -> ToolResult:
        """Make a result.

        Args:
            text: What the model reads.
            item: What the user sees.
        """
        result = ToolResult(text)
        result.item = item
        return result


def is_for_the_model(value: object) -> bool:
    """Whether a value is one of the Agents SDK's own outputs, which pass as they are."""
    if isinstance(value, list):
        values = cast("list[object]", value)
        return bool(values) and all(isinstance(each, _FOR_THE_MODEL) for each in values)
    return isinstance(value, _FOR_THE_MODEL)


def result_of(value: object, exhibits: Exhibits, thread_id: str, item_id: str) -> ToolResult:
    """Show an object to the user, and word it for the model; it may take its time.

    Args:
        value: Any object.
        exhibits: Shows frames, pictures, widgets and what the author chose a look for.
        thread_id: The thread to show it in.
        item_id: Id of the item.
    """
    item = exhibits.item(value, thread_id, item_id, only_visual=True)
    if item is not None:
        return ToolResult.of(item.copy_text or "(The chat shows the result to the user.)", item)
    return ToolResult.of(shortened(text_of(value, exhibits), MOST_READ))


def text_of(value: object, exhibits: Exhibits) -> str:
    """Word an object that the user is not shown.

    Args:
        value: Any object.
        exhibits: Knows summaries of objects.
    """
    if value is None:
        return _NOTHING
    if isinstance(value, str):
        return value or _NOTHING
    try:
        return to_json(value, inf_nan_mode="constants").decode()
    except (PydanticSerializationError, ValueError, RecursionError):
        shown = exhibits.results.shown(value)
        return shown.summary if shown is not None and shown.summary else repr(value)
