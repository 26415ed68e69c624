"""The objects that a chat has shown: their items, and the tables that can still be turned."""

from __future__ import annotations

from collections import OrderedDict
from typing import Any

from pydantic import ValidationError

from chatkit.types import WidgetItem
from chatkit.types.clock import now
from chatkit_jupyter.errors import ActionError
from chatkit_jupyter.namespace.rich import RichResults, root_of
from chatkit_jupyter.namespace.table import Table
from chatkit_jupyter.namespace.table_widget import View, table_widget
from chatkit_jupyter.responder.author_errors import first_problem

_PREFIX = "object_"
_MOST_TABLES = 64


class Exhibits:
    """Makes the items of widgets and objects.

    Attributes:
        results: How objects become widgets.
    """

    def __init__(self) -> None:
        self.results = RichResults()
        self._tables: OrderedDict[str, Table] = OrderedDict()

    def item(
        self, value: object, thread_id: str, item_id: str, *, only_visual: bool = False
    ) -> WidgetItem | None:
        """Show a value; it may take its time.

        Args:
            value: A widget component, or any object.
            thread_id: The thread to show it in.
            item_id: Id of the new item; that of an object gets a prefix, which tells later that
                the item's copy text is what the model reads.
            only_visual: See `RichResults.shown`.

        Returns:
            The item; None if a chat has no way to show it.
        """
        if (root := root_of(value)) is not None:
            return WidgetItem(id=item_id, thread_id=thread_id, created_at=now(), widget=root)
        shown = self.results.shown(value, only_visual=only_visual)
        if shown is None:
            return None
        item = WidgetItem(
            id=(_PREFIX if shown.summary else "") + item_id,
            thread_id=thread_id,
            created_at=now(),
            widget=shown.widget,
            copy_text=shown.summary or None,
        )
        self._keep(item.id, shown.table)
        return item

    def replaced(self, item: WidgetItem, value: object) -> WidgetItem | None:
        """Show a value in the place of a widget; it may take its time.

        Args:
            item: The widget's item.
            value: A widget component, or any object.

        Returns:
            The item as it is then; None if a chat has no way to show the value.
        """
        if (root := root_of(value)) is not None:
            return item.model_copy(update={"widget": root})
        shown = self.results.shown(value)
        if shown is None:
            return None
        self._keep(item.id, shown.table)
        changed = {"widget": shown.widget, "copy_text": shown.summary or item.copy_text}
        return item.model_copy(update=changed)

    def turn(self, sender: WidgetItem | None, payload: Any) -> WidgetItem:
        """Show another page of a table, or another order.

        Args:
            sender: The table's item.
            payload: A `View` as the client sent it.

        Returns:
            The item with another widget.

        Raises:
            ActionError: The table's data is gone, or the payload is not a view.
        """
        table = None if sender is None else self._tables.get(sender.id)
        if sender is None or table is None:
            raise ActionError(
                "The data of this table is not in the kernel any more. Ask for the table again."
            )
        try:
            view = View.model_validate(payload)
        except ValidationError as error:
            raise ActionError(f"There is no such view: {first_problem(error)}") from error
        return sender.model_copy(update={"widget": table_widget(table, view)})

    def _keep(self, item_id: str, table: Table | None) -> None:
        self._tables.pop(item_id, None)
        if table is not None:
            self._tables[item_id] = table
            if len(self._tables) > _MOST_TABLES:
                self._tables.popitem(last=False)


def summary_of(item: WidgetItem) -> str | None:
    """What the model reads of an object.

    Args:
        item: Any widget of a thread.

    Returns:
        The summary; None for a widget that is not an object's.
    """
    return item.copy_text if item.id.startswith(_PREFIX) else None
