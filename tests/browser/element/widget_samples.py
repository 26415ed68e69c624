"""Widgets with every component that there is, in the words of the wire."""

from __future__ import annotations

from typing import Any


def part(kind: str, *children: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A component; without children it says nothing of them."""
    return {"type": kind} | fields | ({"children": list(children)} if children else {})


def text(value: str, **fields: Any) -> dict[str, Any]:
    """A text."""
    return part("Text", value=value, **fields)


def order() -> dict[str, Any]:
    """A card to look at, to confirm, and to cancel."""
    badge = part("Badge", label="Late", color="warning")
    head = part("Col", part("Title", value="Order 1042"), part("Caption", value="3 November"))
    return part(
        "Card",
        part("Row", part("Icon", name="cube"), head, part("Spacer"), badge, gap=3),
        part("Divider", flush=True),
        part("Markdown", value="**Bold** and a [link](https://example.com)."),
        part("Box", size=40, radius="lg", background="blue-300"),
        part("Row", part("Icon", name="lucide:rocket"), part("Button", label="Look")),
        part("Hologram", text("from a newer server")),
        status={"text": "Updated just now", "icon": "sparkle"},
        confirm={"label": "Approve", "action": {"type": "order.approve"}},
        cancel={"label": "Not now", "action": {"type": "order.cancel"}},
    )


def form() -> dict[str, Any]:
    """A card with every field."""
    fruit = [{"value": "a", "label": "Apple"}, {"value": "b", "label": "Banana"}]
    due = {"name": "due", "placeholder": "Due", "defaultValue": "2026-11-21T00:00:00Z"}
    return part(
        "Card",
        part("Label", value="Customer", fieldName="customer.name"),
        part("Input", name="customer.name", required=True),
        part("Textarea", name="notes", placeholder="Notes"),
        part("Select", name="fruit", placeholder="Fruit", options=fruit, searchable=True),
        part("DatePicker", **due),
        part("RadioGroup", name="pick", ariaLabel="Pick", options=fruit, defaultValue="b"),
        part("Checkbox", name="gift", label="Wrap it", defaultChecked=True),
        text("Editable", editable={"name": "title"}),
        asForm=True,
        confirm={"label": "Save", "action": {"type": "order.save"}},
    )


def table() -> dict[str, Any]:
    """A card with a table and a chart, dark in every scheme."""

    def row(*values: str, **fields: Any) -> dict[str, Any]:
        return part("Table.Row", *(part("Table.Cell", text(each)) for each in values), **fields)

    series = [
        {"type": "bar", "dataKey": "a", "label": "Desktop", "stack": "s"},
        {"type": "bar", "dataKey": "b", "label": "Mobile", "stack": "s"},
        {"type": "line", "dataKey": "b", "label": "Target"},
    ]
    data = [{"month": "Jan", "a": 120, "b": 80}, {"month": "Feb", "a": 200, "b": 90}]
    return part(
        "Card",
        part("Table", row("City", "People", header=True), row("Oslo", "717,710")),
        part("Chart", xAxis="month", data=data, series=series, showYAxis=True),
        theme="dark",
    )


def results() -> dict[str, Any]:
    """A list of which two are in sight at first."""
    entries = [
        part("ListViewItem", text(f"Report {each}"), onClickAction={"type": "report.open"})
        for each in range(4)
    ]
    return part("ListView", *entries, limit=2)


def all_widgets() -> list[dict[str, Any]]:
    """An item of the thread for each."""
    widgets = [order(), form(), table(), results()]
    return [{"type": "widget", "widget": widget} for widget in widgets]
