"""The User-Agent under which the OpenAI Agents SDK calls models during a turn."""

from __future__ import annotations

import sys
from collections.abc import AsyncGenerator, AsyncIterator
from contextvars import ContextVar, Token
from types import TracebackType
from typing import TypeVar, cast

from chatkit.version import __version__

# Where the Agents SDK keeps header overrides, one variable per API that it speaks.
_VARIABLES = (
    ("agents.models.openai_responses", "_HEADERS_OVERRIDE"),
    ("agents.models.chatcmpl_helpers", "HEADERS_OVERRIDE"),
)

T = TypeVar("T")

_Headers = dict[str, str]
_Variable = ContextVar[_Headers | None]

# In the place of a variable that the version of the Agents SDK at hand does not have.
_UNUSED: _Variable = ContextVar("chatkit_unused_headers", default=None)


class agents_sdk_user_agent_override:  # noqa: N801 - the public name, used like a function
    """While entered, model calls by the Agents SDK name ChatKit in their User-Agent header.

    A server does this for the time its responder runs. Where the Agents SDK is not imported it
    does nothing. Leaving restores what was there before, after an error too.
    """

    __slots__ = ("_set",)

    def __enter__(self) -> None:
        self._set: list[tuple[_Variable, Token[_Headers | None]]] = []
        if "agents" in sys.modules:
            headers = _headers()
            self._set = [(variable, variable.set(headers)) for variable in _variables()]

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for variable, token in self._set:
            variable.reset(token)


def named_to_models(events: AsyncIterator[T]) -> AsyncIterator[T]:
    """Run each step of a responder under the override, if the Agents SDK is in use.

    The override is set for one step at a time: between steps the caller's code runs in the same
    context, and a generator may be closed in another one.
    """
    return _overridden(events) if "agents" in sys.modules else events


async def _overridden(events: AsyncIterator[T]) -> AsyncGenerator[T, None]:
    step, headers = events.__anext__, _headers()
    one, other = _variables()
    try:
        while True:
            # Spelled out, since there is a step for every word.
            one_before, other_before = one.set(headers), other.set(headers)
            try:
                event = await step()
            except StopAsyncIteration:
                return
            finally:
                other.reset(other_before)
                one.reset(one_before)
            yield event
    finally:
        if isinstance(events, AsyncGenerator):
            await cast("AsyncGenerator[T, None]", events).aclose()


def _headers() -> _Headers:
    agents_version = getattr(sys.modules["agents"], "__version__", "unknown")
    return {"User-Agent": f"Agents/Python {agents_version} ChatKit/Python {__version__}"}


def _variables() -> tuple[_Variable, _Variable]:
    one, other = (getattr(sys.modules.get(module), name, None) for module, name in _VARIABLES)
    return _or_unused(one), _or_unused(other)


def _or_unused(variable: object) -> _Variable:
    return cast("_Variable", variable) if isinstance(variable, ContextVar) else _UNUSED
