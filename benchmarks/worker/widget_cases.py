"""What it costs to say how a widget changed."""

from __future__ import annotations

from typing import Any

from timing import seconds_of

from chatkit.server import diff_widget
from chatkit.widgets import Card, Col, DynamicWidgetRoot, Row, Text

_ROWS = 4
_WARM = 3


def diff(nodes: int, dynamic: bool = False) -> float:
    """Time one comparison of two trees made separately, in which the last text has grown."""
    make = _dynamic if dynamic else _typed
    before, after = make(nodes, "Once"), make(nodes, "Once upon")
    assert diff_widget(before, after)[0].type == "widget.streaming_text.value_delta"
    times = max(3, 3000 // nodes)
    for _ in range(_WARM):
        diff_widget(before, after)
    return seconds_of(lambda: diff_widget(before, after), times)


def _typed(nodes: int, text: str) -> Card:
    """Make a card of columns of rows of texts: about so many components in all."""
    texts = [Text(value=f"Line {n}") for n in range(max(1, nodes * 3 // 4))]
    texts.append(Text(id="last", value=text, streaming=True))
    rows: list[Any] = [
        Row(children=texts[n : n + _ROWS], gap=2) for n in range(0, len(texts), _ROWS)
    ]
    columns = [Col(children=rows[n : n + _ROWS]) for n in range(0, len(rows), _ROWS)]
    return Card(children=columns, size="md")


def _dynamic(nodes: int, text: str) -> DynamicWidgetRoot:
    return DynamicWidgetRoot.model_validate(
        _typed(nodes, text).model_dump(by_alias=True, exclude_none=True)
    )
