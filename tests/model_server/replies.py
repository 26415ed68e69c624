"""What the model server is told to answer, one reply for each request."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from chatkit.testing import Call, Say, Think


@dataclass(frozen=True)
class Status:
    """An HTTP error instead of a stream. The OpenAI client is told not to try again."""

    code: int
    message: str = "scripted error"


@dataclass(frozen=True)
class Break:
    """An error in the middle of the stream."""

    message: str = "the model broke off"


@dataclass(frozen=True)
class Pause:
    """Silence after the first word of the next part, until the test calls `release`.

    `reached` is set when the silence begins.
    """

    reached: threading.Event = field(default_factory=threading.Event)
    released: threading.Event = field(default_factory=threading.Event)

    def release(self) -> None:
        self.released.set()


Part: TypeAlias = Say | Think | Call | Status | Break | Pause
Reply: TypeAlias = Sequence[Part]


def reply_of(*parts: str | Part) -> Reply:
    """A reply; plain text stands for `Say`."""
    return [Say(part) if isinstance(part, str) else part for part in parts]


def reply_from_json(parts: str | dict[str, Any] | list[Any]) -> Reply:
    """A reply from a script file: what `__main__` says it may hold."""
    if not isinstance(parts, list):
        parts = [parts]
    return [_part_from_json(part) for part in parts]


def _part_from_json(part: str | dict[str, Any]) -> Part:
    match part:
        case str():
            return Say(part)
        case {"say": text}:
            return Say(text)
        case {"think": text}:
            return Think(text)
        case {"call": name}:
            return Call(name, part.get("arguments", {}))
        case {"status": code}:
            return Status(code)
        case _:
            raise ValueError(f"not a part of a reply: {part}")
