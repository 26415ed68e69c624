"""What changed from one state of a widget to the next, as the updates a client applies."""

from __future__ import annotations

from typing import Any, cast

from chatkit.types.updates import (
    WidgetComponentUpdated,
    WidgetRootUpdated,
    WidgetStreamingTextValueDelta,
)
from chatkit.widgets.base import WidgetComponentBase
from chatkit.widgets.components import WidgetComponent
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
        """Add updates for a pair of components; false where the pair must be replaced."""
        if before is after or _leaves_equal(before, after):
            return True
        old, new = _properties(before), _properties(after)
        old_children, new_children = old.pop("children", None), new.pop("children", None)
        return (_same(old, new) or self._text_grew(old, new)) and self._children_explained(
            old_children, new_children
        )

    def ids_are_unique(self, before: WidgetComponentBase, after: WidgetComponentBase) -> bool:
        """Tell whether every update names exactly one component, whichever tree it is read in."""
        names = {
            update.component_id
            for update in self.updates
            if not isinstance(update, WidgetRootUpdated)
        }
        if not names:
            return True
        # Each name is there at least once, so any more means that one is there twice.
        trees = (before, after) if self._component_updates else (after,)
        return all(_count_ids(tree, names) == len(names) for tree in trees)

    def _children_explained(self, before: Any, after: Any) -> bool:
        if isinstance(before, WidgetComponentBase) and isinstance(after, WidgetComponentBase):
            return self._explains_child(before, after)
        if isinstance(before, list) and isinstance(after, list):
            olds, news = cast("list[Any]", before), cast("list[Any]", after)
            return len(olds) == len(news) and all(map(self._explains_child, olds, news))
        return before is after

    def _explains_child(self, before: WidgetComponentBase, after: WidgetComponentBase) -> bool:
        found = len(self.updates)
        if self.explains(before, after):
            return True
        if not self._component_updates or after.id is None or after.id != before.id:
            return False
        component = cast("WidgetComponent", after)
        self.updates[found:] = [WidgetComponentUpdated(component_id=after.id, component=component)]
        return True

    def _text_grew(self, old: dict[str, Any], new: dict[str, Any]) -> bool:
        if old.get("id") is None or old.get("type") not in _STREAMING_TYPES:
            return False
        text, longer = old.pop("value", None), new.pop("value", None)
        if not isinstance(text, str) or not isinstance(longer, str):
            return False
        if not longer.startswith(text) or not _same(old, new):
            return False
        self.updates.append(
            WidgetStreamingTextValueDelta(
                component_id=new["id"],
                delta=longer[len(text) :],
                done=not new.get("streaming"),
            )
        )
        return True


def _leaves_equal(before: WidgetComponentBase, after: WidgetComponentBase) -> bool:
    # Most components are leaves that did not change: this saves them the copies made below.
    old, new = before.__dict__, after.__dict__
    return (
        old.get("children") is None
        and old == new
        and before.__pydantic_extra__ == after.__pydantic_extra__
    )


def _properties(component: WidgetComponentBase) -> dict[str, Any]:
    extra = component.__pydantic_extra__
    return component.__dict__ | extra if extra else component.__dict__.copy()


def _same(old: dict[str, Any], new: dict[str, Any]) -> bool:
    # Null and absent are written alike; most pairs are equal before that matters.
    return old == new or _written(old) == _written(new)


def _written(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in properties.items() if value is not None}


def _count_ids(root: WidgetComponentBase, names: set[str]) -> int:
    count, stack = 0, [root]
    while stack:
        fields = stack.pop().__dict__
        count += fields.get("id") in names
        children = fields.get("children")
        if isinstance(children, list):
            stack += cast("list[WidgetComponentBase]", children)
        elif children is not None:
            stack.append(children)
    return count
