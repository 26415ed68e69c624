"""Arguments that are no JSON: a model names the notebook's variable."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Any, TypeGuard, get_args, get_origin

from pydantic import AfterValidator, Field, TypeAdapter
from pydantic.errors import PydanticUserError

Find = Callable[[str], object]
"""Gives a variable by its name; raises a `LookupError`, worded for the model, if it may not."""


def describable(annotation: Any) -> bool:
    """Whether an argument of this type can be written as JSON.

    Args:
        annotation: The type.
    """
    try:
        TypeAdapter(annotation).json_schema()
    except PydanticUserError:
        return False
    return True


def variable_of(annotation: Any, find: Find) -> Any:
    """The type of an argument that names a variable.

    Args:
        annotation: What the variable must be.
        find: Finds it.

    Returns:
        An annotation: a string for the model, the object for the function.
    """
    kinds = _classes(annotation)
    names = " or ".join(kind.__name__ for kind in kinds) or "object"
    optional = type(None) in get_args(annotation)

    def look_up(name: str | None) -> object:
        if name is None:
            return None
        try:
            value = find(name)
        except LookupError as error:
            raise ValueError(error.args[0]) from None
        if kinds and not isinstance(value, kinds):
            raise ValueError(f"{name} is a {type(value).__name__}, not a {names}")
        return value

    def describe(schema: dict[str, Any]) -> None:
        about = schema.get("description", "")
        hint = f"The name of a variable of the notebook, a {names}."
        schema["description"] = f"{about} {hint}".lstrip()

    kind = (str | None) if optional else str
    return Annotated[kind, Field(json_schema_extra=describe), AfterValidator(look_up)]


def _classes(annotation: Any) -> tuple[type, ...]:
    if get_origin(annotation) is Annotated:
        return _classes(get_args(annotation)[0])
    if _is_class(annotation):
        return (annotation,)
    if _is_class(origin := get_origin(annotation)) and origin.__module__ != "types":
        return (origin,)
    members = [member for member in get_args(annotation) if member is not type(None)]
    return tuple(kind for member in members for kind in _classes(member))


def _is_class(value: Any) -> TypeGuard[type]:
    return inspect.isclass(value) and value is not type(None)
