"""What an author's code says in a chat by itself, outside of any turn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatkit.server.sse import frame
from chatkit.types import (
    AssistantMessageContent,
    AssistantMessageItem,
    ThreadItem,
    ThreadItemDoneEvent,
    ThreadMetadata,
)
from chatkit.types.clock import now
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.responder.message import title_of
from chatkit_jupyter.responder.paused import current_turn
from chatkit_jupyter.responder.widget_check import check_event
from chatkit_jupyter.runtime.runtime import get_runtime
from chatkit_jupyter.users import author

if TYPE_CHECKING:
    from chatkit_jupyter.session import Session


class Saying:
    """One thing to say: made in the caller's thread, said on the runtime's loop.

    Args:
        session: The chat's session.
        what: Text (Markdown), a widget, or any object that a chat can show.
        thread_id: Id of the thread; None for the one of the turn that says it, or that the chat
            shows, or a new one.

    Raises:
        HandlerError: A chat has no way to show it.
        WidgetError: It is a widget that can not be drawn.

    Attributes:
        item: It, as it is stored.
    """

    def __init__(self, session: Session, what: object, thread_id: str | None = None) -> None:
        self._session = session
        self._context = session.context(author())
        thread_id = thread_id or _turn_in(session) or session.thread_id
        store = session.server.store
        self._new = thread_id is None
        self._thread = ThreadMetadata(
            id=thread_id or store.generate_thread_id(self._context),
            created_at=now(),
            title=title_of(what) if isinstance(what, str) else None,
        )
        item_id = store.generate_item_id("message", self._thread, self._context)
        self.item = self._item(what, item_id)
        check_event(ThreadItemDoneEvent(item=self.item))

    async def say(self) -> None:
        """Store it, and show it in every view of its thread (``thread.item.done``).

        Raises:
            NotFoundError: There is no such thread.
        """
        session, thread_id = self._session, self._thread.id
        store = session.server.store
        if self._new:
            await store.save_thread(self._thread, self._context)
        else:
            await store.load_thread(thread_id, self._context)
        await store.add_thread_item(thread_id, self.item, self._context)
        sent = frame(ThreadItemDoneEvent(item=self.item))
        if not get_runtime().dispatcher.push(session, thread_id, sent, author()):
            session.activity.change(thread_id)
        if self._new:
            session.show_thread(thread_id)
        session.saved.refresh()

    def _item(self, what: object, item_id: str) -> ThreadItem:
        if isinstance(what, str):
            part = AssistantMessageContent(text=what, annotations=[])
            return AssistantMessageItem(
                id=item_id, thread_id=self._thread.id, created_at=now(), content=[part]
            )
        item = self._session.exhibits.item(what, self._thread.id, item_id)
        if item is None:
            raise HandlerError(
                f"chat.say can not show a value of type {type(what).__name__}; turn it into text "
                "first, for example with str(...), or say how to show it with chat.show_as(...)"
            )
        return item


def _turn_in(session: Session) -> str | None:
    turn = current_turn.get()
    if turn is None or not session.activity.answering(turn.thread.id):
        return None  # nobody's turn, or that of another chat
    return turn.thread.id
