"""Components of any type and with any properties, as templates produce them."""

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

    # Narrowed, as a root is one of few components.
    type: Literal["Card", "ListView", "Basic"]  # pyright: ignore[reportIncompatibleVariableOverride]


class BasicRoot(DynamicWidgetComponent):
    """A root without a frame of its own."""

    type: Literal["Basic"] = "Basic"  # pyright: ignore[reportIncompatibleVariableOverride]
