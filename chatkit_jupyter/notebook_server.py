"""The `ChatKitServer` behind a notebook's chat: it looks its responder up when a turn starts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from typing import Any

from chatkit.errors import BaseStreamError, CustomStreamError
from chatkit.server import ChatKitServer
from chatkit.store import Store
from chatkit.types import ThreadItem, ThreadMetadata, ThreadStreamEvent, UserMessageItem
from chatkit_jupyter.author_errors import Report, one_line
from chatkit_jupyter.context import ChatContext
from chatkit_jupyter.handler import Handler, Offers
from chatkit_jupyter.message import Message
from chatkit_jupyter.replies import to_events
from chatkit_jupyter.streams import ending

KNOWN = ("message", "thread", "context", "history", "input_user_message")

_TITLE_LENGTH = 60
_HISTORY_PAGE = 100
_NO_RESPONDER = (
    "This chat has nobody to answer yet. Define a function with @chat.respond, "
    "or assign an Agent to chat.agent."
)


class NotebookServer(ChatKitServer[ChatContext]):
    """Answers with the function or agent that the notebook's author defined last.

    Args:
        store: Keeps the conversations.
        responder: Gives the function or agent at the start of each turn; None if there is none.
        report: Hears of errors in the author's code.
    """

    def __init__(
        self, store: Store[ChatContext], responder: Callable[[], Any], report: Report
    ) -> None:
        super().__init__(store)
        self._responder = responder
        self._report = report

    async def respond(
        self,
        thread: ThreadMetadata,
        input_user_message: UserMessageItem | None,
        context: ChatContext,
    ) -> AsyncGenerator[ThreadStreamEvent, None]:
        """Answer with the author's code; its errors are worded for the chat and reported."""
        if thread.title is None and input_user_message is not None:
            thread.title = _title(Message(input_user_message).text)
        try:
            async with ending(self._events(thread, input_user_message, context)) as events:
                async for event in events:
                    yield event
        except (BaseStreamError, asyncio.CancelledError, GeneratorExit):
            raise
        except BaseException as error:  # a SystemExit must not end the chats of the whole kernel
            self._report(error)
            raise CustomStreamError(one_line(error), allow_retry=True) from error

    def _events(
        self,
        thread: ThreadMetadata,
        message: UserMessageItem | None,
        context: ChatContext,
    ) -> AsyncGenerator[ThreadStreamEvent, None]:
        responder = self._responder()
        if responder is None:
            raise CustomStreamError(_NO_RESPONDER, allow_retry=True)
        if not callable(responder):
            return self._run_agent(responder, thread, context)
        offers: Offers = {
            "message": lambda: message and Message(message),
            "input_user_message": lambda: message,
            "thread": lambda: thread,
            "context": lambda: context,
            "history": lambda: self._history(thread, context),
        }
        outputs = Handler(responder, KNOWN).outputs(offers)
        return to_events(
            outputs, thread.id, lambda: self.store.generate_item_id("message", thread, context)
        )

    async def _run_agent(
        self, agent: Any, thread: ThreadMetadata, context: ChatContext
    ) -> AsyncGenerator[ThreadStreamEvent, None]:
        from chatkit_jupyter.agent_run import run_agent  # noqa: PLC0415 - it takes its time

        history = await self._history(thread, context)
        async with ending(run_agent(agent, thread, history, self.store, context)) as events:
            async for event in events:
                yield event

    async def _history(self, thread: ThreadMetadata, context: ChatContext) -> list[ThreadItem]:
        items: list[ThreadItem] = []
        after: str | None = None
        while True:
            page = await self.store.load_thread_items(
                thread.id, after, _HISTORY_PAGE, "asc", context
            )
            items += page.data
            if not page.has_more:
                return items
            after = page.after


def _title(text: str) -> str | None:
    line = " ".join(text.split())
    if len(line) > _TITLE_LENGTH:
        line = line[: _TITLE_LENGTH - 1].rstrip() + "…"
    return line or None
