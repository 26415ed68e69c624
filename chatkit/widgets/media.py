"""Components that show pictures."""

# ruff: noqa: N815 -- property names are the wire's
from __future__ import annotations

from typing import Literal

from chatkit.widgets.base import WidgetComponentBase
from chatkit.widgets.styles import Color, IconSize, RadiusValue, Spacing, WidgetIcon


class Icon(WidgetComponentBase):
    """An icon.

    Attributes:
        name: Which icon.
        color: Colour of its lines.
        size: Size of the icon.
    """

    type: Literal["Icon"] = "Icon"
    name: WidgetIcon
    color: Color | None = None
    size: IconSize | None = None


class Image(WidgetComponentBase):
    """A picture. Lengths: numbers are pixels, texts are CSS lengths.

    Attributes:
        src: Address of the picture.
        alt: Text for those who cannot see it.
        fit: How it fills its frame, as in CSS ``object-fit``.
        position: Part that stays visible when it is cut.
        radius: How round the corners are.
        frame: Whether a thin line surrounds it.
        flush: Whether it reaches the edges of the container.
        height: Height.
        width: Width.
        size: Width and height.
        minHeight: Least height.
        minWidth: Least width.
        minSize: Least width and height.
        maxHeight: Greatest height.
        maxWidth: Greatest width.
        maxSize: Greatest width and height.
        margin: Space around it: steps of 4 px, a CSS length, or one for each side.
        background: Colour behind it.
        aspectRatio: Width divided by height, as a number or as CSS text such as ``16/9``.
        flex: Share of the parent's free space, as in CSS ``flex``.
    """

    type: Literal["Image"] = "Image"
    src: str
    alt: str | None = None
    fit: Literal["cover", "contain", "fill", "scale-down", "none"] | None = None
    position: (
        Literal[
            "top left",
            "top",
            "top right",
            "left",
            "center",
            "right",
            "bottom left",
            "bottom",
            "bottom right",
        ]
        | None
    ) = None
    radius: RadiusValue | None = None
    frame: bool | None = None
    flush: bool | None = None
    height: int | str | None = None
    width: int | str | None = None
    size: int | str | None = None
    minHeight: int | str | None = None
    minWidth: int | str | None = None
    minSize: int | str | None = None
    maxHeight: int | str | None = None
    maxWidth: int | str | None = None
    maxSize: int | str | None = None
    margin: int | str | Spacing | None = None
    background: Color | None = None
    aspectRatio: float | str | None = None
    flex: int | str | None = None
