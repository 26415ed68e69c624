"""Roots: the outermost component of a widget."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, with_config
from typing_extensions import NotRequired, TypedDict

from chatkit._config import NAMED_COMPONENT
from chatkit.actions import ActionConfig
from chatkit.widgets.base import WidgetComponentBase
from chatkit.widgets.components import ListViewItem, WidgetComponent
from chatkit.widgets.dynamic import BasicRoot, DynamicWidgetRoot
from chatkit.widgets.styles import Color, Spacing, WidgetIcon


@with_config(NAMED_COMPONENT)
class WidgetStatusWithFavicon(TypedDict):
    """A line above a widget, with the icon of a web site.

    Attributes:
        text: The line.
        favicon: Address of the icon.
        frame: Whether a thin line surrounds the icon.
    """

    text: str
    favicon: NotRequired[str]
    frame: NotRequired[bool]


@with_config(NAMED_COMPONENT)
class WidgetStatusWithIcon(TypedDict):
    """A line above a widget, with an icon of the client's.

    Attributes:
        text: The line.
        icon: Icon before it.
    """

    text: str
    icon: NotRequired[WidgetIcon]


WidgetStatus = WidgetStatusWithFavicon | WidgetStatusWithIcon
"""A line above a widget that says where it comes from."""


@with_config(NAMED_COMPONENT)
class CardAction(TypedDict):
    """A button at the foot of a card.

    Attributes:
        label: The text.
        action: Action sent when it is pressed.
    """

    label: str
    action: ActionConfig


class Card(WidgetComponentBase):
    """A framed widget.

    Attributes:
        asForm: Whether its inputs are sent together.
        children: Components inside.
        background: Colour behind them.
        size: Width of the card.
        padding: Space inside the frame: steps of 4 px, a CSS length, or one for each side.
        status: Line above the card.
        collapsed: Whether it starts folded.
        confirm: Button that confirms.
        cancel: Button that cancels.
        theme: Theme of the card, whatever the client's is.
    """

    type: Literal["Card"] = "Card"
    asForm: bool | None = None  # noqa: N815 -- the wire's name
    children: list[WidgetComponent]
    background: Color | None = None
    size: Literal["sm", "md", "lg", "full"] | None = None
    padding: float | str | Spacing | None = None
    status: WidgetStatus | None = None
    collapsed: bool | None = None
    confirm: CardAction | None = None
    cancel: CardAction | None = None
    theme: Literal["light", "dark"] | None = None


class ListView(WidgetComponentBase):
    """A list of entries to choose from.

    Attributes:
        children: The entries.
        limit: Number of entries shown before "show more", or ``auto``.
        status: Line above the list.
        theme: Theme of the list, whatever the client's is.
    """

    type: Literal["ListView"] = "ListView"
    children: list[ListViewItem]
    limit: int | Literal["auto"] | None = None
    status: WidgetStatus | None = None
    theme: Literal["light", "dark"] | None = None


StrictWidgetRoot = Annotated[Card | ListView | BasicRoot, Field(discriminator="type")]
"""Any root that the SDK has a class for."""

WidgetRoot = Annotated[StrictWidgetRoot | DynamicWidgetRoot, Field(union_mode="left_to_right")]
"""Any root: read into its own class where its properties fit, else into the dynamic one."""
