"""A chat's conversations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chatkit.types import ThreadItem, ThreadMetadata
from chatkit_jupyter.author.held import Held
from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.listeners.feedback import COLUMNS, spelled_out
from chatkit_jupyter.responder.history import load_history
from chatkit_jupyter.runtime.runtime import get_runtime
from chatkit_jupyter.session import Session
from chatkit_jupyter.users import author

if TYPE_CHECKING:
    import pandas as pd  # pyright: ignore[reportMissingTypeStubs]

_PAGE = 100


class Threads(Held):
    """The threads that a chat keeps."""

    @property
    def thread_id(self) -> str | None:
        """Id of the thread that the chat shows; None for a new one."""
        return self._session.thread_id

    @property
    def thread(self) -> ThreadMetadata | None:
        """The thread that the chat shows; None for a new one. To be read in cells.

        Raises:
            NotFoundError: It was deleted.
        """
        session, thread_id = self._session, self._session.thread_id
        if thread_id is None:
            return None
        load = session.server.store.load_thread(thread_id, session.context(author()))
        return get_runtime().wait(load)

    @property
    def feedback(self) -> pd.DataFrame:
        """What users think of the answers, one row for each answer that was judged.

        The columns are ``time``, ``kind`` (``positive`` or ``negative``), ``question``,
        ``answer``, ``user``, ``thread_id`` and ``item_id``. To be read in cells.

        Raises:
            HandlerError: pandas is not installed.
        """
        try:
            import pandas as pd  # noqa: PLC0415 # pyright: ignore[reportMissingTypeStubs]
        except ImportError:
            raise HandlerError("chat.feedback needs pandas: %pip install pandas") from None
        session = self._session
        judged = session.feedback.judgements
        rows = spelled_out(judged, session.server.store, session.context)
        return pd.DataFrame(get_runtime().wait(rows), columns=list(COLUMNS))

    @property
    def threads(self) -> list[ThreadMetadata]:
        """The author's threads, newest first. To be read in cells and plain functions."""
        return load_threads(self._session)

    def items(self, thread_id: str | None = None) -> list[ThreadItem]:
        """The items of a thread, oldest first. To be called in cells and plain functions.

        Args:
            thread_id: The thread; by default the one that the chat shows.

        Raises:
            HandlerError: The chat shows a new thread.
            NotFoundError: There is no such thread.
        """
        thread_id = thread_id or self.thread_id
        if thread_id is None:
            raise HandlerError("the chat shows a new thread; name one of chat.threads by its id")
        session = self._session
        store = session.server.store
        return get_runtime().wait(load_history(store, thread_id, session.context(author())))


def load_threads(session: Session) -> list[ThreadMetadata]:
    """The author's threads of a chat, newest first; see `Threads.threads`."""
    context = session.context(author())

    async def load() -> list[ThreadMetadata]:
        found: list[ThreadMetadata] = []
        after: str | None = None
        while True:
            page = await session.server.store.load_threads(_PAGE, after, "desc", context)
            found += page.data
            if not page.has_more:
                return found
            after = page.after

    return get_runtime().wait(load())
