"""Turns that wait for the user, from one request to the next."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from chatkit.errors import CustomStreamError
from chatkit.store import NotFoundError, Store
from chatkit.types import (
    ProgressUpdateEvent,
    StructuredInputItem,
    ThreadItem,
    ThreadItemDoneEvent,
    ThreadItemReplacedEvent,
    ThreadMetadata,
    ThreadStreamEvent,
    WidgetItem,
)
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.responder.inbox import Inbox
from chatkit_jupyter.streams import ending
from chatkit_jupyter.throttle import Throttle

Question = StructuredInputItem | WidgetItem
Events = AsyncGenerator[ThreadStreamEvent, None]
Send = Callable[[ThreadStreamEvent], Awaitable[None]]

ID_PREFIX = "ask_"

_MOST_PAUSED = 64
_GONE = (
    "What asked this does not run any more, as after a restart of the kernel. "
    "Send your message again."
)


@dataclass(frozen=True)
class _End:
    error: BaseException | None = None


@dataclass(eq=False)
class Turn:
    """A turn as code that asks in it sees it.

    Args:
        thread: The thread object that the author's code holds.
        new_id: Makes the id of an item.
        events: The events of the turn; a paused turn is one whose events nobody asks for.
    """

    thread: ThreadMetadata
    new_id: Callable[[], str]
    events: Events | None = None
    _send: Send | None = None
    _progress: str = ""
    _shown: Throttle | None = None
    _tasks: list[asyncio.Task[None]] = field(default_factory=list[Any])
    _answers: dict[str, asyncio.Future[Any]] = field(default_factory=dict[str, Any])

    def sends(self, send: Send) -> None:
        """Say how questions and progress get among the turn's events."""
        self._send = send
        self._shown = Throttle(lambda: self._tasks.append(asyncio.create_task(self._tell(send))))

    def report(self, progress: str) -> None:
        """Show how far the turn's code is; from any thread."""
        self._progress = progress
        if self._shown is not None:
            self._shown.call()

    async def _tell(self, send: Send) -> None:
        await send(ProgressUpdateEvent(text=self._progress))
        self._tasks.clear()

    async def ask(self, question: Question) -> Any:
        """Show a question, and wait until it is answered.

        Args:
            question: A `StructuredInputItem`, or a widget with actions.

        Returns:
            The answered or skipped item, or the action that the widget sent.
        """
        answer = self.expect(question.id)
        assert self._send is not None, "a turn that asks has begun"
        await self._send(ThreadItemDoneEvent(item=question))
        return await answer

    def expect(self, item_id: str) -> asyncio.Future[Any]:
        """Let the turn pause when the item with this id passes; its answer is the result."""
        self._answers[item_id] = asyncio.get_running_loop().create_future()
        return self._answers[item_id]

    def asks(self, event: ThreadStreamEvent) -> str | None:
        """The id of the question that an event shows, if it is one of the turn's."""
        if isinstance(event, ThreadItemDoneEvent) and event.item.id in self._answers:
            return event.item.id
        return None

    def answer(self, item_id: str, answer: object) -> None:
        """Give an answer to the code that waits for it."""
        future = self._answers.pop(item_id)
        if not future.done():
            future.set_result(answer)


current_turn: ContextVar[Turn | None] = ContextVar("current_turn", default=None)
"""The turn that the running code answers in."""


class PausedTurns:
    """The turns of a server that wait for the user, at most one for each thread."""

    def __init__(self) -> None:
        self._turns: OrderedDict[tuple[str, str], tuple[Turn, str]] = OrderedDict()

    async def keep(self, turn: Turn, item_id: str, context: ChatContext) -> None:
        """Keep a turn that waits for the answer to an item; the oldest of many is given up."""
        self._turns[context.owner, turn.thread.id] = (turn, item_id)
        if len(self._turns) > _MOST_PAUSED:
            _, (oldest, _) = self._turns.popitem(last=False)
            await _close(oldest)

    async def answered(
        self, thread: ThreadMetadata, context: ChatContext, store: Store[ChatContext]
    ) -> Turn | None:
        """Take up the turn whose structured input has been answered or skipped, if there is one.

        Raises:
            CustomStreamError: The turn that asked is gone.
        """
        turn, item_id = self._turns.get((context.owner, thread.id), (None, ""))
        if turn is None:
            newest = (await store.load_thread_items(thread.id, None, 1, "desc", context)).data
            if newest and newest[0].id.startswith(ID_PREFIX):
                raise CustomStreamError(_GONE)
            return None
        item = await store.load_item(thread.id, item_id, context)
        if not isinstance(item, StructuredInputItem) or item.status == "pending":
            return None
        return self._take_up(thread, context, item)

    def acted(
        self, thread: ThreadMetadata, context: ChatContext, sender_id: str, action: object
    ) -> Turn | None:
        """Take up the turn that waits for an action of this widget, if there is one."""
        turn, item_id = self._turns.get((context.owner, thread.id), (None, ""))
        if turn is None or item_id != sender_id:
            return None
        return self._take_up(thread, context, action)

    async def give_up(
        self, thread: ThreadMetadata, context: ChatContext, store: Store[ChatContext]
    ) -> ThreadItemReplacedEvent | None:
        """End a turn that will not be answered; its question counts as skipped."""
        turn, item_id = self._turns.pop((context.owner, thread.id), (None, ""))
        if turn is None:
            return None
        await _close(turn)
        try:
            item: ThreadItem = await store.load_item(thread.id, item_id, context)
        except NotFoundError:
            return None
        if not isinstance(item, StructuredInputItem) or item.status != "pending":
            return None
        return ThreadItemReplacedEvent(item=item.model_copy(update={"status": "skipped"}))

    def _take_up(self, thread: ThreadMetadata, context: ChatContext, answer: object) -> Turn:
        turn, item_id = self._turns.pop((context.owner, thread.id))
        carry(thread, turn.thread)
        turn.answer(item_id, answer)
        return turn


def carry(source: ThreadMetadata, target: ThreadMetadata) -> None:
    """Make one object of a thread say what another one says."""
    if source is not target:
        for name in ThreadMetadata.model_fields:
            setattr(target, name, getattr(source, name))


async def with_questions(
    outputs: AsyncGenerator[object, None], turn: Turn
) -> AsyncGenerator[object, None]:
    """Put what a function's code asks among what the function gives.

    The function runs in one task of its own, which may wait for an answer while the one who reads
    this does not. It goes on when what it gave was taken, so that what it says before it computes
    is seen meanwhile.

    Args:
        outputs: What the function gives.
        turn: Its turn.
    """
    inbox = Inbox()

    async def send(event: ThreadStreamEvent) -> None:
        inbox.send(event)

    turn.sends(send)
    task = asyncio.create_task(_step_by_step(outputs, inbox, turn))
    try:
        while not isinstance(output := await inbox.get(), _End):
            yield output
        if output.error is not None:
            raise output.error
    finally:
        task.cancel()
        await asyncio.wait([task])


async def _step_by_step(outputs: AsyncGenerator[object, None], inbox: Inbox, turn: Turn) -> None:
    current_turn.set(turn)
    try:
        async with ending(outputs):
            async for output in outputs:
                await inbox.put(output)
    except asyncio.CancelledError:
        raise
    except BaseException as error:  # a SystemExit that leaves a task ends the loop
        inbox.send(_End(error))
    else:
        inbox.send(_End())


async def _close(turn: Turn) -> None:
    if turn.events is not None:
        await turn.events.aclose()
