"""Variables as what an ``@`` in the composer finds, and their preview cards."""

from __future__ import annotations

import inspect
from typing import Any

from chatkit.widgets import DynamicWidgetRoot
from chatkit_jupyter.namespace.bounded import bounded
from chatkit_jupyter.namespace.description import describe, name_of, signature_of
from chatkit_jupyter.namespace.frames import frame_table
from chatkit_jupyter.namespace.pictures import show_picture
from chatkit_jupyter.namespace.shown import Component, shortened
from chatkit_jupyter.namespace.summary import redacted_rows
from chatkit_jupyter.namespace.table import Table
from chatkit_jupyter.namespace.variables import Variables, is_function

Entity = dict[str, Any]

_MOST_FOUND = 50
_PREVIEW_ROWS = 5
_PREVIEW_COLUMNS = 6
_PREVIEW_LENGTH = 600


def search(variables: Variables, query: str) -> list[Entity]:
    """Find variables and functions, the newest of the best matches first.

    Args:
        variables: What can be found.
        query: Part of a name, in any case.

    Returns:
        ChatKit entities; their ``data`` holds ``type``, ``shape``, ``size`` and all in one line.
    """
    query = query.lower()
    found = [name for name in reversed(variables.listed()) if query in name.lower()]
    found.sort(key=lambda name: not name.lower().startswith(query))
    entities = [_entity(name, variables) for name in found[:_MOST_FOUND]]
    known = [entity for entity in entities if entity is not None]
    return sorted(known, key=lambda entity: entity["group"] == "Functions")


def preview(value: object) -> DynamicWidgetRoot:
    """Draw a card that shows a variable below its name; it may take its time.

    Args:
        value: Its value.
    """
    about: Component = {"type": "Caption", "value": describe(value).line}
    children = [about, *_content(value)]
    return DynamicWidgetRoot.model_validate({"type": "Basic", "gap": 2, "children": children})


def _entity(name: str, variables: Variables) -> Entity | None:
    try:
        value = variables.find(name)
    except LookupError:  # a cell took it away just now
        return None
    about = describe(value)
    data = {"type": about.kind, "shape": about.shape, "size": about.size, "detail": about.line}
    return {
        "id": name,
        "title": name,
        "icon": about.icon,
        "group": about.group,
        "interactive": True,
        "data": data,
    }


def _content(value: object) -> list[Component]:
    if is_function(value) or isinstance(value, type):
        doc = shortened(inspect.getdoc(value) or "", _PREVIEW_LENGTH)
        code = f"```python\n{name_of(value)}{signature_of(value)}\n```"
        return [{"type": "Markdown", "value": code}, *([_text(doc)] if doc else [])]
    if (table := frame_table(value)) is not None:
        return [_head(table)]
    if type(value).__module__.partition(".")[0] in ("matplotlib", "plotly", "altair", "PIL"):
        shown = show_picture(value)
        if shown is not None:
            drawn: list[Component] = shown.widget.model_dump(mode="json")["children"]
            return [
                {**part, "maxHeight": 160} if part["type"] == "Image" else part for part in drawn
            ]
    return [_text(bounded(value, _PREVIEW_LENGTH))]


def _head(table: Table) -> Component:
    columns = table.columns[:_PREVIEW_COLUMNS]
    rows = [row[: len(columns)] for row in redacted_rows(table, _PREVIEW_ROWS)]
    lines = [[column.name for column in columns], *rows]
    sides = ["end" if column.numeric else "start" for column in columns]
    cells = [
        [
            {"type": "Table.Cell", "align": side, "children": [_text(text or "-", "xs")]}
            for text, side in zip(line, sides, strict=True)
        ]
        for line in lines
    ]
    children = [
        {"type": "Table.Row", "key": str(place), "header": place == 0, "children": row}
        for place, row in enumerate(cells)
    ]
    return {"type": "Table", "children": children}


def _text(value: str, size: str = "sm") -> Component:
    return {"type": "Text", "value": value, "size": size}
