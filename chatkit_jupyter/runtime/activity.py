"""What goes on in a chat's threads, as news for the views that show them."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from pydantic_core import from_json

News = dict[str, Any]

_CHANGING = frozenset(
    {"threads.update", "threads.delete", "items.feedback", "threads.sync_custom_action"}
)
_MOST_RUNNING = 32
_MOST_CHANGED = 32
_MOST_JUDGED = 32
_runtime = secrets.token_hex(4)


@dataclass(frozen=True)
class Subject:
    """What a request is about.

    Args:
        kind: The request's type; empty if it has none.
        thread_id: The thread that it names, if any.
        feedback: For ``items.feedback``, the items and what the user thinks of them.
    """

    kind: str
    thread_id: str | None = None
    feedback: dict[str, Any] | None = None

    @classmethod
    def of(cls, request: bytes | bytearray) -> Subject:
        """Read it from a request, which may be malformed."""
        body = _object(request)
        kind, params = body.get("type"), body.get("params")
        if not isinstance(kind, str):
            return cls("")
        given = cast("dict[str, Any]", params) if isinstance(params, dict) else {}
        thread_id = given.get("thread_id")
        feedback: dict[str, Any] | None = None
        if kind == "items.feedback":
            feedback = {"item_ids": _some(given.get("item_ids")), "kind": given.get("kind")}
        return cls(kind, thread_id if isinstance(thread_id, str) else None, feedback)

    @property
    def changes(self) -> bool:
        """Whether it changes what views of the thread show, without a response."""
        return self.kind in _CHANGING and self.thread_id is not None


class Activity:
    """Which threads of a chat are being answered, and which changed lately.

    The news hold ids and numbers, and no word of a conversation. They are small, because they are
    part of the widget's state. Use it on the runtime's loop.

    Args:
        tell: Called with the news whenever there are any.
    """

    def __init__(self, tell: Callable[[News], None]) -> None:
        self._tell = tell
        self._revision = 0
        self._running: OrderedDict[str, str] = OrderedDict()
        self._changed: OrderedDict[str, dict[str, Any]] = OrderedDict()
        self._news = self._compose()

    @property
    def news(self) -> News:
        """The newest news.

        ``runtime`` is an id of this process; ``running`` has the ``response`` and ``thread`` of
        each response; ``changed`` has the ``thread`` and ``revision`` of each thread that changed,
        and ``by`` which response it did or what ``feedback`` was given, if that is why.
        """
        return self._news

    def answering(self, thread_id: str | None = None) -> list[str]:
        """Ids of the responses that run in a thread, or in any."""
        running = self._running.items()
        return [response for response, thread in running if thread_id in (None, thread)]

    def begin(self, response_id: str, thread_id: str) -> None:
        """A response runs in a thread."""
        self._running[response_id] = thread_id
        self._publish()

    def end(self, response_id: str) -> None:
        """A response has ended, if it ever ran in a thread."""
        thread_id = self._running.pop(response_id, None)
        if thread_id is not None:
            self._change(thread_id, {"by": response_id})

    def change(self, thread_id: str, feedback: dict[str, Any] | None = None) -> None:
        """A thread was changed by something else than a response."""
        self._change(thread_id, {} if feedback is None else {"feedback": feedback})

    def _change(self, thread_id: str, how: dict[str, Any]) -> None:
        self._revision += 1
        self._changed[thread_id] = {"thread": thread_id, "revision": self._revision, **how}
        self._changed.move_to_end(thread_id)
        if len(self._changed) > _MOST_CHANGED:
            self._changed.popitem(last=False)
        self._publish()

    def _publish(self) -> None:
        self._news = self._compose()
        self._tell(self._news)

    def _compose(self) -> News:
        running = list(self._running.items())[-_MOST_RUNNING:]
        return {
            "runtime": _runtime,
            "running": [{"response": response, "thread": thread} for response, thread in running],
            "changed": list(self._changed.values()),
        }


def _object(request: bytes | bytearray) -> dict[str, Any]:
    try:
        # As the server reads it: of a name that is there twice, both take the last.
        body = from_json(request)
    except ValueError:
        return {}
    return cast("dict[str, Any]", body) if isinstance(body, dict) else {}


def _some(ids: object) -> list[Any]:
    return cast("list[Any]", ids)[:_MOST_JUDGED] if isinstance(ids, list) else []
