"""A turn as its author looks at it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from chatkit.redaction import Redactor
from chatkit_jupyter.tracing.html import trace_html
from chatkit_jupyter.tracing.record import LoggedFrame, RecordedStep, TurnRecord
from chatkit_jupyter.tracing.replayed_test import replayed_test

_FIELD = b"data: "
_WORD = "assistant_message.content_part.text_delta"


@dataclass(frozen=True)
class Step:
    """Something that took its time in a turn; times are in seconds from the turn's beginning.

    Attributes:
        kind: ``model``, ``tool`` or ``handoff``; or ``item`` for an item that was sent.
        name: The tool; the agent that called its model, or that was handed over to; the item's
            type.
        started: When it began.
        seconds: How long it took; None if it did not come to its end.
        given: A tool's arguments; what a model was given; who handed over.
        output: A tool's result; the items that a model produced.
        model: A model's name.
        tokens: Tokens that the model read and wrote, as far as it says.
    """

    kind: str
    name: str
    started: float
    seconds: float | None = 0.0
    given: Any = None
    output: Any = None
    model: str = ""
    tokens: tuple[int, int] | None = None


@dataclass(frozen=True)
class TracedFrame:
    """One event as it was sent to the page.

    Attributes:
        at: When, in seconds from the turn's beginning.
        event: The event, decoded.
    """

    at: float
    event: dict[str, Any]


@dataclass(frozen=True, repr=False)
class Trace:
    """What happened in a turn; as the value of a cell it is a timeline. Secrets are taken out.

    Attributes:
        chat: The chat's name.
        question: What the user said; None for a turn that something else began.
        seconds: How long the turn took so far.
        first_token: Seconds until the first word of the answer; None if none came.
        steps: Calls of models and tools, handoffs, and the items that were sent.
        frames: The events as they were sent, as far as they are still kept.
        lost: How many earlier frames are not.
        agent: Name of the agent that answered first, and what it was told; None without one.
        error: What the user was told went wrong, if something did.
    """

    chat: str
    question: str | None
    seconds: float
    first_token: float | None
    steps: tuple[Step, ...]
    frames: tuple[TracedFrame, ...]
    lost: int = 0
    agent: tuple[str, str | None] | None = None
    error: str | None = None

    @classmethod
    def of(cls, chat: str, record: TurnRecord, redactor: Redactor) -> Trace:
        """Read what was noted of a turn.

        Args:
            chat: The chat's name.
            record: The notes.
            redactor: Takes secrets out.
        """
        logged = record.frames()
        frames = tuple(_frames(logged, record.started, redactor))
        steps = [_step(each, record.started, redactor) for each in record.steps]
        steps += [_item(frame) for frame in frames if frame.event["type"] == "thread.item.done"]
        ends = [frame.at for frame in frames] + [each.started for each in steps]
        agent = record.agent and (record.agent.name, _instructions(record, redactor))
        return cls(
            chat=chat,
            question=_question(redactor.data(json.loads(record.request))),
            seconds=max(ends, default=time.monotonic() - record.started),
            first_token=next((frame.at for frame in frames if _says(frame.event)), None),
            steps=tuple(sorted(steps, key=lambda step: step.started)),
            frames=frames,
            lost=getattr(logged[0], "id", 1) - 1 if logged else 0,
            agent=agent or None,
            error=_error(frames),
        )

    @property
    def tokens(self) -> tuple[int, int]:
        """Tokens that the models read and wrote, together."""
        counted = [step.tokens for step in self.steps if step.tokens is not None]
        return sum(read for read, _ in counted), sum(written for _, written in counted)

    def as_test(self) -> str:
        """Write the turn as a test, to be saved as ``test_….py`` and run by pytest.

        The models say what they said, the tools return what they returned; everything between is
        real. Put your own tools, agents or server in their places.

        Returns:
            Python, with one test function built on `chatkit.testing`.

        Raises:
            HandlerError: No message of the user began the turn, or it did not come to its end.
        """
        return replayed_test(self)

    def __repr__(self) -> str:
        calls = [step.name for step in self.steps if step.kind == "tool"]
        used = f", tools: {', '.join(calls)}" if calls else ""
        return f"Trace({self.question!r}, {self.seconds:.2f} s{used})"

    def _repr_html_(self) -> str:
        return trace_html(self)


def _frames(
    logged: Sequence[LoggedFrame], started: float, redactor: Redactor
) -> Iterable[TracedFrame]:
    for frame in logged:
        event: Any = redactor.data(json.loads(frame.data.removeprefix(_FIELD)))
        yield TracedFrame(round(frame.at - started, 4), event)


def _step(step: RecordedStep, started: float, redactor: Redactor) -> Step:
    ended = step.ended
    return Step(
        kind=step.kind,
        name=redactor.text(step.name),
        started=round(step.started - started, 4),
        seconds=None if ended is None else round(ended - step.started, 4),
        given=redactor.data(_data(step.given)),
        output=redactor.data(_data(step.output)),
        model=redactor.text(step.model),
        tokens=step.tokens,
    )


def _data(value: Any) -> Any:
    """JSON data of what a step was given or gave."""
    if isinstance(value, str):
        try:
            return json.loads(value) if value[:1] in "{[" else value
        except ValueError:
            return value
    if isinstance(value, (list, tuple)):
        return [_data(each) for each in value]  # pyright: ignore[reportUnknownVariableType]
    return (
        value.model_dump(mode="json", exclude_none=True) if hasattr(value, "model_dump") else value
    )


def _item(frame: TracedFrame) -> Step:
    return Step("item", str(frame.event["item"]["type"]), frame.at, output=frame.event["item"])


def _question(request: dict[str, Any]) -> str | None:
    params: dict[str, Any] = request.get("params") or {}
    said: dict[str, Any] = params.get("input") or {}
    content: list[dict[str, Any]] | None = said.get("content")
    return None if content is None else "".join(str(part.get("text", "")) for part in content)


def _instructions(record: TurnRecord, redactor: Redactor) -> str | None:
    given = next((step.instructions for step in record.steps if step.kind == "model"), None)
    return given and redactor.text(given)


def _says(event: dict[str, Any]) -> bool:
    return event["type"] == "thread.item.updated" and event["update"]["type"] == _WORD


def _error(frames: Sequence[TracedFrame]) -> str | None:
    found = [frame.event for frame in frames if frame.event["type"] == "error"]
    return str(found[-1].get("message") or found[-1].get("code")) if found else None
