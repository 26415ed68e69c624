"""What an offline model can produce: text, reasoning, function calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias
from uuid import uuid4


@dataclass(frozen=True)
class Say:
    """A message of the model.

    Attributes:
        text: Its text, in Markdown.
    """

    text: str


@dataclass(frozen=True)
class Think:
    """A summary of the model's reasoning.

    Attributes:
        text: One thought.
    """

    text: str


@dataclass(frozen=True)
class Call:
    """A call of one of the agent's function tools.

    Attributes:
        name: The tool.
        arguments: What it is called with, any JSON object.
        call_id: The id that ties its output to it; made up by default.
    """

    name: str
    arguments: Mapping[str, Any] = field(default_factory=dict[str, Any])
    call_id: str = field(default_factory=lambda: new_id("call"))


@dataclass(frozen=True)
class Hold:
    """Silence from here on, until the run is cancelled."""


Part: TypeAlias = Say | Think | Call | Hold | Exception
"""One piece of a model's turn; an exception is raised when its place is reached."""


def new_id(prefix: str) -> str:
    """Return an id such as the Responses API makes, with a prefix for its kind."""
    return f"{prefix}_{uuid4().hex}"
