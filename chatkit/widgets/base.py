"""What all widget components share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

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
    if TYPE_CHECKING:
        type: Any  # narrowed to one name by every component
    else:
        type: str

    @model_serializer(mode="wrap")
    def serialize(self, next_: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Write the component without properties that are not set.

        Args:
            next_: Writes the fields.

        Returns:
            The fields that are set. A null in an action's payload or in a list is data and stays.
        """
        return {
            name: value if name == "children" else _without_nulls(value)
            for name, value in next_(self).items()
            if value is not None
        }


def _without_nulls(value: Any) -> Any:
    if isinstance(value, dict):
        return {
            name: entry if name == "payload" else _without_nulls(entry)
            for name, entry in cast("dict[str, Any]", value).items()
            if entry is not None
        }
    if isinstance(value, list):
        return [_without_nulls(entry) for entry in cast("list[Any]", value)]
    return value
