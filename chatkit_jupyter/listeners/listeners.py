"""Functions that hear of what happens in a chat."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial

from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.events import EVENTS, KINDS, Happening
from chatkit_jupyter.responder.author_errors import Report
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.responder.handler import Handler, Offers

Listener = Callable[..., object]

_NAMES = {kind: name for name, kind in KINDS.items()}


class Listeners:
    """The functions of one chat, by the event that they hear of; looked up when it happens.

    Functions hear of events in their order, one after the other, beside the answer, which does
    not wait for them.

    Args:
        report: Hears of errors in them.
    """

    def __init__(self, report: Report) -> None:
        self._report = report
        self._functions: dict[str, dict[str, Listener]] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._turn = asyncio.Lock()

    def add(self, event: str, function: Listener) -> None:
        """Let a function hear of an event.

        One of the same name, as of a cell that is run again, takes the place of the one before.

        Args:
            event: One of `EVENTS`.
            function: The function.

        Raises:
            HandlerError: There is no such event, or the function can not be called with it.
        """
        if event not in EVENTS:
            raise HandlerError(f"There is no event {event!r}. There is: {', '.join(EVENTS)}.")
        _handler(event, function)
        name = getattr(function, "__qualname__", repr(function))
        self._functions.setdefault(event, {})[name] = function

    def hear(self, *events: str) -> bool:
        """Whether anybody listens to one of them.

        Args:
            events: Some of `EVENTS`.
        """
        return any(self._functions.get(event) for event in events)

    def happened(self, what: Happening, context: ChatContext) -> None:
        """Let everybody who listens hear of what happened; runs on the runtime's loop.

        Args:
            what: What happened.
            context: Whom it happened to.
        """
        event = _NAMES[type(what)]
        values = {name: getattr(what, name, None) for name in EVENTS[event]}
        values |= {"event": what, "context": context}
        self.tell(event, {name: partial(_same, value) for name, value in values.items()})

    def tell(self, event: str, offers: Offers) -> None:
        """Let everybody who listens hear of an event; runs on the runtime's loop.

        Args:
            event: One of `EVENTS`.
            offers: Makes each value that a function may ask for.
        """
        for function in list(self._functions.get(event, {}).values()):
            task = asyncio.create_task(self._call(event, function, offers))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def settled(self) -> None:
        """Wait until everybody has heard of everything so far."""
        if self._running:
            await asyncio.wait(self._running)

    async def _call(self, event: str, function: Listener, offers: Offers) -> None:
        async with self._turn:
            try:
                async for _ in _handler(event, function).outputs(offers):
                    pass  # there is nobody to give it to
            except asyncio.CancelledError:
                raise
            except BaseException as error:  # a SystemExit that leaves a task ends the loop
                self._report(error)


def _same(value: object) -> object:
    return value


def _handler(event: str, function: Listener) -> Handler:
    return Handler(function, EVENTS[event], EVENTS[event][:1])
