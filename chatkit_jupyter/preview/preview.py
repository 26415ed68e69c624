"""A widget in a chat of its own, which shows what its actions send."""

from __future__ import annotations

from itertools import count
from typing import Any

from chatkit.store import InMemoryStore
from chatkit.types import ClosedStatus, ThreadMetadata, WidgetItem
from chatkit.types.clock import now
from chatkit.widgets import WidgetRoot
from chatkit_jupyter.errors import FrontEndMissingError
from chatkit_jupyter.preview.height import preview_height
from chatkit_jupyter.preview.static_html import static_html
from chatkit_jupyter.responder.action_handler import ActionFunction
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.responder.widget_check import check_widget
from chatkit_jupyter.runtime.runtime import get_runtime
from chatkit_jupyter.session import Session
from chatkit_jupyter.users import author

_THREAD = "preview"
_OPTIONS = {
    "header": {"enabled": False},
    "history": {"enabled": False},
    "thread": {"autoScroll": False},
}

_numbers = count(1)


class _AnyAction(dict[str, ActionFunction]):
    """Answers every action with what it sent."""

    def __contains__(self, name: object) -> bool:
        return True

    def __missing__(self, name: str) -> ActionFunction:
        def answer(action: Any) -> object:
            return {"action": action.type, "payload": action.payload}

        return answer


def preview(widget: WidgetRoot) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw a widget as a cell's output.

    Args:
        widget: The widget.

    Returns:
        Its representations: live where widgets are shown, else HTML; and their metadata.

    Raises:
        WidgetError: It can not be drawn.
    """
    check_widget(widget)
    plain = {"text/html": static_html(widget), "text/plain": repr(widget)}
    if get_runtime().kernel is None:
        return plain, {}
    try:
        data, metadata = _session(widget).mimebundle()
    except FrontEndMissingError:
        return plain, {}
    return {**data, **plain}, metadata


def _session(widget: WidgetRoot) -> Session:
    name = f"widget preview {next(_numbers)}"
    session = Session(name)
    session.actions = _AnyAction()
    session.keep_in(InMemoryStore())
    session.configure(options=_OPTIONS, preview=True, height=preview_height(widget))
    get_runtime().submit(_fill(session, widget)).result()
    session.thread_id = _THREAD
    return session


async def _fill(session: Session, widget: WidgetRoot) -> None:
    context = ChatContext(session.name, author())
    thread = ThreadMetadata(
        id=_THREAD, created_at=now(), status=ClosedStatus(reason="This is a preview.")
    )
    item = WidgetItem(id="widget", thread_id=_THREAD, created_at=now(), widget=widget)
    await session.server.store.save_thread(thread, context)
    await session.server.store.add_thread_item(_THREAD, item, context)
