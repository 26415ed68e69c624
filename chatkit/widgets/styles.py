"""Sizes, colours, spacings and borders that component properties are made of."""

from __future__ import annotations

from typing import Literal

from pydantic import with_config
from typing_extensions import NotRequired, TypedDict

from chatkit._config import NAMED_COMPONENT
from chatkit.icons import IconName

RadiusValue = Literal[
    "2xs", "xs", "sm", "md", "lg", "xl", "2xl", "3xl", "4xl", "full", "100%", "none"
]
"""How round the corners are."""

TextAlign = Literal["start", "center", "end"]
"""Where text stands in its line."""

TextSize = Literal["xs", "sm", "md", "lg", "xl"]
"""Size of body text."""

TitleSize = Literal["sm", "md", "lg", "xl", "2xl", "3xl", "4xl", "5xl"]
"""Size of a heading."""

CaptionSize = Literal["sm", "md", "lg"]
"""Size of secondary text."""

IconSize = Literal["xs", "sm", "md", "lg", "xl", "2xl", "3xl"]
"""Size of an icon."""

FontWeight = Literal["normal", "medium", "semibold", "bold"]
"""How bold text is."""

Alignment = Literal["start", "center", "end", "baseline", "stretch"]
"""Where children stand across the direction of layout."""

Justification = Literal["start", "center", "end", "between", "around", "evenly", "stretch"]
"""How children are spread along the direction of layout."""

ControlVariant = Literal["solid", "soft", "outline", "ghost"]
"""Look of a control."""

ControlSize = Literal["3xs", "2xs", "xs", "sm", "md", "lg", "xl", "2xl", "3xl"]
"""Height of a control."""

GutterSize = Literal["2xs", "xs", "sm", "md", "lg", "xl"]
"""Space inside a text field, left and right of its text."""

WidgetIcon = IconName
"""An icon in a widget."""


@with_config(NAMED_COMPONENT)
class ThemeColor(TypedDict):
    """A colour for each of the two themes.

    Attributes:
        dark: CSS colour or token in the dark theme.
        light: CSS colour or token in the light theme.
    """

    dark: str
    light: str


Color = str | ThemeColor
"""A CSS colour or token, the same in both themes or one for each."""


@with_config(NAMED_COMPONENT)
class Spacing(TypedDict):
    """Space on each side: numbers are steps of 4 px, texts are CSS lengths.

    Attributes:
        top: Space above.
        right: Space to the right.
        bottom: Space below.
        left: Space to the left.
        x: Space left and right.
        y: Space above and below.
    """

    top: NotRequired[float | str]
    right: NotRequired[float | str]
    bottom: NotRequired[float | str]
    left: NotRequired[float | str]
    x: NotRequired[float | str]
    y: NotRequired[float | str]


@with_config(NAMED_COMPONENT)
class Border(TypedDict):
    """A line along one edge, or along all of them.

    Attributes:
        size: Width in pixels.
        color: Colour of the line.
        style: CSS line style.
    """

    size: int
    color: NotRequired[Color]
    style: NotRequired[
        Literal["solid", "dashed", "dotted", "double", "groove", "ridge", "inset", "outset"]
    ]


@with_config(NAMED_COMPONENT)
class Borders(TypedDict):
    """A line for each edge: a width in pixels or a whole border.

    Attributes:
        top: Upper edge.
        right: Right edge.
        bottom: Lower edge.
        left: Left edge.
        x: Left and right edge.
        y: Upper and lower edge.
    """

    top: NotRequired[int | Border]
    right: NotRequired[int | Border]
    bottom: NotRequired[int | Border]
    left: NotRequired[int | Border]
    x: NotRequired[int | Border]
    y: NotRequired[int | Border]


@with_config(NAMED_COMPONENT)
class MinMax(TypedDict):
    """A range of whole numbers.

    Attributes:
        min: Lower bound.
        max: Upper bound.
    """

    min: NotRequired[int]
    max: NotRequired[int]
