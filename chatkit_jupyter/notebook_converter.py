"""What an agent is given of a notebook's thread."""

from __future__ import annotations

from agents import TResponseInputItem

from chatkit.agents import PlainTextConverter
from chatkit.types import WidgetItem
from chatkit_jupyter.namespace.exhibits import summary_of


class NotebookConverter(PlainTextConverter):
    """A converter that gives a short text for each object of the kernel that was shown."""

    async def widget_to_input(
        self, item: WidgetItem
    ) -> TResponseInputItem | list[TResponseInputItem] | None:
        """Convert an object to its summary, and any other widget to its JSON.

        Args:
            item: The thread's item.
        """
        summary = summary_of(item)
        if summary is None:
            return await super().widget_to_input(item)
        return {"role": "user", "content": f"(The chat shows the user this: {summary})"}
