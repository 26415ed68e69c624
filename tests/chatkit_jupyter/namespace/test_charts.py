"""Figures that need no renderer."""

from __future__ import annotations

import altair as alt
import pandas as pd
import plotly.graph_objects as go
import pytest

from chatkit_jupyter.namespace.charts import altair_chart, plotly_chart
from chatkit_jupyter.namespace.rich import RichResults

DATA = pd.DataFrame(
    {"month": ["Jan", "Feb"] * 2, "n": [1, 2, 3, float("nan")], "kind": ["a", "a", "b", "b"]}
)


def chart_of(shown) -> dict:
    (*_, chart) = shown.widget.model_dump()["children"]
    assert chart["type"] == "Chart"
    return chart


def test_bars_and_lines_of_plotly():
    figure = go.Figure([go.Bar(x=["a", "b"], y=[1, 2], name="One"), go.Scatter(x=["b"], y=[5.5])])
    figure.update_layout(title="Boxes", barmode="stack")
    shown = plotly_chart(figure, "Plotly figure: Boxes")
    chart = chart_of(shown)
    assert chart["data"] == [{"x": "a", "y0": 1.0}, {"x": "b", "y0": 2.0, "y1": 5.5}]
    assert [each["type"] for each in chart["series"]] == ["bar", "line"]
    assert chart["series"][0]["stack"] == "bar"
    assert shown.summary == "Plotly figure: Boxes\nOne: a 1, b 2\ny: b 5.5"


def test_areas_of_plotly():
    figure = go.Figure([go.Scatter(x=[1, 2], y=[3, None], fill="tozeroy")])
    assert [each["type"] for each in chart_of(plotly_chart(figure, ""))["series"]] == ["area"]
    assert chart_of(plotly_chart(figure, ""))["data"] == [{"x": "1", "y0": 3.0}, {"x": "2"}]


@pytest.mark.parametrize(
    "figure",
    [
        go.Figure(),
        go.Figure([go.Bar(x=[1], y=["a"], orientation="h")]),
        go.Figure([go.Scatter(x=[1, 2], y=[1, 2], mode="markers")]),
        go.Figure([go.Scatter(x=[1, 1], y=[1, 2])]),
        go.Figure([go.Bar(x=[1], y=[1]), go.Pie(values=[1])]),
        go.Figure([go.Scatter(x=list(range(600)), y=list(range(600)))]),
        go.Figure([go.Bar(x=[1], y=[1]), go.Bar(x=[1], y=[1], yaxis="y2")]),
    ],
)
def test_what_a_chart_can_not_show_of_plotly(figure):
    assert plotly_chart(figure, "") is None


@pytest.mark.parametrize(("mark", "stack"), [("bar", "bar"), ("line", None), ("area", "area")])
def test_marks_of_altair(mark, stack):
    base = alt.Chart(DATA, title="Months")
    shown = altair_chart(getattr(base, f"mark_{mark}")().encode(x="month", y="n", color="kind"), "")
    chart = chart_of(shown)
    assert chart["data"] == [{"x": "Jan", "y0": 1.0, "y1": 3.0}, {"x": "Feb", "y0": 2.0}]
    assert [(each["label"], each.get("stack")) for each in chart["series"]] == [
        ("a", stack),
        ("b", stack),
    ]


@pytest.mark.parametrize(
    "chart",
    [
        alt.Chart(DATA).mark_point().encode(x="month", y="n"),
        alt.Chart(DATA).mark_bar().encode(x="month", y="mean(n)"),
        alt.Chart(DATA).mark_bar().encode(x="month"),
        alt.Chart(DATA).mark_bar().encode(x="month", y="n", column="kind"),
        alt.Chart(DATA).mark_bar().encode(x="month", y="n", color="count()"),
    ],
)
def test_what_a_chart_can_not_show_of_altair(chart):
    assert altair_chart(chart, "") is None


def test_a_figure_without_its_renderer_is_a_chart():
    shown = RichResults().shown(go.Figure([go.Bar(x=["a"], y=[1])]))
    assert chart_of(shown)["showLegend"] is False
