"""What happens in a chat, as functions of ``@chat.on`` hear of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields

from chatkit.types import ErrorEvent, FeedbackKind, ThreadItem


@dataclass(frozen=True)
class ThreadChange:
    """The chat shows another thread (``thread.change``).

    Args:
        thread_id: Its id; None for a new one.
    """

    thread_id: str | None


@dataclass(frozen=True)
class ResponseStart:
    """An answer begins (``response.start``).

    Args:
        thread_id: Id of its thread.
        request: What is answered: the request's type, such as ``threads.add_user_message``.
    """

    thread_id: str
    request: str


@dataclass(frozen=True)
class ResponseEnd:
    """An answer is over (``response.end``).

    Args:
        thread_id: Id of its thread.
        items: The items that it finished, in order, without the user's.
        error: What the chat shows, if it ended with an error.
        stopped: Whether the user, or the end of the kernel, stopped it.
    """

    thread_id: str
    items: tuple[ThreadItem, ...] = field(repr=False)
    error: ErrorEvent | None = None
    stopped: bool = False


@dataclass(frozen=True)
class Feedback:
    """A user judged an answer (``feedback``, from ``items.feedback``).

    Args:
        thread_id: Id of its thread.
        item_ids: Ids of its items.
        kind: ``positive`` or ``negative``.
    """

    thread_id: str
    item_ids: tuple[str, ...]
    kind: FeedbackKind


@dataclass(frozen=True)
class Failure:
    """The author's own code raised an exception (``error``).

    Args:
        error: The exception, with its traceback.
    """

    error: BaseException


Happening = ThreadChange | ResponseStart | ResponseEnd | Feedback | Failure

KINDS: Mapping[str, type[Happening]] = {
    "thread.change": ThreadChange,
    "response.start": ResponseStart,
    "response.end": ResponseEnd,
    "feedback": Feedback,
    "error": Failure,
}

EVENTS: Mapping[str, tuple[str, ...]] = {
    "effect": ("effect", "name", "data", "context"),
    **{
        name: ("event", *(each.name for each in fields(kind)), "context")
        for name, kind in KINDS.items()
    },
}
"""What a function for an event may ask for. One parameter of another name gets the first of it."""
