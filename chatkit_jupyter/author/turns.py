"""Turns taken from code, and questions within a turn."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from concurrent.futures import Future
from typing import Any

from chatkit.types import ThreadItem
from chatkit_jupyter.author.held import Held
from chatkit_jupyter.responder.questions import ask
from chatkit_jupyter.runtime.runtime import get_runtime
from chatkit_jupyter.session import Session
from chatkit_jupyter.turns.progress import TurnProgress, can_show
from chatkit_jupyter.turns.reply import Reply
from chatkit_jupyter.turns.say import Saying
from chatkit_jupyter.turns.turn import take_turn


class Turns(Held):
    """Messages of the user, from code."""

    async def send(self, text: str) -> Reply:
        """Take a turn from code, in the thread that the chat shows, or in a new one.

        It needs no browser; a chat on the page shows the turn when its thread is opened again.

        Args:
            text: What the user says.

        Returns:
            The reply; its ``text`` is what the assistant wrote.

        Raises:
            TurnError: The turn ended with an error. Its cause is the exception, if an author's
                code raised one.
        """
        return await asyncio.wrap_future(get_runtime().submit(take_turn(self._session, text)))

    def send_sync(self, text: str, *, progress: bool = True) -> Reply:
        """Take a turn like `send`, and block until it is done; for scripts, threads and cells.

        A cell shows the answer while it comes, and in the end how long it took. Interrupting the
        cell stops the turn.

        Args:
            text: What the user says.
            progress: Whether to show that.

        Raises:
            TurnError: The turn ended with an error.
            HandlerError: It is called on the runtime's own thread, by an asynchronous handler.
        """
        return send_and_wait(self._session, text, progress=progress)

    def say(self, what: object, *, thread_id: str | None = None) -> ThreadItem:
        """Say something in the chat, outside of any turn; from any cell, function or thread.

        It is stored as the assistant's, whether or not a view is open, and shown at once in every
        one that is. An asynchronous handler goes on without waiting for that.

        Args:
            what: Text (Markdown), a widget, or any object that a chat can show.
            thread_id: Where; by default the thread of the turn that says it, elsewhere the one that
                the chat shows, or a new one.

        Returns:
            It, as it is stored.

        Raises:
            HandlerError: A chat has no way to show it.
            NotFoundError: There is no such thread.
        """
        saying, runtime = Saying(self._session, what, thread_id), get_runtime()
        if runtime.is_current:
            runtime.submit(saying.say()).add_done_callback(self._report_failure)
        else:
            runtime.wait(saying.say())
        return saying.item

    def _report_failure(self, saying: Future[None]) -> None:
        if not saying.cancelled() and (error := saying.exception()) is not None:
            self._session.report(error)

    async def ask(
        self, what: object, options: Sequence[Any] | None = None, *, multiple: bool = False
    ) -> Any:
        """Pause the turn until the user has answered.

        To be awaited in a responder, an action or an asynchronous tool. The question stays in the
        thread (``structured_input``, answered with ``threads.add_structured_input``), so it can be
        answered after a reload of the page; it can be skipped, and a new message skips it, which
        ends the turn.

        Args:
            what: A question as text; a list of `StructuredInputFreeform` and
                `StructuredInputMultipleChoice`; a pydantic model, dataclass or TypedDict class,
                whose fields are asked for; or a widget with actions.
            options: What can be chosen as the answer to a text.
            multiple: Whether several options can be chosen.

        Returns:
            For a text the answer, or one of the options, or a list of them; for a list of questions
            a dict by their ids; for a class an instance, for which wrong answers are asked again;
            for a widget the `Action` that it sent. None for what was skipped.

        Raises:
            HandlerError: No turn is running, or this can not be asked.
        """
        return await ask(what, options, multiple=multiple)


def send_and_wait(session: Session, text: str, *, progress: bool = True) -> Reply:
    """Take a turn and block until it is done; see `Turns.send_sync`."""
    if not progress or not can_show():
        return get_runtime().wait(take_turn(session, text))
    shown = TurnProgress()
    try:
        return get_runtime().wait(take_turn(session, text, shown.hear), shown.show)
    finally:
        shown.end()
