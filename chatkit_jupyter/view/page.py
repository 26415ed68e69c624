"""What a web page does for a chat elsewhere, and the kernel does for one in a notebook."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Mapping
from typing import Any

from chatkit.server.sse import frame, to_json
from chatkit.types import (
    ClientEffectEvent,
    ClientToolCallItem,
    ErrorEvent,
    ThreadAddClientToolOutputParams,
    ThreadItemDoneEvent,
    ThreadItemReplacedEvent,
    ThreadsAddClientToolOutputReq,
    ThreadsCustomActionReq,
)
from chatkit_jupyter.errors import ClientToolError
from chatkit_jupyter.listeners.heard import heard
from chatkit_jupyter.listeners.listeners import Listeners
from chatkit_jupyter.responder.author_errors import Report, one_line
from chatkit_jupyter.responder.client_tool import ClientTool, ToolFunction
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.streams import ending
from chatkit_jupyter.view.claims import Claims

Answer = Callable[[bytes], Awaitable[bytes | AsyncIterator[bytes]]]

_FIELD = b"data: "
_EFFECT = b'data: {"type":"client_effect"'
_ERROR = b'data: {"type":"error"'
_DONE = b'data: {"type":"thread.item.done"'
_CALL = b'"type":"client_tool_call"'
_ACTION = b"threads.custom_action"


class Page:
    """The client tools, client actions and listeners of a chat, in Python or JavaScript.

    Args:
        report: Hears of errors in the author's code.
        report_listener: Hears of errors in its listeners; by default the same.
        show: Sets traits of the widget.

    Attributes:
        tools: Python functions by the client tool that they are; looked up when it is called.
        actions: Names of the client actions that Python functions answer.
        scripts: JavaScript functions of the author's own, under ``tools`` and ``actions``.
        claims: Which calls of client tools in JavaScript a page has taken.
        listeners: Who hears of events.
    """

    def __init__(
        self,
        report: Report,
        report_listener: Report | None = None,
        show: Callable[..., None] | None = None,
    ) -> None:
        self._report = report
        self._show = show
        self.tools: dict[str, ToolFunction] = {}
        self.actions: set[str] = set()
        self.scripts: dict[str, dict[str, str]] = {"tools": {}, "actions": {}}
        self.claims = Claims()
        self.listeners = Listeners(report_listener or report)

    def set_script(self, kind: str, name: str, source: str | None) -> None:
        """Set or take away JavaScript of the author's own, also of views that are open.

        Args:
            kind: ``tools`` or ``actions``.
            name: The client tool or client action that it is for.
            source: A function in JavaScript; None for none.
        """
        scripts = {each: dict(named) for each, named in self.scripts.items()}
        scripts[kind].pop(name, None)
        if source is not None:
            scripts[kind][name] = source
        self.scripts = scripts
        if self._show is not None:
            self._show(scripts=scripts)

    def acts(self, request: bytes) -> bool:
        """Whether a request is a client action that Python answers here, not the server.

        Args:
            request: Any ChatKit request.
        """
        if not self.actions or _ACTION not in request:
            return False
        try:
            return (
                ThreadsCustomActionReq.model_validate_json(request).params.action.type
                in self.actions
            )
        except ValueError:
            return False  # another request, or none at all

    def followed(
        self, request: bytes, frames: AsyncIterator[bytes], context: ChatContext, answer: Answer
    ) -> AsyncIterator[bytes]:
        """A response with all that the page does about it.

        Args:
            request: The request that it answers.
            frames: The response.
            context: Who asked.
            answer: Asks the server.
        """
        if self.tools or self.listeners.hear("effect"):
            frames = self.attend(frames, context, answer)
        if self.listeners.hear("response.start", "response.end"):
            frames = heard(frames, request, lambda what: self.listeners.happened(what, context))
        return frames

    async def attend(
        self, frames: AsyncIterator[bytes], context: ChatContext, answer: Answer
    ) -> AsyncGenerator[bytes, None]:
        """Follow a response: tell listeners, and run the client tool that it ends with.

        The tool's output goes to the server (``threads.add_client_tool_output``) whose response
        follows in the same stream; ``thread.item.replaced`` shows the call as done before it.

        Args:
            frames: The response.
            context: Who asked.
            answer: Asks the server.

        Yields:
            The frames, and those of what follows.
        """
        while True:
            call: ClientToolCallItem | None = None
            async with ending(frames) as following:
                async for sent in following:
                    call = self._heard(sent, call, context)
                    yield sent
            if call is None:
                return
            try:
                frames = await self._run(call, context, answer)
            except asyncio.CancelledError:
                raise
            except BaseException as error:  # a SystemExit must not end the chats of the kernel
                self._report(error)
                yield frame(ErrorEvent(code="custom", message=_word(error), allow_retry=True))
                return

    def _heard(
        self, sent: bytes, call: ClientToolCallItem | None, context: ChatContext
    ) -> ClientToolCallItem | None:
        """Take a frame in; returns the call that waits after it."""
        if sent.startswith(_EFFECT):
            effect = ClientEffectEvent.model_validate_json(sent.removeprefix(_FIELD))
            self.listeners.tell("effect", _offers(effect, context))
        elif sent.startswith(_DONE):
            return self._waiting_call(sent) if _CALL in sent else None
        elif sent.startswith(_ERROR):
            return None
        return call

    def _waiting_call(self, sent: bytes) -> ClientToolCallItem | None:
        item = ThreadItemDoneEvent.model_validate_json(sent.removeprefix(_FIELD)).item
        if isinstance(item, ClientToolCallItem) and item.status == "pending":
            return item if item.name in self.tools else None
        return None

    async def _run(
        self, call: ClientToolCallItem, context: ChatContext, answer: Answer
    ) -> AsyncIterator[bytes]:
        output = await ClientTool(call.name, self.tools[call.name]).run(call, context)
        params = ThreadAddClientToolOutputParams(thread_id=call.thread_id, result=output)
        request = ThreadsAddClientToolOutputReq(params=params)
        frames = await answer(to_json(request))
        assert not isinstance(frames, bytes), "an output is answered with a stream"
        done = call.model_copy(update={"status": "completed", "output": output})
        return _after(frame(ThreadItemReplacedEvent(item=done)), frames)


async def _after(first: bytes, frames: AsyncIterator[bytes]) -> AsyncGenerator[bytes, None]:
    yield first
    async with ending(frames) as following:
        async for sent in following:
            yield sent


def _offers(effect: ClientEffectEvent, context: ChatContext) -> Mapping[str, Callable[[], Any]]:
    return {
        "effect": lambda: effect,
        "name": lambda: effect.name,
        "data": lambda: effect.data,
        "context": lambda: context,
    }


def _word(error: BaseException) -> str:
    return str(error) if isinstance(error, ClientToolError) else one_line(error)
