"""The last turn of a chat, for its author and for the chat's drawer."""

from __future__ import annotations

from typing import Any, Protocol

from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.sharing.saved import SavedConversation
from chatkit_jupyter.tracing.html import KINDS, label, pretty, summary
from chatkit_jupyter.tracing.record import TurnRecords
from chatkit_jupyter.tracing.trace import Trace

_MOST_FRAMES = 500


class Traced(Protocol):
    """A chat's session as its turns are traced."""

    name: str
    records: TurnRecords
    saved: SavedConversation

    def owner(self, user: str) -> str:
        """Whose turns a user may look at."""
        ...


async def last_trace(chat: Traced, user: str, thread_id: str | None = None) -> Trace | None:
    """Look at a user's last turn; runs on the runtime's loop.

    Args:
        chat: The chat's session.
        user: Whose turn.
        thread_id: In which thread; by default in any.

    Returns:
        The turn; None if there was none lately.
    """
    record = chat.records.last(chat.owner(user), thread_id)
    return None if record is None else Trace.of(chat.name, record, chat.saved.redactor)


def shown_trace(trace: Trace) -> dict[str, Any]:
    """What a drawer in the chat shows of a turn.

    Args:
        trace: The turn.

    Returns:
        JSON data, at a length that can be looked at.
    """
    try:
        test: str | None = trace.as_test()
    except HandlerError:
        test = None
    return {
        "title": trace.question,
        "summary": summary(trace),
        "seconds": trace.seconds,
        "error": trace.error,
        "steps": [
            {
                "kind": step.kind,
                "title": KINDS[step.kind],
                "label": label(step),
                "started": step.started,
                "seconds": step.seconds,
                "given": None if step.given in (None, "") else pretty(step.given),
                "output": None if step.output in (None, "") else pretty(step.output),
                "tokens": step.tokens,
            }
            for step in trace.steps
        ],
        "frames": [
            f"{frame.at:8.3f}  {pretty(frame.event)}" for frame in trace.frames[:_MOST_FRAMES]
        ],
        "more_frames": max(0, len(trace.frames) - _MOST_FRAMES),
        "test": test,
    }
