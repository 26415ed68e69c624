"""A page that asks a kernel in a widget's messages."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import count
from typing import Any


@dataclass
class Answer:
    """What has come of an answer, in order."""

    status: int | None = None
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""
    last: int = 0
    ended: str | None = None
    marks: list[int] = field(default_factory=list)


class Page:
    """Sends operations with `say`, and puts together what `take` is given.

    Args:
        say: Brings an operation and a buffer to the kernel.
        acknowledges: Whether the page says that it has read an answer.
    """

    def __init__(self, say: Callable[[dict[str, Any], bytes], None], *, acknowledges: bool = True):
        self.answers: dict[str, Answer] = {}
        self.messages: list[dict[str, Any]] = []
        self.sizes: list[int] = []
        self.loses: Callable[[int], bool] = lambda _number: False
        self._say = say
        self._acknowledges = acknowledges
        self._ids = map(str, count(1))

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """Send a request; the answer fills itself."""
        return self.begin(method, path, body, more=False, headers=headers)[1]

    def begin(self, method, path, body, *, more, headers=()) -> tuple[str, Answer]:
        """Send the beginning of a request."""
        stream = next(self._ids)
        self.answers[stream] = Answer()
        request = {"method": method, "path": path, "headers": dict(headers), "more": more}
        self.say("request", stream, body, **request)
        return stream, self.answers[stream]

    def say(self, op: str, stream: str, body: bytes = b"", **more: Any) -> None:
        self._say({"kind": "chatkit", "op": op, "stream": stream, **more}, body)

    def take(self, content: dict[str, Any], buffers: list[bytes]) -> None:
        """Take a message of the kernel."""
        assert content["kind"] == "chatkit"
        self.messages.append(content)
        self.sizes.append(len(json.dumps(content)) + sum(map(len, buffers)))
        if self.loses(len(self.messages)):
            return
        payloads = b"".join(buffers)
        for stream, number, kind, size in content["pieces"]:
            payload, payloads = payloads[:size], payloads[size:]
            self._use(stream, self.answers[stream], number, kind, payload)
        assert payloads in (b"", b" ")

    def _use(self, stream: str, answer: Answer, number: int, kind: str, payload: bytes) -> None:
        if kind == "mark":
            answer.marks.append(number)
        if (kind == "mark" and number > answer.last) or number > answer.last + 1:
            self.say("again", stream, after=answer.last)
        if kind == "mark" or number != answer.last + 1:
            return
        answer.last = number
        if kind == "head":
            head = json.loads(payload)
            answer.status, answer.headers = head["status"], dict(head["headers"])
        elif kind == "data":
            answer.body += payload
        else:
            answer.ended = kind
        if self._acknowledges and (answer.ended or len(answer.body) > 100_000):
            self.say("ack", stream, number=number)
