"""Named values as a table of two columns."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, cast

from pydantic import BaseModel

from chatkit_jupyter.namespace.shown import Component, Shown, card, shortened
from chatkit_jupyter.namespace.table import cell

_MISSING = "-"
_MOST_ENTRIES = 50


def show_record(value: object) -> Shown | None:
    """Show a mapping, a dataclass or a pydantic model.

    Args:
        value: Any object.

    Returns:
        Its names and values; None if it is of another kind.
    """
    entries = _entries(value)
    if entries is None:
        return None
    named = [(str(name), cell(entry)) for name, entry in entries[:_MOST_ENTRIES]]
    rows = [_row(name, entry) for name, entry in named]
    parts: list[Component] = [{"type": "Table", "children": rows}]
    if not isinstance(value, dict):
        parts.insert(0, {"type": "Caption", "value": type(value).__name__})
    if hidden := len(entries) - len(named):
        parts.append({"type": "Caption", "value": f"and {hidden:,} more"})
    kind = type(cast("object", value)).__name__
    lines = [f"{kind} with {len(entries):,} entries:"]
    lines += [f"{name}: {entry}" for name, entry in named]
    return Shown(card(*parts), shortened("\n".join(lines)))


def _entries(value: object) -> list[tuple[Any, Any]] | None:
    if isinstance(value, BaseModel):
        shown = [name for name, field in type(value).model_fields.items() if field.repr]
        return [(name, getattr(value, name)) for name in shown]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = dataclasses.fields(value)
        return [(field.name, getattr(value, field.name)) for field in fields if field.repr]
    if isinstance(value, Mapping):
        return list(cast("Mapping[Any, Any]", value).items())
    return None


def _row(name: str, value: str | None) -> Component:
    heading = {"type": "Text", "value": shortened(name, 60), "size": "sm", "weight": "medium"}
    text = {"type": "Text", "value": _MISSING if value is None else value, "size": "sm"}
    cells = [{"type": "Table.Cell", "children": [part]} for part in (heading, text)]
    return {"type": "Table.Row", "children": cells}
