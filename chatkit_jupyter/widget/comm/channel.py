"""The messages of one widget: requests come in, answers leave in numbered pieces.

A page that shows the widget sends ``{"kind": "chatkit", "op": …}``:

- ``request`` with ``stream`` (an id that no other request has), ``method``, ``path``, ``headers``
  and ``more``; ``body`` with ``stream`` and ``more``. The one buffer is a piece of the body.
- ``ack`` with ``stream`` and ``number``: it has read the pieces up to this one.
- ``again`` with ``stream`` and ``after``: pieces after this one did not come.
- ``nudge`` with ``stream``: nothing; it takes TCP's acknowledgement along.
- ``cancel`` with ``stream``: it wants no more of the answer.
- ``chosen`` with ``transport``: how it reaches the chat.

The kernel sends ``{"kind": "chatkit", "pieces": [[stream, number, kind, size], …]}`` with one
buffer, the payloads one after the other and at times a byte of padding. A ``mark`` is no piece: it
says which piece was the last. Every page that shows the widget gets every message, and takes what
belongs to its own streams.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tornado.web import Application

from chatkit_jupyter.log import logger
from chatkit_jupyter.widget.comm.exchange import Exchange
from chatkit_jupyter.widget.comm.outbox import Outbox

KIND = "chatkit"
MESSAGE_BYTES = 128 << 10
LOOK_SECONDS = 1.0
MARK_EVERY = 5  # looks
GONE_AFTER = 60  # looks

Send = Callable[[dict[str, Any], list[bytes]], None]


@dataclass
class _Asked:
    """A request, and for how many looks around it and its page have been quiet."""

    exchange: Exchange
    last: int = 0
    quiet: int = 0
    unheard: int = 0

    def look(self) -> None:
        outgoing = self.exchange.outgoing
        self.quiet = self.quiet + 1 if outgoing.last == self.last else 0
        self.last = outgoing.last
        self.unheard = self.unheard + 1 if outgoing.ended or outgoing.full else 0

    @property
    def to_be_marked(self) -> bool:
        return self.quiet == 1 or (self.quiet > 0 and self.quiet % MARK_EVERY == 0)


class Channel:
    """One widget's messages; all on the runtime's loop.

    Args:
        send: Sends a message to all pages that show the widget.
        application: Answers the requests.
        headers: Headers that every request gets, in place of what a page sent.
        outbox: Says when to send.
        on_chosen: Told how a page reaches the chat.
    """

    def __init__(
        self,
        send: Send,
        application: Application,
        headers: Mapping[str, str],
        outbox: Outbox,
        on_chosen: Callable[[str], None],
    ) -> None:
        self.not_before = 0.0
        self._send = send
        self._application = application
        self._headers = headers
        self._outbox = outbox
        self._on_chosen = on_chosen
        self._asked: dict[str, _Asked] = {}
        self._marks: dict[str, None] = {}
        self._timer: asyncio.Handle | None = None
        self._last_size = 0
        self._operations: dict[str, Callable[[Mapping[str, Any], bytes], None]] = {
            "request": self._request,
            "body": self._body,
            "ack": self._ack,
            "again": self._again,
            "cancel": self._cancel,
            "chosen": self._chosen,
        }

    def receive(self, content: Mapping[str, Any], buffers: Sequence[bytes]) -> None:
        """Take a message of a page."""
        operation = self._operations.get(str(content.get("op")))
        try:
            if operation is not None:
                operation(content, b"".join(buffers))
        except (KeyError, TypeError, ValueError) as error:
            logger.warning("A page sent a message that can not be read: %r", error)

    def close(self) -> None:
        """Let go of all requests: the widget is gone."""
        for stream in list(self._asked):
            self._forget(stream)

    def send_some(self) -> bool:
        """Send one message; whether more is waiting."""
        pieces: list[tuple[str, int, str, int]] = []
        payloads: list[bytes] = []
        room = MESSAGE_BYTES
        for stream, asked in self._asked.items():
            while room > 0 and (piece := asked.exchange.outgoing.take(room)) is not None:
                pieces.append((stream, piece.number, piece.kind, len(piece.payload)))
                payloads.append(piece.payload)
                room -= len(piece.payload)
                self._marks.pop(stream, None)
        pieces += [
            (stream, self._asked[stream].exchange.outgoing.last, "mark", 0)
            for stream in self._marks
            if stream in self._asked
        ]
        self._marks.clear()
        if pieces:
            self._publish({"kind": KIND, "pieces": pieces}, b"".join(payloads))
        return room <= 0

    def _publish(self, content: dict[str, Any], payload: bytes) -> None:
        # A Jupyter server lets TCP hold a message back until the page's system has acknowledged
        # the one before, which Linux does 40 ms late for the second of two of the same size.
        size = len(json.dumps(content)) + len(payload)
        padding = b" " if size == self._last_size else b""
        self._last_size = size + len(padding)
        try:
            self._send(content, [payload + padding])
        except Exception:  # each notebook's widgets fail in a way of their own when they are gone
            logger.info("The widget's messages can not be sent any more", exc_info=True)
            self.close()

    def _request(self, content: Mapping[str, Any], body: bytes) -> None:
        stream = str(content["stream"])
        if stream in self._asked:
            return
        headers = {str(name): str(value) for name, value in dict(content["headers"]).items()}
        exchange = Exchange(self._application, self._wake)
        self._asked[stream] = _Asked(exchange)
        exchange.begin(str(content["method"]), str(content["path"]), headers | {**self._headers})
        self._mark(stream)
        self._look_later()
        exchange.receive(body, bool(content["more"]))

    def _body(self, content: Mapping[str, Any], body: bytes) -> None:
        if asked := self._asked.get(content["stream"]):
            asked.exchange.receive(body, bool(content["more"]))

    def _ack(self, content: Mapping[str, Any], _: bytes) -> None:
        if asked := self._asked.get(content["stream"]):
            asked.unheard = 0
            asked.exchange.outgoing.acknowledge(int(content["number"]))
            if asked.exchange.outgoing.done:
                self._forget(content["stream"])

    def _again(self, content: Mapping[str, Any], _: bytes) -> None:
        if asked := self._asked.get(content["stream"]):
            asked.exchange.outgoing.repeat(int(content["after"]))
            self._wake()

    def _cancel(self, content: Mapping[str, Any], _: bytes) -> None:
        self._forget(content["stream"])

    def _chosen(self, content: Mapping[str, Any], _: bytes) -> None:
        self._on_chosen(str(content["transport"]))

    def _forget(self, stream: str) -> None:
        if asked := self._asked.pop(stream, None):
            asked.exchange.close()

    def _wake(self) -> None:
        self._outbox.wake(self)

    def _mark(self, stream: str) -> None:
        self._marks[stream] = None
        self._wake()

    def _look_later(self) -> None:
        if self._timer is None and self._asked:
            self._timer = asyncio.get_running_loop().call_later(LOOK_SECONDS, self._look_around)

    def _look_around(self) -> None:
        """Repeat which piece was the last, lest that one was lost; notice who is gone."""
        for stream, asked in list(self._asked.items()):
            asked.look()
            if asked.unheard > GONE_AFTER:
                self._forget(stream)
            elif asked.to_be_marked:
                self._mark(stream)
        self._timer = None
        self._look_later()
