"""Widgets as plain HTML, for places where nothing runs, which may strip every style."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from html import escape
from typing import Any, cast

from chatkit.widgets.base import WidgetComponentBase
from chatkit_jupyter.namespace.table_widget import ACTION as TURN_TABLE
from chatkit_jupyter.preview.static_chart import chart_name, chart_picture, chart_rows
from chatkit_jupyter.sharing.markdown import to_html
from chatkit_jupyter.sharing.pictures import picture
from chatkit_jupyter.sharing.sanitizing import clean
from chatkit_jupyter.sharing.style import number_columns, styled

Component = dict[str, Any]

_CLASSES = {
    "Badge": "badge",
    "Card": "card",
    "Col": "col",
    "Box": "col",
    "Form": "col",
    "ListView": "card",
    "ListViewItem": "row",
    "Row": "row",
    "Title": "title",
}
_TAGS = {"Badge": "small", "Caption": "small", "Title": "strong"}
_INPUTS = ("Input", "Textarea", "Select", "DatePicker", "RadioGroup")
_TEXTS = ("Text", "Label", "Caption")


def static_html(widget: WidgetComponentBase) -> str:
    """Draw a widget without script, with everything in it escaped, and its own style.

    Args:
        widget: Any component.

    Returns:
        HTML.
    """
    return styled(clean(widget_html(widget)))


def widget_html(widget: WidgetComponentBase) -> str:
    """Draw a widget without script or style.

    Args:
        widget: Any component.

    Returns:
        HTML, which is yet to be sanitised.
    """
    return _html(widget.model_dump(mode="json"))


def table_html(rows: Iterable[list[str]]) -> str:
    """Draw a table of texts, the first row of which names the columns.

    Args:
        rows: The rows.
    """
    lines = [
        "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row)
        for row, tag in zip(rows, _header_first(), strict=False)
    ]
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


def _header_first() -> Iterable[str]:
    yield "th"
    while True:
        yield "td"


def _html(component: Component) -> str:
    kind = str(component.get("type"))
    if kind in _INPUTS:
        return _input(component)
    drawn = _LEAVES.get(kind)
    if drawn is not None:
        return drawn(component)
    inside = f"{_said(component)}{_children(component)}{_foot(component)}"
    name = f' class="{_CLASSES[kind]}"' if kind in _CLASSES else ""
    tag = _TAGS.get(kind)
    return f"<div{name}><{tag}>{inside}</{tag}></div>" if tag else f"<div{name}>{inside}</div>"


def _inside(component: Component) -> list[Component]:
    children: Any = component.get("children") or []
    listed = cast("list[Any]", children if isinstance(children, list) else [children])
    return [child for child in listed if isinstance(child, dict)]


def _children(component: Component) -> str:
    return "".join(_html(child) for child in _inside(component))


def _said(component: Component) -> str:
    value = component.get("value", component.get("label"))
    return "" if value is None else escape(str(value))


def _foot(component: Component) -> str:
    buttons = [component[name] for name in ("confirm", "cancel") if component.get(name)]
    return "".join(_button(button) for button in buttons)


def _button(component: Component) -> str:
    action: Any = component.get("onClickAction")
    if isinstance(action, dict) and cast("Component", action).get("type") == TURN_TABLE:
        return ""  # a page can not be turned here
    return f'<kbd class="button">{_said(component) or "Button"}</kbd> '


def _checkbox(component: Component) -> str:
    return f"<div>{'☑' if component.get('defaultChecked') else '☐'} {_said(component)}</div>"


def _input(component: Component) -> str:
    shown = component.get("defaultValue") or component.get("placeholder") or "…"
    return f'<div class="field">{escape(str(shown))}</div>'


def _image(component: Component) -> str:
    return picture(str(component.get("src") or ""), str(component.get("alt") or ""))


def _chart(component: Component) -> str:
    name = chart_name(component)
    source = chart_picture(component)
    drawn = picture(source, name) if source else escape(name)
    table = table_html(chart_rows(component))
    return f"<div>{drawn}</div><details><summary>Data of the chart</summary>{table}</details>"


def _markdown(component: Component) -> str:
    return f"<div>{to_html(str(component.get('value') or ''))}</div>"


def _table(component: Component) -> str:
    rows = _inside(component)
    table = "".join(f"<tr>{_cells(row)}</tr>" for row in rows)
    heads = _inside(rows[0]) if rows else []
    names = number_columns(head.get("align") == "end" for head in heads)
    return f'<table class="{names}">{table}</table>' if names else f"<table>{table}</table>"


def _cells(row: Component) -> str:
    tag = "th" if row.get("header") else "td"
    return "".join(f"<{tag}>{_in_cells(cell)}</{tag}>" for cell in _inside(row))


def _in_cells(cell: Component) -> str:
    parts = [_in_cell(child) for child in _inside(cell)]
    return f"{_said(cell)}{'<br>'.join(filter(None, parts))}"


def _in_cell(component: Component) -> str:
    """Texts alone, because every tag in a table counts."""
    kind = component.get("type")
    if kind == "Caption":
        return f"<small>{_said(component)}</small>"
    return _said(component) if kind in (*_TEXTS, "Button") else _html(component)


_LEAVES: dict[str, Callable[[Component], str]] = {
    "Button": _button,
    "Chart": _chart,
    "Checkbox": _checkbox,
    "Divider": lambda _: "<hr>",
    "Icon": lambda _: "",
    "Image": _image,
    "Markdown": _markdown,
    "Spacer": lambda _: "",
    "Table": _table,
}
