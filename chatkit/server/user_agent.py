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
    step, headers, variables = events.__anext__, _headers(), _variables()
    try:
        while True:
            tokens = [variable.set(headers) for variable in variables]
            try:
                event = await step()
            except StopAsyncIteration:
                return
            finally:
                for variable, token in zip(variables, tokens, strict=True):
                    variable.reset(token)
            yield event
    finally:
        if isinstance(events, AsyncGenerator):
            await cast("AsyncGenerator[T, None]", events).aclose()


def _headers() -> _Headers:
    agents_version = getattr(sys.modules["agents"], "__version__", "unknown")
    return {"User-Agent": f"Agents/Python {agents_version} ChatKit/Python {__version__}"}


def _variables() -> list[_Variable]:
    found: list[_Variable] = []
    for module, name in _VARIABLES:
        variable = getattr(sys.modules.get(module), name, None)
        if isinstance(variable, ContextVar):
            found.append(cast("_Variable", variable))
    return found
