"""The union of all components, and the containers that need it."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from chatkit.actions import ActionConfig
from chatkit.widgets.base import WidgetComponentBase
from chatkit.widgets.chart import Chart
from chatkit.widgets.dynamic import DynamicWidgetComponent
from chatkit.widgets.inputs import (
    Button,
    Checkbox,
    DatePicker,
    Input,
    RadioGroup,
    Select,
    Textarea,
)
from chatkit.widgets.layout import Box, BoxBase, Col, Divider, Form, Row, Spacer, Transition
from chatkit.widgets.media import Icon, Image
from chatkit.widgets.styles import Alignment
from chatkit.widgets.text import Badge, Caption, Label, Markdown, Text, Title


class ListViewItem(WidgetComponentBase):
    """An entry of a list view.

    Attributes:
        children: Components inside.
        onClickAction: Action sent when the entry is pressed.
        gap: Space between children: steps of 4 px, or a CSS length.
        align: Where children stand vertically.
    """

    type: Literal["ListViewItem"] = "ListViewItem"
    children: list[WidgetComponent]
    onClickAction: ActionConfig | None = None  # noqa: N815 -- the wire's name
    gap: int | str | None = None
    align: Alignment | None = None


StrictWidgetComponent = Annotated[
    Text
    | Title
    | Caption
    | Chart
    | Badge
    | Markdown
    | Box
    | Row
    | Col
    | Divider
    | Icon
    | Image
    | ListViewItem
    | Button
    | Checkbox
    | Spacer
    | Select
    | DatePicker
    | Form
    | Input
    | Label
    | RadioGroup
    | Textarea
    | Transition,
    Field(discriminator="type"),
]
"""Any component that the SDK has a class for."""

WidgetComponent = Annotated[
    StrictWidgetComponent | DynamicWidgetComponent, Field(union_mode="left_to_right")
]
"""Any component: read into its own class where its properties fit, else into the dynamic one."""

for _container in (ListViewItem, BoxBase, Box, Row, Col, Form, Transition):
    _container.model_rebuild(_types_namespace={"WidgetComponent": WidgetComponent})
