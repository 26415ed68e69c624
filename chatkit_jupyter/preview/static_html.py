"""Widgets as plain HTML, for places where nothing runs."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any, cast

from chatkit.widgets.base import WidgetComponentBase

Component = dict[str, Any]

_BOX = "display:flex;gap:8px;"
_STYLES = {
    "Card": "border:1px solid #8884;border-radius:12px;padding:16px;max-width:560px;",
    "ListView": "border:1px solid #8884;border-radius:12px;padding:8px;max-width:560px;",
    "ListViewItem": _BOX + "padding:8px;",
    "Row": _BOX + "align-items:center;",
    "Col": _BOX + "flex-direction:column;",
    "Box": _BOX + "flex-direction:column;",
    "Form": _BOX + "flex-direction:column;",
    "Title": "font-weight:600;font-size:1.2em;",
    "Caption": "font-size:.85em;opacity:.7;",
    "Text": "white-space:pre-wrap;",
    "Markdown": "white-space:pre-wrap;",
    "Badge": "border:1px solid #8884;border-radius:6px;padding:0 6px;font-size:.85em;",
    "Spacer": "flex:1;",
    "Table": "border-collapse:collapse;",
    "Table.Cell": "padding:2px 8px;border-bottom:1px solid #8884;vertical-align:top;",
}
_TAGS = {"Table": "table", "Table.Row": "tr", "Table.Cell": "td", "Caption": "small"}
_INPUTS = ("Input", "Textarea", "Select", "DatePicker", "RadioGroup")
_IMAGES = "data:image/"  # a notebook that is looked at asks no other host for anything


def static_html(widget: WidgetComponentBase) -> str:
    """Draw a widget without script, with everything in it escaped.

    Args:
        widget: Any component.

    Returns:
        HTML.
    """
    return _html(widget.model_dump(mode="json"))


def _html(component: Component) -> str:
    kind = str(component.get("type"))
    if kind in _INPUTS:
        return _input(component)
    drawn = _LEAVES.get(kind)
    if drawn is not None:
        return drawn(component)
    tag = _TAGS.get(kind, "div")
    style = _STYLES.get(kind, "")
    opening = f'<{tag} style="{style}">' if style else f"<{tag}>"
    return f"{opening}{_said(component)}{_children(component)}{_foot(component)}</{tag}>"


def _children(component: Component) -> str:
    children: Any = component.get("children") or []
    inside = cast("list[Component]", children if isinstance(children, list) else [children])
    return "".join(_html(child) for child in inside)


def _said(component: Component) -> str:
    value = component.get("value", component.get("label"))
    return "" if value is None else escape(str(value))


def _foot(component: Component) -> str:
    buttons = [component[name] for name in ("confirm", "cancel") if component.get(name)]
    return "".join(_button(button) for button in buttons)


def _button(component: Component) -> str:
    return f"<button disabled>{_said(component) or 'Button'}</button> "


def _checkbox(component: Component) -> str:
    checked = " checked" if component.get("defaultChecked") else ""
    return f'<label><input type="checkbox" disabled{checked}> {_said(component)}</label>'


def _input(component: Component) -> str:
    shown = component.get("defaultValue") or component.get("placeholder") or ""
    return f'<input disabled value="{escape(str(shown))}">'


def _image(component: Component) -> str:
    alt = escape(str(component.get("alt") or ""))
    source = str(component.get("src") or "")
    if not source.startswith(_IMAGES):
        return alt
    return f'<img src="{escape(source)}" alt="{alt}" style="max-width:100%;max-height:420px">'


def _chart(component: Component) -> str:
    rows: list[dict[str, Any]] = component.get("data") or []
    names = list(dict.fromkeys(name for row in rows for name in row))
    lines = [names, *([row.get(name, "") for name in names] for row in rows)]
    cells = ["".join(f"<td>{escape(str(value))}</td>" for value in line) for line in lines]
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in cells) + "</table>"


_LEAVES: dict[str, Callable[[Component], str]] = {
    "Button": _button,
    "Checkbox": _checkbox,
    "Chart": _chart,
    "Divider": lambda _: "<hr>",
    "Icon": lambda _: "",
    "Image": _image,
}
