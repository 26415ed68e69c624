"""Refuses widgets that no front end could draw."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, cast, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import PydanticSerializationError, to_json

from chatkit.types import (
    AssistantMessageContentPartTextDelta,
    ThreadItemAddedEvent,
    ThreadItemDoneEvent,
    ThreadItemReplacedEvent,
    ThreadItemUpdatedEvent,
    ThreadStreamEvent,
    WidgetComponentUpdated,
    WidgetItem,
    WidgetRootUpdated,
)
from chatkit.widgets import BasicRoot, Card, ListView, StrictWidgetComponent
from chatkit.widgets.base import WidgetComponentBase
from chatkit_jupyter.errors import WidgetError

MOST_BYTES = 1 << 20
MOST_LEVELS = 50

Properties = Mapping[str, Any]


def check_event(event: ThreadStreamEvent) -> None:
    """Refuse an event that carries a widget no front end could draw.

    Args:
        event: Any event.

    Raises:
        WidgetError: Which component's which property is wrong.
    """
    # Nearly all events are of this kind, so they are asked for first.
    if (
        isinstance(event, ThreadItemUpdatedEvent)
        and type(event.update) is AssistantMessageContentPartTextDelta
    ):
        return
    match event:
        case ThreadItemAddedEvent() | ThreadItemDoneEvent() | ThreadItemReplacedEvent():
            if isinstance(event.item, WidgetItem):
                check_widget(event.item.widget)
        case ThreadItemUpdatedEvent(update=WidgetRootUpdated(widget=widget)):
            check_widget(widget)
        case ThreadItemUpdatedEvent(update=WidgetComponentUpdated(component=component)):
            check_widget(component)
        case _:
            pass


def check_widget(widget: WidgetComponentBase) -> None:
    """Refuse a widget of over 1 MB, nested over 50 deep, or with values of wrong types.

    Properties that a component does not know, and names that it does not know among those it can
    choose from, may be newer than this package: they pass.

    Args:
        widget: The widget.

    Raises:
        WidgetError: Which component's which property is wrong.
    """
    size = 0
    for path, level, properties in _walk(widget):
        if level > MOST_LEVELS:
            raise WidgetError(f"The widget is nested over {MOST_LEVELS} deep, at {path[:200]}")
        own = {name: value for name, value in properties.items() if name != "children"}
        size += _size(path, own)
        if size > MOST_BYTES:
            raise WidgetError(f"The widget is over 1 MB, counted up to {path[:200]}")
        _check_types(path, own)


def _walk(widget: object) -> Iterator[tuple[str, int, Properties]]:
    waiting: list[tuple[str, int, object]] = [("", 1, widget)]
    while waiting:
        above, level, component = waiting.pop()
        properties = _properties(component)
        if properties is None:
            kind = type(component).__name__
            raise WidgetError(f"{above}.children: holds a {kind}, not a component")
        path = f"{above} > {properties.get('type')}" if above else str(properties.get("type"))
        yield path, level, properties
        children: Any = properties.get("children")
        inside = cast("list[Any]", children if isinstance(children, list) else [children])
        waiting += [(path, level + 1, child) for child in reversed(inside) if child is not None]


def _properties(component: object) -> Properties | None:
    if isinstance(component, BaseModel):
        everything = {**vars(component), **(component.__pydantic_extra__ or {})}
        return {name: value for name, value in everything.items() if value is not None}
    return cast("Properties", component) if isinstance(component, dict) else None


def _size(path: str, properties: Properties) -> int:
    return 2 + sum(_size_of(path, name, value) for name, value in properties.items())


def _size_of(path: str, name: str, value: object) -> int:
    try:
        return len(name) + len(to_json(value)) + 4
    except (PydanticSerializationError, ValueError, RecursionError):
        raise WidgetError(f"{path}.{name}: a {type(value).__name__} is not JSON") from None


def _check_types(path: str, properties: Properties) -> None:
    kind = properties.get("type")
    if not isinstance(kind, str):
        raise WidgetError(f"{path}.type: a component's type is a text")
    component = _classes().get(kind)
    if component is None:
        return
    whole = dict(properties)
    if component.model_fields.get("children"):
        whole["children"] = None if kind == "Transition" else []
    try:
        component.model_validate(whole)
    except ValidationError as error:
        _refuse(path, properties, error)


def _refuse(path: str, properties: Properties, error: ValidationError) -> None:
    for problem in error.errors(include_url=False, include_context=False):
        name = str(problem["loc"][0]) if problem["loc"] else ""
        value = properties.get(name)
        if isinstance(value, str) and _may_be_newer(name, error):
            continue
        got = f", got {type(value).__name__}" if name in properties else ""
        raise WidgetError(f"{path}.{name}: {problem['msg']}{got}")


def _may_be_newer(name: str, error: ValidationError) -> bool:
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    kinds = {problem["type"] for problem in problems if problem["loc"][:1] == (name,)}
    return "literal_error" in kinds


@cache
def _classes() -> dict[str, type[WidgetComponentBase]]:
    components: tuple[type[WidgetComponentBase], ...] = get_args(get_args(StrictWidgetComponent)[0])
    return {
        component.model_fields["type"].default: component
        for component in (*components, Card, ListView, BasicRoot)
    }
