"""Charts as pictures (SVG) with their data beside them, for places where nothing runs."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from html import escape
from typing import Any, cast
from urllib.parse import quote

Component = dict[str, Any]
Span = tuple[float, float]

_WIDTH, _HEIGHT = 640, 280
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 12, 34, 28
_TICKS = 4
_MOST_ROWS = 500
_MOST_SERIES = 20
_MOST_LABELS = 10
_LABEL_LENGTH = 12
_GREATEST = 1e15
_LINE = 2
# Seen on white and on black, because a picture does not know the page it is on.
_GREY = "#808080"
_COLORS = {
    "blue": "#3b82f6",
    "purple": "#8b5cf6",
    "orange": "#ea7317",
    "green": "#2a9d63",
    "pink": "#db4c92",
    "yellow": "#c99700",
    "red": "#e0464b",
    "gray": _GREY,
}
_PALETTE = tuple(_COLORS.values())[:-1]
_HEX = re.compile(r"#[0-9a-fA-F]{3,8}")
# What needs no escaping in an address that stands between double quotes.
_PLAIN = " =:/'()*!.,;~"


@dataclass(frozen=True)
class _Series:
    kind: str
    name: str
    color: str
    stack: str
    values: list[float | None]
    spans: list[Span]


def chart_picture(chart: Component) -> str:
    """Draw a chart.

    Args:
        chart: A ``Chart`` component.

    Returns:
        A ``data:`` URL of an SVG picture; the empty text if there is nothing to draw.
    """
    categories, series = _read(chart)
    if not categories or not series:
        return ""
    ends = [end for each in series for span in each.spans for end in span]
    low, high = min(0.0, *ends), max(0.0, *ends)
    scale = _Scale(low, high if high > low else low + 1)
    parts = [_axis(scale), _names(categories), _legend(series), *_marks(series, scale)]
    svg = (
        f"<svg xmlns='http://www.w3.org/2000/svg' width='{_WIDTH}' height='{_HEIGHT}' "
        f"viewBox='0 0 {_WIDTH} {_HEIGHT}' font-family='sans-serif' font-size='11' "
        f"fill='{_GREY}'>{''.join(parts)}</svg>"
    )
    return f"data:image/svg+xml,{quote(svg, safe=_PLAIN)}"


def chart_rows(chart: Component) -> list[list[str]]:
    """List what a chart shows: a line of names, and one line for each category.

    Args:
        chart: A ``Chart`` component.
    """
    categories, series = _read(chart)
    lines = [["", *(each.name for each in series)]]
    for place, category in enumerate(categories):
        lines.append([category, *(_number(each.values[place]) for each in series)])
    return lines


def chart_name(chart: Component) -> str:
    """Say in one line what a chart shows.

    Args:
        chart: A ``Chart`` component.
    """
    categories, series = _read(chart)
    names = ", ".join(each.name for each in series)
    return f"Chart of {names} by {categories[0]} to {categories[-1]}" if categories else "Chart"


class _Scale:
    def __init__(self, low: float, high: float) -> None:
        step = 10 ** math.floor(math.log10((high - low) / _TICKS))
        step *= next(by for by in (1, 2, 5, 10) if by * step * _TICKS >= (high - low) * 0.999)
        self.low = math.floor(low / step) * step
        self.high = math.ceil(high / step) * step
        count = round((self.high - self.low) / step)
        self.ticks = [self.low + step * number for number in range(count + 1)]

    def y(self, value: float) -> float:
        share = (value - self.low) / (self.high - self.low)
        return _HEIGHT - _BOTTOM - share * (_HEIGHT - _BOTTOM - _TOP)


def _read(chart: Component) -> tuple[list[str], list[_Series]]:
    rows = _records(chart.get("data"))[:_MOST_ROWS]
    axis: Any = chart.get("xAxis")
    config: Component = cast("Component", axis) if isinstance(axis, dict) else {"dataKey": axis}
    labels: Component = config.get("labels") or {}
    values = [str(row.get(str(config.get("dataKey")), "")) for row in rows]
    categories = [str(labels.get(value, value)) for value in values]
    tops: dict[str, list[float]] = {}
    given = _records(chart.get("series"))[:_MOST_SERIES]
    return categories, [_series(each, place, rows, tops) for place, each in enumerate(given)]


def _series(
    given: Component, place: int, rows: list[Component], tops: dict[str, list[float]]
) -> _Series:
    kind = str(given.get("type"))
    kind = kind if kind in ("area", "line") else "bar"
    key = str(given.get("dataKey"))
    values = [_value(row.get(key)) for row in rows]
    stack = f"{kind}:{given['stack']}" if given.get("stack") and kind != "line" else f"#{place}"
    below = tops.get(stack) or [0.0] * len(rows)
    spans = [(low, low + (value or 0.0)) for low, value in zip(below, values, strict=True)]
    tops[stack] = [top for _, top in spans]
    name = str(given.get("label") or key)
    return _Series(kind, name, _color(given.get("color"), place), stack, values, spans)


def _marks(series: list[_Series], scale: _Scale) -> list[str]:
    bars = [each for each in series if each.kind == "bar"]
    stacks = list(dict.fromkeys(each.stack for each in bars))
    drawn = [_bar(each, stacks.index(each.stack), len(stacks), scale) for each in bars]
    areas = [_area(each, scale) for each in series if each.kind == "area"]
    lines = [_line(each, scale) for each in series if each.kind == "line"]
    return [*areas, *drawn, *lines]


def _bar(series: _Series, column: int, columns: int, scale: _Scale) -> str:
    band = _band(len(series.spans))
    width = band * 0.7 / columns
    path = "".join(
        f"M{_at(place, len(series.spans)) - band * 0.35 + column * width:.1f} {scale.y(low):.1f}"
        f"h{width * 0.94:.1f}V{scale.y(high):.1f}h{-width * 0.94:.1f}z"
        for place, (low, high) in enumerate(series.spans)
        if series.values[place] is not None
    )
    return f"<path fill='{series.color}' d='{path}'/>"


def _line(series: _Series, scale: _Scale) -> str:
    count = len(series.spans)
    path, pen = "", "M"
    for place, (_, high) in enumerate(series.spans):
        if series.values[place] is None:
            pen = "M"
            continue
        path += f"{pen}{_at(place, count):.1f} {scale.y(high):.1f}"
        pen = "L"
    return (
        f"<path fill='none' stroke='{series.color}' stroke-width='{_LINE}' "
        f"stroke-linejoin='round' stroke-linecap='round' d='{path}'/>"
    )


def _area(series: _Series, scale: _Scale) -> str:
    count = len(series.spans)
    above = [f"{_at(i, count):.1f} {scale.y(high):.1f}" for i, (_, high) in enumerate(series.spans)]
    below = [f"{_at(i, count):.1f} {scale.y(low):.1f}" for i, (low, _) in enumerate(series.spans)]
    path = f"M{'L'.join([*above, *reversed(below)])}z"
    return f"<path fill='{series.color}' fill-opacity='.35' d='{path}'/>{_line(series, scale)}"


def _axis(scale: _Scale) -> str:
    drawn: list[str] = []
    for tick in scale.ticks:
        y = f"{scale.y(tick):.1f}"
        drawn.append(
            f"<path stroke='{_GREY}' stroke-opacity='.3' d='M{_LEFT} {y}H{_WIDTH - _RIGHT}'/>"
            f"<text x='{_LEFT - 6}' y='{y}' dy='.35em' text-anchor='end'>{_number(tick)}</text>"
        )
    return "".join(drawn)


def _names(categories: list[str]) -> str:
    every = math.ceil(len(categories) / _MOST_LABELS)
    return "".join(
        f"<text x='{_at(place, len(categories)):.1f}' y='{_HEIGHT - 9}' text-anchor='middle'>"
        f"{_text(category)}</text>"
        for place, category in enumerate(categories)
        if place % every == 0
    )


def _legend(series: list[_Series]) -> str:
    drawn, x = "", _LEFT
    for each in series:
        name = _text(each.name)
        drawn += (
            f"<rect x='{x}' y='8' width='10' height='10' rx='2' fill='{each.color}'/>"
            f"<text x='{x + 15}' y='17'>{name}</text>"
        )
        x += 34 + 6 * len(each.name[: _LABEL_LENGTH + 1])
    return drawn


def _band(count: int) -> float:
    return (_WIDTH - _LEFT - _RIGHT) / count


def _at(place: int, count: int) -> float:
    return _LEFT + (place + 0.5) * _band(count)


def _color(given: Any, place: int) -> str:
    if isinstance(given, dict):
        given = cast("Component", given).get("light")
    if isinstance(given, str):
        if _HEX.fullmatch(given):
            return given
        if (named := given.partition("-")[0]) in _COLORS:
            return _COLORS[named]
    return _PALETTE[place % len(_PALETTE)]


def _value(given: Any) -> float | None:
    if isinstance(given, bool):
        return None
    try:
        value = float(given)
    except (TypeError, ValueError):
        return None
    return value if abs(value) <= _GREATEST else None  # not a number fails it too


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.6g}"


def _text(text: str) -> str:
    return escape(text if len(text) <= _LABEL_LENGTH else text[: _LABEL_LENGTH - 1] + "…")


def _records(given: Any) -> list[Component]:
    if not isinstance(given, list):
        return []
    return [each for each in cast("list[Any]", given) if isinstance(each, dict)]
