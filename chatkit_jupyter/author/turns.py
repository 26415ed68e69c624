"""Turns taken from code, and questions within a turn."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from chatkit_jupyter.author.held import Held
from chatkit_jupyter.questions import ask
from chatkit_jupyter.reply import Reply
from chatkit_jupyter.runtime.runtime import get_runtime


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
        return await asyncio.wrap_future(get_runtime().submit(self._session.send(text)))

    def send_sync(self, text: str) -> Reply:
        """Take a turn like `send`, and block until it is done; for scripts, threads and cells.

        Interrupting the cell stops the turn.

        Args:
            text: What the user says.

        Raises:
            TurnError: The turn ended with an error.
            HandlerError: It is called on the runtime's own thread, by an asynchronous handler.
        """
        return get_runtime().wait(self._session.send(text))

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
