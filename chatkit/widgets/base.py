"""What all widget components share."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, SerializerFunctionWrapHandler, model_serializer

from chatkit._config import NAMED_COMPONENT


class WidgetComponentBase(BaseModel):
    """Any component of a widget.

    Attributes:
        key: Tells a client which component this was before, in a list that changes.
        id: Id that updates name the component by.
        type: Name of the component.
    """

    model_config = NAMED_COMPONENT

    key: str | None = None
    id: str | None = None
    type: Any  # narrowed to one name by every component

    @model_serializer(mode="wrap")
    def serialize(self, next_: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Write the component without properties that are not set.

        Args:
            next_: Writes the fields.

        Returns:
            The written fields that are not null; nulls deeper inside a value are data and stay.
        """
        return {name: value for name, value in next_(self).items() if value is not None}
