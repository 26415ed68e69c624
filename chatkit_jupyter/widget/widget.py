"""The anywidget of a chat; `js/src/widget` is its other half."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from chatkit_jupyter.view.options import TRANSPORTS
from chatkit_jupyter.widget.front_end import FrontEnd


class ChatWidget(anywidget.AnyWidget):
    """One chat in the front end; it can be shown any number of times.

    Traits are small and hold no conversation: that comes from the kernel's endpoint, or in the
    widget's messages.
    """

    _esm = traitlets.Unicode().tag(sync=True)
    kernel_id = traitlets.Unicode().tag(sync=True)
    chat = traitlets.Unicode().tag(sync=True)
    build = traitlets.Unicode().tag(sync=True)
    height = traitlets.Int(560).tag(sync=True)
    thread_id = traitlets.Unicode(None, allow_none=True).tag(sync=True)
    options = traitlets.Dict().tag(sync=True)
    scripts = traitlets.Dict().tag(sync=True)
    renderer = traitlets.Unicode("local").tag(sync=True)
    domain_key = traitlets.Unicode().tag(sync=True)
    hosted_script = traitlets.Unicode().tag(sync=True)
    variables = traitlets.Bool(True).tag(sync=True)
    transport = traitlets.Enum(TRANSPORTS, "auto").tag(sync=True)
    preview = traitlets.Bool().tag(sync=True)
    composer = traitlets.Dict().tag(sync=True)
    focused = traitlets.Int().tag(sync=True)
    author_error = traitlets.Any().tag(sync=True)
    transport_in_use: str | None = None
    activity = traitlets.Dict().tag(sync=True)
    saved = traitlets.Dict().tag(sync=True)

    def __repr__(self) -> str:
        return f"Chat({self.chat!r})"

    def bundle(self, plain: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """A view of this widget, as IPython displays it.

        Args:
            plain: What to show where widgets can not be shown.
        """
        display: Any = self._repr_mimebundle_  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]
        data, metadata = display()
        return {**data, "text/plain": plain}, metadata


def make_widget(front_end: FrontEnd, **state: Any) -> ChatWidget:
    """Make the widget of a chat.

    Args:
        front_end: What it shows.
        state: Values of its other traits.
    """
    return ChatWidget(_esm=front_end.entry, build=front_end.build, **state)
