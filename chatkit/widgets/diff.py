"""What changed from one state of a widget to the next, as the updates a client applies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

from chatkit.types.updates import (
    WidgetComponentUpdated,
    WidgetRootUpdated,
    WidgetStreamingTextValueDelta,
)
from chatkit.widgets.base import WidgetComponentBase
from chatkit.widgets.roots import WidgetRoot

WidgetUpdate = WidgetStreamingTextValueDelta | WidgetRootUpdated | WidgetComponentUpdated

_STREAMING_TYPES = ("Text", "Markdown")


def diff_widget(
    before: WidgetRoot, after: WidgetRoot, *, component_updates: bool = False
) -> list[WidgetStreamingTextValueDelta | WidgetRootUpdated | WidgetComponentUpdated]:
    """Say how a client gets from one state of a widget to the next.

    Text that only grew, in a ``Text`` or ``Markdown`` component whose id no other component has,
    becomes a ``widget.streaming_text.value_delta``. Any other change replaces the root.

    Args:
        before: What the client shows.
        after: What it should show.
        component_updates: Replace the smallest component with an id around a change
            (``widget.component.updated``) instead of the root, for clients that support it.

    Returns:
        The updates in the order to apply them; none where nothing changed.
    """
    comparison = _Comparison(component_updates)
    if comparison.explains(before, after) and comparison.ids_are_unique(before, after):
        return comparison.updates
    return [WidgetRootUpdated(widget=after)]


class _Comparison:
    """Walks two states at once, each pair of components once, and collects updates."""

    def __init__(self, component_updates: bool) -> None:
        self.updates: list[WidgetUpdate] = []
        self._component_updates = component_updates

    def explains(self, before: WidgetComponentBase, after: WidgetComponentBase) -> bool:
        """Add updates for a pair of components, unless something around them must be replaced."""
        if before is after:
            return True
        found = len(self.updates)
        old, new = _properties(before), _properties(after)
        old_children, new_children = old.pop("children", None), new.pop("children", None)
        if (old == new or self._text_grew(old, new)) and self._explains_all(
            old_children, new_children
        ):
            return True
        del self.updates[found:]
        component_id = new.get("id")
        if not self._component_updates or component_id is None or component_id != old.get("id"):
            return False
        # Neither class is read anew here, so any component will do for the field's union.
        update = WidgetComponentUpdated.model_construct(component_id=component_id, component=after)
        self.updates.append(update)
        return True

    def ids_are_unique(self, before: WidgetComponentBase, after: WidgetComponentBase) -> bool:
        """Tell whether every update names exactly one component, whichever tree it is read in."""
        names = {
            update.component_id
            for update in self.updates
            if not isinstance(update, WidgetRootUpdated)
        }
        if not names:
            return True
        return all(
            count[name] == 1
            for count in (Counter(_ids(before)), Counter(_ids(after)))
            for name in names
        )

    def _explains_all(self, before: Any, after: Any) -> bool:
        if isinstance(before, WidgetComponentBase) and isinstance(after, WidgetComponentBase):
            return self.explains(before, after)
        if not isinstance(before, list) or not isinstance(after, list):
            return before == after
        if len(before) != len(after):
            return False
        return all(map(self.explains, before, after))

    def _text_grew(self, old: dict[str, Any], new: dict[str, Any]) -> bool:
        if old.get("id") is None or old.get("type") not in _STREAMING_TYPES:
            return False
        text, longer = old.pop("value", None), new.pop("value", None)
        if not isinstance(text, str) or not isinstance(longer, str):
            return False
        if old != new or not longer.startswith(text):
            return False
        self.updates.append(
            WidgetStreamingTextValueDelta(
                component_id=new["id"],
                delta=longer[len(text) :],
                done=not new.get("streaming"),
            )
        )
        return True


def _properties(component: WidgetComponentBase) -> dict[str, Any]:
    """The properties that are written: those that are set, or differ from null when they are not."""
    values = component.__dict__
    extra = component.__pydantic_extra__
    found = {name: values[name] for name in _defaults(type(component))}
    for name in component.__pydantic_fields_set__:
        value = values[name] if name in values else extra[name] if extra else None
        if value is not None:
            found[name] = value
    return found


@cache
def _defaults(kind: type[WidgetComponentBase]) -> tuple[str, ...]:
    return tuple(
        name
        for name, field in kind.model_fields.items()
        if not field.is_required() and (field.default is not None or field.default_factory)
    )


def _ids(component: WidgetComponentBase) -> Iterator[str]:
    stack: list[Any] = [component]
    while stack:
        entry = stack.pop()
        if isinstance(entry, list):
            stack.extend(entry)
        elif isinstance(entry, WidgetComponentBase):
            if entry.id is not None:
                yield entry.id
            stack.append(getattr(entry, "children", None))
