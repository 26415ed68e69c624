"""A table as a widget that pages and sorts."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, Field

from chatkit.actions import ActionConfig
from chatkit.widgets import DynamicWidgetRoot
from chatkit_jupyter.namespace.shown import Component, Shown, card, shortened
from chatkit_jupyter.namespace.table import Cell, Column, Order, Table

ACTION = "chatkit.table"

MOST_ROWS = 50
_PAGE_ROWS = 10
_MOST_COLUMNS = 20
_SUMMARY_ROWS = 5


class View(BaseModel):
    """What of a table is to be seen; the payload of its actions.

    Args:
        offset: Number of rows before the first one.
        limit: Greatest number of rows.
        sort: Position of the column that they are sorted by, if any.
        descending: Whether the greatest comes first.
    """

    offset: Annotated[int, Field(ge=0)] = 0
    limit: Annotated[int, Field(ge=1, le=MOST_ROWS)] = _PAGE_ROWS
    sort: Annotated[int, Field(ge=0, lt=_MOST_COLUMNS)] | None = None
    descending: bool = False


def show_table(table: Table) -> Shown:
    """Show the first page of a table.

    Args:
        table: The table.
    """
    return Shown(table_widget(table, View()), _summary(table), table)


def table_widget(table: Table, view: View) -> DynamicWidgetRoot:
    """Draw a page of a table.

    Args:
        table: The table.
        view: Which page, in which order.
    """
    columns = table.columns[:_MOST_COLUMNS]
    offset = min(view.offset, max(0, table.height - 1) // view.limit * view.limit)
    view = view.model_copy(update={"offset": offset})
    order = None
    if view.sort is not None and view.sort < len(columns):
        order = Order(view.sort, view.descending)
    rows = table.rows(offset, view.limit, order)
    header = [_heading(column, place, view) for place, column in enumerate(columns)]
    body = [[_cell(value, columns[i]) for i, value in enumerate(r[: len(columns)])] for r in rows]
    lines = [_row(header, "header", header=True)]
    lines += [_row(cells, f"row{number}") for number, cells in enumerate(body)]
    parts: list[Component] = [
        {"type": "Caption", "id": "size", "value": _size(table)},
        {"type": "Table", "id": "table", "children": lines},
    ]
    if table.height > view.limit:
        parts.append(_pager(table, view, len(rows)))
    return card(*parts)


def _row(cells: list[Component], key: str, *, header: bool = False) -> Component:
    row: Component = {"type": "Table.Row", "key": key, "children": cells}
    return {**row, "header": True} if header else row


def _heading(column: Column, place: int, view: View) -> Component:
    sorted_by = view.sort == place
    mark = "" if not sorted_by else " ▼" if view.descending else " ▲"
    to = View(limit=view.limit, sort=place, descending=sorted_by and not view.descending)
    name = shortened(column.name, 40)
    children = [
        _button(f"{name}{mark}", f"sort{place}", to),
        {"type": "Caption", "value": column.kind, "size": "sm"},
    ]
    return {"type": "Table.Cell", "align": _side(column), "children": children}


def _cell(value: Cell, column: Column) -> Component:
    if value is None:
        text: Component = {"type": "Text", "value": "-", "size": "sm", "color": "tertiary"}
    else:
        text = {"type": "Text", "value": value, "size": "sm"}
    return {"type": "Table.Cell", "align": _side(column), "children": [text]}


def _side(column: Column) -> str:
    return "end" if column.numeric else "start"


def _pager(table: Table, view: View, shown: int) -> Component:
    last = view.offset + shown
    back = view.model_copy(update={"offset": max(0, view.offset - view.limit)})
    on = view.model_copy(update={"offset": last})
    where = f"Rows {view.offset + 1:,} to {last:,} of {table.height:,}"
    children = [
        _button("Previous", "previous", back, disabled=view.offset == 0),
        {"type": "Caption", "id": "where", "value": where},
        _button("Next", "next", on, disabled=last >= table.height),
    ]
    return {"type": "Row", "justify": "between", "align": "center", "children": children}


def _button(label: str, name: str, to: View, *, disabled: bool = False) -> Component:
    action = ActionConfig(type=ACTION, payload=to.model_dump(), streaming=False)
    return {
        "type": "Button",
        "id": name,
        "label": label,
        "variant": "ghost",
        "color": "secondary",
        "size": "sm",
        "disabled": disabled,
        "onClickAction": action.model_dump(),
    }


def _size(table: Table) -> str:
    hidden = len(table.columns) - _MOST_COLUMNS
    more = f", {hidden} of them not shown" if hidden > 0 else ""
    return f"{table.name}: {table.height:,} rows × {len(table.columns):,} columns{more}"  # noqa: RUF001 - the sign of times


def _summary(table: Table) -> str:
    columns = table.columns[:_MOST_COLUMNS]
    named = ", ".join(f"{column.name} ({column.kind})" for column in columns)
    lines = [f"{_size(table)}.", f"Columns: {named}."]
    rows = table.rows(0, _SUMMARY_ROWS, None)
    if rows:
        lines += ["First rows:", "\t".join(column.name for column in columns)]
        lines += ["\t".join(value or "" for value in row[: len(columns)]) for row in rows]
    return shortened("\n".join(lines))
