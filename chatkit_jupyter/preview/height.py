"""How much room a widget's preview is given."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from chatkit.widgets.base import WidgetComponentBase

Component = dict[str, Any]

LEAST, MOST = 160, 560
_AROUND = 90  # the copy button, and the space around it
_POPUP = 260
_ROW, _GAP, _LINE, _CHARACTERS = 36, 12, 24, 60
_FLAT = {"Divider": 1, "Spacer": 0, "Caption": 18, "Checkbox": 22, "Label": 20, "Badge": 22}
_TALL = {"Chart": 240, "Title": 34, "Icon": 24}
_ACROSS = ("Row", "ListViewItem", "Table.Row")


def preview_height(widget: WidgetComponentBase) -> int:
    """Guess how high a widget will be drawn; what does not fit is scrolled to.

    Args:
        widget: The widget.

    Returns:
        CSS pixels.
    """
    root = widget.model_dump(mode="json", exclude_none=True)
    popup = _POPUP if _opens(root) else 0
    return round(max(LEAST, min(MOST, _AROUND + max(_height(root), popup))))


def _height(component: Component) -> float:
    kind = str(component.get("type"))
    own = component.get("height") or component.get("size")
    if isinstance(own, int | float):
        return own
    if kind in _LEAVES:
        return _LEAVES[kind](component)
    inside = [_height(child) for child in _children(component)]
    if not inside:
        return {**_FLAT, **_TALL}.get(kind, _ROW)
    if kind in _ACROSS or component.get("direction") == "row":
        return max(inside) + (_GAP if kind != "Row" else 0)
    framed = 2 * _GAP if kind in ("Card", "ListView") else 0
    rows = [name for name in ("status", "confirm") if component.get(name)]
    return sum(inside) + _GAP * (len(inside) - 1) + framed + 44 * len(rows)


def _text(component: Component) -> float:
    value = str(component.get("value", ""))
    lines = sum(1 + len(line) // _CHARACTERS for line in value.splitlines() or [""])
    most = component.get("maxLines")
    return _LINE * (min(lines, most) if isinstance(most, int) else lines)


def _area(component: Component) -> float:
    rows = component.get("rows")
    return _LINE * (rows if isinstance(rows, int) else 3)


def _choices(component: Component) -> float:
    options = cast("list[Any]", component.get("options") or [])
    return _LINE * (len(options) if component.get("direction") == "col" else 1)


_LEAVES: dict[str, Callable[[Component], float]] = {
    "Text": _text,
    "Markdown": _text,
    "Textarea": _area,
    "RadioGroup": _choices,
    "Image": lambda _: 200,
}


def _children(component: Component) -> list[Component]:
    children: Any = component.get("children") or []
    return cast("list[Component]", children if isinstance(children, list) else [children])


def _opens(component: Component) -> bool:
    if component.get("type") in ("Select", "DatePicker"):
        return True
    return any(_opens(child) for child in _children(component))
