"""Which objects a chat shows as widgets, and how."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from chatkit.widgets import BasicRoot, Card, DynamicWidgetRoot, ListView, WidgetRoot
from chatkit.widgets.base import WidgetComponentBase
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.namespace.frames import frame_table
from chatkit_jupyter.namespace.pictures import show_picture
from chatkit_jupyter.namespace.records import show_record
from chatkit_jupyter.namespace.reprs import show_repr
from chatkit_jupyter.namespace.shown import Shown, prose, shortened
from chatkit_jupyter.namespace.table_widget import show_table

Look = Callable[[Any], object]
Summary = Callable[[Any], str]

_ROOTS = (Card, ListView, BasicRoot, DynamicWidgetRoot)


class RichResults:
    """Turns objects into widgets, in the way that the author chose for their types, if any."""

    def __init__(self) -> None:
        self._chosen: dict[type, tuple[Look | None, Summary | None]] = {}

    def choose(self, kind: type, look: Look | None, summary: Summary | None) -> None:
        """Show objects of a type, and of its subclasses, in the author's way.

        Args:
            kind: The type.
            look: Gives a widget, Markdown, or another object to show instead.
            summary: Gives what the model reads.
        """
        self._chosen[kind] = (look, summary)

    def shown(self, value: object, *, only_visual: bool = False) -> Shown | None:
        """Show an object.

        Args:
            value: Any object.
            only_visual: Show only what is meant for the eye: frames, pictures, and types that
                the author chose a look for.

        Returns:
            Its widget; None if a chat has no way to show it.
        """
        look, summary = self._choice(value)
        shown = _built_in(value, only_visual) if look is None else _looking(look(value))
        if shown is not None and summary is not None:
            return replace(shown, summary=shortened(summary(value)))
        return shown

    def chosen_summary(self, value: object) -> str | None:
        """The text that the author chose for the model to read; None if there is no choice.

        Args:
            value: Any object.
        """
        _, summary = self._choice(value)
        return None if summary is None else summary(value)

    def _choice(self, value: object) -> tuple[Look | None, Summary | None]:
        kind = type(value)
        own = (
            getattr(kind, "_repr_chatkit_widget_", None),
            getattr(kind, "_repr_chatkit_summary_", None),
        )
        chosen = next((self._chosen[k] for k in kind.__mro__ if k in self._chosen), (None, None))
        return chosen[0] or own[0], chosen[1] or own[1]


def root_of(value: object) -> WidgetRoot | None:
    """Make a root of a widget component.

    Args:
        value: Any object.

    Returns:
        A root as it is; another component in a root without a frame; None for anything else.
    """
    if isinstance(value, _ROOTS):
        return value
    if isinstance(value, WidgetComponentBase):
        return BasicRoot.model_validate({"children": [value.model_dump()]})
    return None


def _looking(given: object) -> Shown:
    if (root := root_of(given)) is not None:
        return Shown(root, "")
    shown = prose(given) if isinstance(given, str) else _built_in(given, only_visual=False)
    if shown is None:
        raise HandlerError(f"A chat can not show a value of type {type(given).__name__}")
    return shown


def _built_in(value: object, only_visual: bool) -> Shown | None:
    table = frame_table(value)
    shown = show_picture(value) if table is None else show_table(table)
    if shown is not None or only_visual:
        return shown
    return show_record(value) or show_repr(value)
