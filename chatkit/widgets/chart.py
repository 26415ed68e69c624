"""Charts, their axis and their series."""

# ruff: noqa: N815 -- property names are the wire's
from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, Field, with_config
from typing_extensions import NotRequired, TypedDict

from chatkit._config import NAMED_COMPONENT
from chatkit.widgets.base import WidgetComponentBase
from chatkit.widgets.styles import Color

CurveType = Literal[
    "basis",
    "basisClosed",
    "basisOpen",
    "bumpX",
    "bumpY",
    "bump",
    "linear",
    "linearClosed",
    "natural",
    "monotoneX",
    "monotoneY",
    "monotone",
    "step",
    "stepBefore",
    "stepAfter",
]
"""How points are joined to a line."""


@with_config(NAMED_COMPONENT)
class XAxisConfig(TypedDict):
    """The horizontal axis.

    Attributes:
        dataKey: Key of the values along it.
        hide: Whether it is left out.
        labels: Texts to show for values, by value.
    """

    dataKey: str
    hide: NotRequired[bool]
    labels: NotRequired[dict[str, str]]


class BarSeries(BaseModel):
    """Values as bars.

    Attributes:
        label: Name in legend and tooltip.
        dataKey: Key of the values.
        stack: Series with the same name are stacked.
        color: Colour of the bars.
    """

    model_config = NAMED_COMPONENT

    type: Literal["bar"] = "bar"
    label: str | None
    dataKey: str
    stack: str | None = None
    color: Color | None = None


class AreaSeries(BaseModel):
    """Values as a filled line.

    Attributes:
        label: Name in legend and tooltip.
        dataKey: Key of the values.
        stack: Series with the same name are stacked.
        color: Colour of the area.
        curveType: How points are joined.
    """

    model_config = NAMED_COMPONENT

    type: Literal["area"] = "area"
    label: str | None
    dataKey: str
    stack: str | None = None
    color: Color | None = None
    curveType: CurveType | None = None


class LineSeries(BaseModel):
    """Values as a line.

    Attributes:
        label: Name in legend and tooltip.
        dataKey: Key of the values.
        color: Colour of the line.
        curveType: How points are joined.
    """

    model_config = NAMED_COMPONENT

    type: Literal["line"] = "line"
    label: str | None
    dataKey: str
    color: Color | None = None
    curveType: CurveType | None = None


Series = Annotated[BarSeries | AreaSeries | LineSeries, Field(discriminator="type")]
"""Any series."""


class Chart(WidgetComponentBase):
    """A chart of rows of data. Lengths: numbers are pixels, texts are CSS lengths.

    Attributes:
        data: Rows: values by key.
        series: What is drawn.
        xAxis: Key of the values along the horizontal axis, or its configuration.
        showYAxis: Whether the vertical axis is shown.
        showLegend: Whether the names of the series are shown.
        showTooltip: Whether values are shown under the pointer.
        barGap: Pixels between bars of one category.
        barCategoryGap: Pixels between categories.
        flex: Share of the parent's free space, as in CSS ``flex``.
        height: Height.
        width: Width.
        size: Width and height.
        minHeight: Least height.
        minWidth: Least width.
        minSize: Least width and height.
        maxHeight: Greatest height.
        maxWidth: Greatest width.
        maxSize: Greatest width and height.
        aspectRatio: Width divided by height, as a number or as CSS text such as ``16/9``.
    """

    type: Literal["Chart"] = "Chart"
    data: list[dict[str, str | int | float]]
    series: list[Series]
    xAxis: str | XAxisConfig
    showYAxis: bool | None = None
    showLegend: bool | None = None
    showTooltip: bool | None = None
    barGap: int | None = None
    barCategoryGap: int | None = None
    flex: int | str | None = None
    height: int | str | None = None
    width: int | str | None = None
    size: int | str | None = None
    minHeight: int | str | None = None
    minWidth: int | str | None = None
    minSize: int | str | None = None
    maxHeight: int | str | None = None
    maxWidth: int | str | None = None
    maxSize: int | str | None = None
    aspectRatio: float | str | None = None
