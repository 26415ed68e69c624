"""The `ChatKitServer` behind a notebook's chat: it looks its handlers up when a turn starts."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable
from functools import partial
from typing import Any

from chatkit.actions import Action
from chatkit.errors import BaseStreamError, CustomStreamError
from chatkit.server import ChatKitServer, NonStreamingResult, StreamingResult
from chatkit.store import Store
from chatkit.types import (
    SyncCustomActionResponse,
    ThreadItemReplacedEvent,
    ThreadMetadata,
    ThreadStreamEvent,
    UserMessageItem,
    WidgetItem,
)
from chatkit_jupyter.agent.models import Models
from chatkit_jupyter.attachments.attached import AttachedFile, attached_files
from chatkit_jupyter.attachments.files import NotebookFiles
from chatkit_jupyter.attachments.sent import SentFiles, refuse_files
from chatkit_jupyter.errors import ActionError
from chatkit_jupyter.namespace.exhibits import Exhibits
from chatkit_jupyter.namespace.table_widget import ACTION as TURN_TABLE
from chatkit_jupyter.namespace.variables import Variables
from chatkit_jupyter.redaction import redact
from chatkit_jupyter.responder.action_handler import Actions, find_action
from chatkit_jupyter.responder.author_errors import Report, one_line
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.responder.draft import Draft
from chatkit_jupyter.responder.handler import Handler, Offers
from chatkit_jupyter.responder.history import load_history
from chatkit_jupyter.responder.mentions import spelled_out
from chatkit_jupyter.responder.message import Message, title_of
from chatkit_jupyter.responder.paused import Events, PausedTurns, Turn, carry, with_questions
from chatkit_jupyter.responder.replies import to_events
from chatkit_jupyter.responder.sync_answer import from_outputs, refusing, updated
from chatkit_jupyter.responder.widget_check import check_event
from chatkit_jupyter.streams import ending

KNOWN = ("message", "thread", "context", "history", "attachments", "input_user_message")

_NO_RESPONDER = (
    "This chat has nobody to answer yet. Define a function with @chat.respond, "
    "or assign an Agent to chat.agent or a model to chat.model."
)


class NotebookServer(ChatKitServer[ChatContext]):
    """Answers with the functions or agent that the notebook's author defined last.

    Args:
        store: Keeps the conversations.
        responder: Gives the function or agent at the start of each turn; None if there is none.
        report: Hears of errors in the author's code.
        actions: Functions by the actions that they answer, looked up when an action comes.
        exhibits: Shows objects.
        variables: What can be mentioned; by default all of the notebook's.
        models: Which model answers; by default the agents' own.
        cassette: Gives what records and replays the agent's models at the start of each run.
    """

    def __init__(
        self,
        store: Store[ChatContext],
        responder: Callable[[], Any],
        report: Report,
        actions: Actions | None = None,
        exhibits: Exhibits | None = None,
        variables: Variables | None = None,
        models: Models | None = None,
        cassette: Callable[[], Any] = lambda: None,
    ) -> None:
        super().__init__(store)
        self._responder = responder
        self._report = report
        self._actions: Actions = {} if actions is None else actions
        self._exhibits = exhibits or Exhibits()
        self._variables = variables or Variables()
        self._models = models or Models()
        self._cassette = cassette
        self._paused = PausedTurns()

    @property
    def files(self) -> NotebookFiles | None:
        """Where the bytes of attachments are; None where no files are taken."""
        files = self.attachment_store
        return files if isinstance(files, NotebookFiles) else None

    async def process(
        self, request: str | bytes | bytearray, context: ChatContext
    ) -> StreamingResult | NonStreamingResult:
        """Carry out one request; files that it sends must have arrived, or it is refused."""
        if self.files is None:
            refuse_files(request)
            return await super().process(request, context)
        sent = SentFiles(self.store, self.files)
        gone = await sent.before(request, context)
        result = await super().process(request, context)
        await sent.delete(gone, context)
        return result

    async def respond(
        self,
        thread: ThreadMetadata,
        input_user_message: UserMessageItem | None,
        context: ChatContext,
    ) -> AsyncGenerator[ThreadStreamEvent, None]:
        """Answer with the author's code; its errors are worded for the chat and reported."""
        if thread.title is None and input_user_message is not None:
            thread.title = title_of(Message(input_user_message).text)
        turn = None
        if input_user_message is None:
            turn = await self._paused.answered(thread, context, self.store)
        elif skipped := await self._paused.give_up(thread, context, self.store):
            yield skipped
        if turn is None:
            start = partial(self._response, thread, input_user_message, context)
            turn = self._turn(thread, context, start)
        async with ending(self._relayed(turn, thread, context)) as events:
            async for event in events:
                yield event

    async def action(
        self,
        thread: ThreadMetadata,
        action: Action[str, Any],
        sender: WidgetItem | None,
        context: ChatContext,
    ) -> AsyncGenerator[ThreadStreamEvent, None]:
        """Answer a widget's action with the author's function, or let a turn go on with it."""
        turn = sender and self._paused.acted(thread, context, sender.id, action)
        if not turn:
            start = partial(self._reaction, thread, action, sender, context)
            turn = self._turn(thread, context, start)
        async with ending(self._relayed(turn, thread, context, retry=False)) as events:
            async for event in events:
                yield event

    async def sync_action(
        self,
        thread: ThreadMetadata,
        action: Action[str, Any],
        sender: WidgetItem | None,
        context: ChatContext,
    ) -> SyncCustomActionResponse:
        """Answer a widget's action at once, with what the author's function returns."""
        with refusing(self._report):
            if action.type == TURN_TABLE:
                item = await asyncio.to_thread(self._exhibits.turn, sender, action.payload)
                return await updated(item, self.store, context)
            offers = self._action_offers(thread, sender, context)
            outputs = find_action(self._actions, action.type).outputs(action, offers)
            given = [output async for output in outputs]
            return await from_outputs(given, sender, self._exhibits, self.store, context)

    def _turn(
        self, thread: ThreadMetadata, context: ChatContext, start: Callable[[Turn], Events]
    ) -> Turn:
        turn = Turn(thread, lambda: self.store.generate_item_id("message", thread, context))
        turn.events = start(turn)
        return turn

    async def _relayed(
        self, turn: Turn, thread: ThreadMetadata, context: ChatContext, *, retry: bool = True
    ) -> AsyncGenerator[ThreadStreamEvent, None]:
        """Pass a turn's events on until it ends or pauses, and word its errors."""
        assert turn.events is not None, "a turn is started before it is relayed"
        paused, draft = False, Draft(self.store, context)
        try:
            async for event in turn.events:
                carry(turn.thread, thread)
                check_event(event)
                asked = turn.asks(event)
                if asked is not None:
                    paused = True
                    await self._paused.keep(turn, asked, context)
                yield event
                if draft.follow(event):
                    await draft.save()
                if paused:
                    return
            carry(turn.thread, thread)
        except (asyncio.CancelledError, GeneratorExit):
            raise
        except BaseStreamError:
            await draft.discard()
            raise
        except BaseException as error:  # a SystemExit must not end the chats of the whole kernel
            self._report(error)
            await draft.discard()
            raise CustomStreamError(_word(error), allow_retry=retry) from error
        finally:
            if not paused:
                await turn.events.aclose()

    async def _response(
        self,
        thread: ThreadMetadata,
        message: UserMessageItem | None,
        context: ChatContext,
        turn: Turn,
    ) -> AsyncGenerator[ThreadStreamEvent, None]:
        responder = self._responder()
        if responder is None:
            raise CustomStreamError(_NO_RESPONDER, allow_retry=True)
        if callable(responder):
            offers: Offers = {
                "message": lambda: self._message(message, context),
                "attachments": lambda: self._attached(message, context),
                "input_user_message": lambda: message,
                "thread": lambda: thread,
                "context": lambda: context,
                "history": lambda: load_history(self.store, thread.id, context),
            }
            answering = self._events(Handler(responder, KNOWN).outputs(offers), turn)
        else:
            answering = self._run_agent(responder, context, turn)
        async with ending(answering) as events:
            async for event in events:
                yield event

    async def _reaction(
        self,
        thread: ThreadMetadata,
        action: Action[str, Any],
        sender: WidgetItem | None,
        context: ChatContext,
        turn: Turn,
    ) -> AsyncGenerator[ThreadStreamEvent, None]:
        if action.type == TURN_TABLE:
            item = await asyncio.to_thread(self._exhibits.turn, sender, action.payload)
            yield ThreadItemReplacedEvent(item=item)
            return
        offers = self._action_offers(thread, sender, context)
        outputs = find_action(self._actions, action.type).outputs(action, offers)
        async with ending(self._events(outputs, turn)) as events:
            async for event in events:
                yield event

    def _action_offers(
        self, thread: ThreadMetadata, sender: WidgetItem | None, context: ChatContext
    ) -> Offers:
        return {
            "sender": lambda: sender,
            "thread": lambda: thread,
            "context": lambda: context,
            "history": lambda: load_history(self.store, thread.id, context),
        }

    def _events(self, outputs: AsyncGenerator[object, None], turn: Turn) -> Events:
        def show(value: object, item_id: str) -> WidgetItem | None:
            return self._exhibits.item(value, turn.thread.id, item_id)

        return to_events(with_questions(outputs, turn), turn.thread, turn.new_id, show)

    async def _run_agent(
        self, agent: Any, context: ChatContext, turn: Turn
    ) -> AsyncGenerator[ThreadStreamEvent, None]:
        from chatkit_jupyter.agent.agent_run import run_agent  # noqa: PLC0415 - it takes its time
        from chatkit_jupyter.agent.notebook_converter import NotebookConverter  # noqa: PLC0415 - so too

        items = await load_history(self.store, turn.thread.id, context)
        history = await spelled_out(items, self._variables, self._exhibits.results)
        converter = NotebookConverter(self.files, context)
        place = (self.store, context, self._exhibits, self._models, self._cassette())
        running = run_agent(agent, turn, history, converter, *place)
        async with ending(running) as events:
            async for event in events:
                yield event

    async def _message(
        self, message: UserMessageItem | None, context: ChatContext
    ) -> Message | None:
        attached = await self._attached(message, context)
        return message and Message(message, attached, self._variables)

    async def _attached(
        self, message: UserMessageItem | None, context: ChatContext
    ) -> list[AttachedFile]:
        return await attached_files(message.attachments if message else [], self.files, context)


def _word(error: BaseException) -> str:
    return redact(str(error)) if isinstance(error, ActionError) else one_line(error)
