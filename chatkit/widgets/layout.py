"""Components that arrange others."""

# ruff: noqa: N815 -- property names are the wire's
from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from pydantic import BaseModel

from chatkit.actions import ActionConfig
from chatkit.widgets.base import WidgetComponentBase
from chatkit.widgets.styles import (
    Alignment,
    Border,
    Borders,
    Color,
    Justification,
    RadiusValue,
    Spacing,
)

if TYPE_CHECKING:
    from chatkit.widgets.components import WidgetComponent


class BoxBase(BaseModel):
    """Properties of all flex boxes. Lengths: numbers are pixels, texts are CSS lengths.

    Attributes:
        children: Components inside.
        align: Where children stand across the direction of layout.
        justify: How children are spread along it.
        wrap: Whether children go on in a next line.
        flex: Share of the parent's free space, as in CSS ``flex``.
        gap: Space between children: steps of 4 px, or a CSS length.
        height: Height.
        width: Width.
        size: Width and height.
        minHeight: Least height.
        minWidth: Least width.
        minSize: Least width and height.
        maxHeight: Greatest height.
        maxWidth: Greatest width.
        maxSize: Greatest width and height.
        padding: Space inside the border: steps of 4 px, a CSS length, or one for each side.
        margin: Space outside the border, likewise.
        border: Width in pixels, one border for all edges, or one for each.
        radius: How round the corners are.
        background: Colour behind the children.
        aspectRatio: Width divided by height, as a number or as CSS text such as ``16/9``.
    """

    children: list[WidgetComponent] | None = None
    align: Alignment | None = None
    justify: Justification | None = None
    wrap: Literal["nowrap", "wrap", "wrap-reverse"] | None = None
    flex: int | str | None = None
    gap: int | str | None = None
    height: float | str | None = None
    width: float | str | None = None
    size: float | str | None = None
    minHeight: int | str | None = None
    minWidth: int | str | None = None
    minSize: int | str | None = None
    maxHeight: int | str | None = None
    maxWidth: int | str | None = None
    maxSize: int | str | None = None
    padding: float | str | Spacing | None = None
    margin: float | str | Spacing | None = None
    border: int | Border | Borders | None = None
    radius: RadiusValue | None = None
    background: Color | None = None
    aspectRatio: float | str | None = None


class Box(WidgetComponentBase, BoxBase):
    """A flex box.

    Attributes:
        direction: Whether children stand in a row or a column.
    """

    type: Literal["Box"] = "Box"
    direction: Literal["row", "col"] | None = None


class Row(WidgetComponentBase, BoxBase):
    """Children side by side."""

    type: Literal["Row"] = "Row"


class Col(WidgetComponentBase, BoxBase):
    """Children below each other."""

    type: Literal["Col"] = "Col"


class Form(WidgetComponentBase, BoxBase):
    """Inputs that are sent together.

    Attributes:
        onSubmitAction: Action sent with the values of all inputs.
        direction: Whether children stand in a row or a column.
    """

    type: Literal["Form"] = "Form"
    onSubmitAction: ActionConfig | None = None
    direction: Literal["row", "col"] | None = None


class Divider(WidgetComponentBase):
    """A line between components.

    Attributes:
        color: Colour of the line.
        size: Thickness: pixels, or a CSS length.
        spacing: Space on both sides: steps of 4 px, or a CSS length.
        flush: Whether the line reaches the edges of the container.
    """

    type: Literal["Divider"] = "Divider"
    color: Color | None = None
    size: int | str | None = None
    spacing: int | str | None = None
    flush: bool | None = None


class Spacer(WidgetComponentBase):
    """Takes up the free space between components.

    Attributes:
        minSize: Least space: pixels, or a CSS length.
    """

    type: Literal["Spacer"] = "Spacer"
    minSize: int | str | None = None


class Transition(WidgetComponentBase):
    """Animates the change from one child to another with a different key.

    Attributes:
        children: The one child, or nothing.
    """

    type: Literal["Transition"] = "Transition"
    children: WidgetComponent | None
