"""Simple figures of Plotly and Altair as a Chart, which needs no renderer of theirs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any, cast

from chatkit_jupyter.namespace.shown import Component, Shown, card, shortened
from chatkit_jupyter.namespace.table import cell

_MOST_POINTS = 500
_MOST_SERIES = 12
_MARKS = ("bar", "line", "area")
_ENCODING = {"field", "type", "title", "axis", "legend", "scale", "sort"}
_MARKERS_FROM = 20  # Plotly draws fewer points of a scatter as a line too


@dataclass(frozen=True)
class _Series:
    label: str
    kind: str
    points: list[tuple[Any, Any]]
    stacked: bool = False


def plotly_chart(figure: Any, summary: str) -> Shown | None:
    """Draw bars, lines and areas of a Plotly figure.

    Args:
        figure: The figure.
        summary: What the model reads first.

    Returns:
        A chart; None if there is more in the figure than a Chart can show.
    """
    stacked = figure.layout.barmode in ("stack", "relative")
    series = [_plotly_series(trace, stacked) for trace in figure.data]
    return _chart(series, figure.layout.title.text, summary)


def altair_chart(chart: Any, summary: str) -> Shown | None:
    """Draw bars, lines and areas of an Altair chart; see `plotly_chart`."""
    said: Mapping[str, Any] = chart.to_dict()
    mark: Any = said.get("mark")
    kind = mark.get("type") if isinstance(mark, dict) else mark  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
    encoding: Mapping[str, Mapping[str, Any]] = said.get("encoding", {})
    plain = set(encoding) <= {"x", "y", "color", "tooltip"} and not said.get("transform")
    fields = {
        name: channel.get("field")
        for name, channel in encoding.items()
        if name != "tooltip" and set(channel) <= _ENCODING
    }
    if kind not in _MARKS or not plain or not {"x", "y"} <= set(fields):
        return None
    if "color" in encoding and "color" not in fields:
        return None
    named: dict[str, list[tuple[Any, Any]]] = {}
    for row in said.get("datasets", {}).get(said.get("data", {}).get("name"), []):
        label = str(row.get(fields.get("color"), fields["y"]))
        named.setdefault(label, []).append((row.get(fields["x"]), row.get(fields["y"])))
    stacked = kind != "line" and len(named) > 1
    series = [_Series(label, str(kind), points, stacked) for label, points in named.items()]
    return _chart(series, said.get("title"), summary)


def _plotly_series(trace: Any, stacked: bool) -> _Series | None:
    kind = _plotly_kind(trace)
    if kind is None or trace.x is None or trace.y is None or trace.yaxis not in (None, "y"):
        return None
    together = stacked if kind == "bar" else trace.stackgroup is not None
    return _Series(trace.name or "y", kind, list(zip(trace.x, trace.y, strict=False)), together)


def _plotly_kind(trace: Any) -> str | None:
    if trace.type == "bar":
        return None if trace.orientation == "h" else "bar"
    if trace.type != "scatter":
        return None
    few = trace.x is not None and len(trace.x) < _MARKERS_FROM
    mode = trace.mode or ("lines+markers" if few else "lines")
    if "lines" not in mode:
        return None
    filled = trace.fill == "tozeroy" or trace.stackgroup is not None
    return "area" if filled else "line" if trace.fill in (None, "none") else None


def _chart(series: Iterable[_Series | None], title: object, summary: str) -> Shown | None:
    known = [each for each in series if each is not None and each.points]
    rows: dict[str, Component] = {}
    drawn: list[Component] = []
    if not known or len(known) > _MOST_SERIES or None in series:
        return None
    for number, each in enumerate(known):
        key = f"y{number}"
        for x, y in each.points:
            name = cell(x)
            row = rows.setdefault(str(name), {"x": name or "-"})
            if key in row:
                return None  # several values at one place: not a line over categories
            row[key] = _number(y)
        stack = {"stack": each.kind} if each.stacked else {}
        drawn.append({"type": each.kind, "dataKey": key, "label": each.label, **stack})
    if len(rows) > _MOST_POINTS:
        return None
    data = [
        {name: value for name, value in row.items() if value is not None} for row in rows.values()
    ]
    chart: Component = {
        "type": "Chart",
        "data": data,
        "series": drawn,
        "xAxis": "x",
        "showYAxis": True,
        "showLegend": len(drawn) > 1,
    }
    heading = [{"type": "Title", "value": title, "size": "sm"}] if isinstance(title, str) else []
    said = [summary, *(f"{each.label}: {_words(each)}" for each in known)]
    return Shown(card(*cast("list[Component]", heading), chart), shortened("\n".join(said)))


def _number(value: Any) -> float | None:
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if isfinite(number) else None


def _words(series: _Series) -> str:
    return ", ".join(f"{cell(x)} {cell(y)}" for x, y in series.points[:20])
