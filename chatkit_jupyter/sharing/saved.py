"""Keeps a chat's conversation in the notebook, after each turn."""

from __future__ import annotations

import hashlib
import json
import secrets
import sys
import threading
from collections.abc import AsyncIterator, Callable
from typing import TYPE_CHECKING, Any, Protocol

from chatkit.redaction import Pattern, Redactor
from chatkit.server import ChatKitServer
from chatkit.server.visibility import visible_thread
from chatkit.store import NotFoundError
from chatkit.types import Page, Thread, ThreadItem
from chatkit_jupyter.log import logger
from chatkit_jupyter.redaction import hide
from chatkit_jupyter.responder.apart import Header, current_cell
from chatkit_jupyter.responder.context import ChatContext
from chatkit_jupyter.runtime.runtime import get_runtime
from chatkit_jupyter.sharing.headless import is_headless
from chatkit_jupyter.sharing.output import Bundle, SavedOutput
from chatkit_jupyter.sharing.refreshing import QUIET_SECONDS, Refreshing
from chatkit_jupyter.sharing.transcript import Save, Transcript
from chatkit_jupyter.streams import ending

if TYPE_CHECKING:
    from chatkit_jupyter.widget.widget import ChatWidget

_PAGE = 100
_READING = frozenset({"threads.list", "items.list", "attachments.create", "input.transcribe"})
_CREATED = b'"thread.created"'


class Source(Protocol):
    """Where a saved conversation comes from: a chat's session."""

    name: str

    @property
    def server(self) -> ChatKitServer[Any]:
        """The server that answers now."""
        ...


class SavedConversation:
    """What of a chat is in the notebook.

    Args:
        source: The chat's session.
        context: Gives whose conversations are read.
    """

    def __init__(self, source: Source, context: Callable[[], ChatContext]) -> None:
        self.id = _new_id(source.name)
        self.save: Save = "full"
        self.cell: Header | None = None
        self._source = source
        self._context = context
        self.redactor = Redactor()
        self._transcript = Transcript(self.redactor)
        self._thread_id: str | None = None
        self._cleared: str | None = None
        self._output = SavedOutput(self.id, source.name, 0, "")
        self._displays: list[str] = []
        self._widget: ChatWidget | None = None
        self._pushing = False
        self._changing = threading.RLock()
        # A program that runs the notebook is gone soon after its last cell.
        self._refreshing = Refreshing(self._refresh, 0 if is_headless() else QUIET_SECONDS)

    def configure(self, *, save: Save, redact: tuple[Pattern, ...]) -> None:
        """Choose what is kept.

        Args:
            save: ``full``, ``last`` for the last turn alone, or ``off``.
            redact: More regular expressions to take out.

        Raises:
            ValueError: There is no such choice, or a pattern is not a regular expression.
        """
        if save not in ("full", "last", "off"):
            raise ValueError(f'save= is "full", "last" or "off", not {save!r}')
        self.redactor = hide(self._source.name, redact)
        self._transcript = Transcript(self.redactor)
        self.save = save
        if self._displays:
            self.refresh()

    def follow(self, thread_id: str | None) -> None:
        """Keep this thread from now on; a new chat without a thread leaves the last one."""
        if thread_id is None or thread_id == self._thread_id:
            return
        self._thread_id = thread_id
        if self._displays:
            self.refresh()

    def show(self) -> None:
        """Put the conversation into the output of the running cell."""
        self.cell = current_cell()
        with self._changing:
            for earlier in self._displays[-1:]:
                self._publish(earlier, pointer=True)
            self._displays.append(f"chatkit-{secrets.token_hex(8)}")
            self._publish(self._displays[-1], update=False)
        self.refresh()

    def attach(self, widget: ChatWidget) -> None:
        """Let the page ask for the conversation: updates of an output are lost by a reload."""
        if widget is self._widget:
            return
        self._widget = widget
        widget.saved = self._about()
        widget.on_msg(self._asked)  # pyright: ignore[reportUnknownMemberType]

    def watch(
        self, request: bytes, user: str, reply: bytes | AsyncIterator[bytes]
    ) -> bytes | AsyncIterator[bytes]:
        """Refresh what is saved once a request has been answered.

        Args:
            request: The request's JSON.
            user: Who asks.
            reply: Its answer.

        Returns:
            The answer.
        """
        if user != self._context().user:
            return reply
        asked: dict[str, Any] = json.loads(request)
        kind = asked.get("type")
        params: dict[str, Any] = asked.get("params") or {}
        thread_id: str | None = params.get("thread_id")
        if kind in _READING:
            return reply
        if isinstance(reply, bytes):
            self._answered(thread_id if kind == "threads.get_by_id" else None)
            return reply
        return self._watched(reply, thread_id)

    async def thread(self) -> Thread | None:
        """The conversation with all that users see of it, oldest first; None if there is none."""
        if self._thread_id is None:
            return None
        items = [item async for item in self._newest_first(self._thread_id)]
        store, context = self._source.server.store, self._context()
        info = await store.load_thread(self._thread_id, context)
        return visible_thread(info, Page[ThreadItem](data=items[::-1], has_more=False))

    async def settled(self) -> None:
        """Wait until what is saved is the latest; runs on the runtime's loop."""
        await self._refreshing.settled()

    def refresh(self) -> None:
        """Bring what is saved up to date, soon."""
        get_runtime().submit(self._start())

    def clear(self) -> None:
        """Forget what was saved; what is said from now on is saved again."""
        get_runtime().submit(self._clear()).result()

    async def _watched(
        self, frames: AsyncIterator[bytes], thread_id: str | None
    ) -> AsyncIterator[bytes]:
        try:
            async with ending(frames):
                async for frame in frames:
                    if thread_id is None and _CREATED in frame:
                        thread_id = _thread_of(frame)
                    yield frame
        finally:
            self._answered(thread_id)

    def _answered(self, thread_id: str | None) -> None:
        if thread_id is not None:
            self._thread_id = thread_id
        if self._displays:
            self._refreshing.begin()

    async def _start(self) -> None:
        self._refreshing.begin()

    async def _refresh(self) -> None:
        if not self._displays:
            return
        try:
            self._replace(await self._html())
        except Exception:
            logger.exception("The conversation of chat %r could not be saved", self._source.name)

    async def _html(self) -> str | None:
        if self.save == "off":
            return None
        if self._thread_id is None:
            return ""
        try:
            return await self._transcript.html(self._newest_first(self._thread_id), self.save)
        except NotFoundError:
            return ""  # it was deleted

    async def _newest_first(self, thread_id: str) -> AsyncIterator[ThreadItem]:
        store, context = self._source.server.store, self._context()
        after: str | None = None
        while True:
            page = await store.load_thread_items(thread_id, after, _PAGE, "desc", context)
            for item in page.data:
                if item.id == self._cleared:
                    return
                yield item
            if not page.has_more:
                return
            after = page.after

    async def _clear(self) -> None:
        if self._thread_id is not None:
            async for item in self._newest_first(self._thread_id):
                self._cleared = item.id
                break
        self._replace("")
        if self._widget is not None:
            about = {"kind": "chatkit.clear", "id": self.id, "chat": self._source.name}
            self._widget.send(about)  # pyright: ignore[reportUnknownMemberType]

    def _replace(self, html: str | None) -> None:
        with self._changing:
            if html == self._output.html:
                return
            revision = self._output.revision + 1
            self._output = SavedOutput(self.id, self._source.name, revision, html)
            if self._displays:
                self._publish(self._displays[-1])
            if self._widget is not None:
                self._widget.saved = self._about()
                if self._pushing:
                    self._widget.send(self._output.message())  # pyright: ignore[reportUnknownMemberType]

    def _asked(self, _: Any, content: Any, __: Any) -> None:
        if not isinstance(content, dict) or content.get("kind") != "chatkit.saved":  # pyright: ignore[reportUnknownMemberType]
            return
        with self._changing:
            self._pushing = True
            if self._widget is not None:
                self._widget.send(self._output.message())  # pyright: ignore[reportUnknownMemberType]

    def _about(self) -> dict[str, Any]:
        model = None if self._widget is None else self._widget.model_id
        return {"id": self.id, "revision": self._output.revision, "model": model}

    def _publish(self, display: str, *, update: bool = True, pointer: bool = False) -> None:
        data = self._output.pointer() if pointer else self._output.bundle()
        publish_output(data, self._output.metadata(pointer=pointer), display, update=update)


def _new_id(chat: str) -> str:
    # Another page's or kernel's chat of the same name is another one. A program that runs the
    # notebook again should write the same file again.
    digest = hashlib.sha256(chat.encode(errors="replace")).hexdigest()
    return f"c{digest[:12] if is_headless() else secrets.token_hex(6)}"


def publish_output(
    data: Bundle, metadata: dict[str, Any], display: str | None = None, *, update: bool = False
) -> None:
    """Send an output to the notebook, from any thread.

    Args:
        data: Its representations.
        metadata: About it; stays in the notebook.
        display: A name that it can be updated by.
        update: Whether it replaces the outputs of that name.
    """
    ipython: Any = sys.modules.get("IPython")
    shell: Any = ipython and ipython.get_ipython()
    if shell is not None:
        transient = {} if display is None else {"display_id": display}
        shell.display_pub.publish(data, metadata, transient=transient, update=update)


def _thread_of(frame: bytes) -> str | None:
    try:
        return json.loads(frame.removeprefix(b"data: "))["thread"]["id"]
    except (ValueError, KeyError, TypeError):
        return None
