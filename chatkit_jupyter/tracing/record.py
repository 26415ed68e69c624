"""What is noted of a turn while it runs: a few entries for each call, and nothing for each word."""

from __future__ import annotations

import json
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

_MOST_KEPT = 4
_FIELD = b"data: "

Kind = Literal["model", "tool", "handoff"]


class LoggedFrame(Protocol):
    """A frame of a response's log."""

    @property
    def at(self) -> float:
        """When it was sent, in seconds of the monotonic clock."""
        ...

    @property
    def data(self) -> bytes:
        """Its bytes."""
        ...


@dataclass
class RecordedStep:
    """A call of a model or tool, or a handoff, as it was seen.

    Args:
        kind: Which of them.
        name: The tool, or the agent that is handed over to, or that calls its model.
        started: When it began, in seconds of the monotonic clock.
        call_id: Id of a tool's call.
        given: What it was given: a tool's arguments as JSON, a model's input as a list.
        model: The model's name.
        instructions: The model's instructions.
        ended: When it ended; None while it runs, or if it never did.
        output: What came of it: a tool's result, or the items that a model produced.
        tokens: Tokens that the model read and wrote.
    """

    kind: Kind
    name: str
    started: float
    call_id: str = ""
    given: Any = None
    model: str = ""
    instructions: str | None = None
    ended: float | None = None
    output: Any = None
    tokens: tuple[int, int] | None = None


@dataclass
class TurnRecord:
    """A turn as it is noted.

    Args:
        request: The request that began it, as it came.
        owner: Whose turn it is.
        agent: The agent that answers, if one does.
        started: When it began, in seconds of the monotonic clock.
        steps: Calls and handoffs, in the order in which they began.
        frames: Gives what of the answer is still in the log.
    """

    request: bytes
    owner: str
    agent: Any = None
    started: float = field(default_factory=time.monotonic)
    steps: list[RecordedStep] = field(default_factory=list[RecordedStep])
    frames: Callable[[], Sequence[LoggedFrame]] = tuple

    def thread_id(self) -> str | None:
        """Id of its thread; None for one that is not made yet, or that nobody remembers."""
        params: dict[str, Any] = json.loads(self.request).get("params") or {}
        if "thread_id" in params:
            return str(params["thread_id"])
        first = next(iter(self.frames()), None)
        event: dict[str, Any] = json.loads(first.data.removeprefix(_FIELD)) if first else {}
        return event["thread"]["id"] if event.get("type") == "thread.created" else None


current_record: ContextVar[TurnRecord | None] = ContextVar("current_record", default=None)
"""The record of the turn that the running code answers in."""


class TurnRecords:
    """The last turns of a chat, newest last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, TurnRecord] = OrderedDict()

    def begin(self, request: bytes, owner: str) -> None:
        """Note a turn from here on; the oldest of some is forgotten.

        Args:
            request: The request that begins it.
            owner: Whose turn it is.
        """
        record = TurnRecord(request, owner)
        self._kept[id(record)] = record
        if len(self._kept) > _MOST_KEPT:
            self._kept.popitem(last=False)
        current_record.set(record)

    def last(self, owner: str, thread_id: str | None = None) -> TurnRecord | None:
        """The last turn of an owner; None if there was none lately.

        Args:
            owner: Whose turn.
            thread_id: In which thread; by default in any.
        """
        found = (each for each in reversed(self._kept.values()) if each.owner == owner)
        if thread_id is not None:
            found = (each for each in found if each.thread_id() == thread_id)
        return next(found, None)
