"""Components of any type and with any properties, as templates produce them."""

# pyright: reportIncompatibleVariableOverride=false -- roots narrow the type of their base
from __future__ import annotations

from typing import Literal

from pydantic import ConfigDict

from chatkit.widgets.base import WidgetComponentBase


class DynamicWidgetComponent(WidgetComponentBase):
    """A component whose properties are not checked.

    Attributes:
        type: Name of the component.
        children: One component or several.
    """

    model_config = ConfigDict(extra="allow", json_schema_extra=None)

    type: str
    children: DynamicWidgetComponent | list[DynamicWidgetComponent] | None = None


class DynamicWidgetRoot(DynamicWidgetComponent):
    """A root whose properties are not checked.

    Attributes:
        type: Name of the root.
    """

    type: Literal["Card", "ListView", "Basic"]


class BasicRoot(DynamicWidgetComponent):
    """A root without a frame of its own."""

    type: Literal["Basic"] = "Basic"
