"""Copies of widgets, so that an event keeps what it was sent with."""

from __future__ import annotations

from typing import Any, TypeVar, cast

from pydantic import BaseModel

T = TypeVar("T", bound=BaseModel)

_UNCHANGING = frozenset({type(None), str, bool, int, float})


def snapshot(model: T) -> T:
    """Copy a widget down to its values.

    Args:
        model: A component, which the author may go on changing.

    Returns:
        A copy that shares nothing with it that can change.
    """
    copied = model.model_copy()
    _separate(vars(copied))
    _separate(copied.__pydantic_extra__ or {})
    return copied


def _separate(values: dict[str, Any]) -> None:
    for name, value in values.items():
        if type(value) not in _UNCHANGING:
            values[name] = _copied(value)


def _copied(value: Any) -> Any:
    if isinstance(value, BaseModel):
        return snapshot(value)
    if isinstance(value, list):
        return [_copied(entry) for entry in cast("list[Any]", value)]
    if isinstance(value, dict):
        return {key: _copied(entry) for key, entry in cast("dict[Any, Any]", value).items()}
    return value
