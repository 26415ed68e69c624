"""A responder as its author wrote it, and how to call it."""

from __future__ import annotations

import inspect
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Generator, Iterator, Mapping
from functools import partial
from typing import Any, cast

from chatkit_jupyter.errors import HandlerError
from chatkit_jupyter.runtime.worker import Worker
from chatkit_jupyter.streams import ending

Offers = Mapping[str, Callable[[], object]]

SDK_ORDER = ("thread", "input_user_message", "context")
_COUNTS = {1: "one", 3: "three", 4: "four"}
_END = object()


class Handler:
    """An author's function that is called with what its parameters name.

    Args:
        function: Any callable, asynchronous or plain, that returns or yields.
        known: The names it may ask for.
        order: What it gets by position if its parameters have other names, as in the SDK's hooks.

    Raises:
        HandlerError: It asks for something else.
    """

    def __init__(
        self,
        function: Callable[..., object],
        known: tuple[str, ...],
        order: tuple[str, ...] = SDK_ORDER,
    ) -> None:
        self._function = function
        self._places, self._keywords = _bind(function, known, order)

    async def outputs(self, offers: Offers) -> AsyncGenerator[object, None]:
        """Call the function and give what it yields, or what it returns.

        Plain functions and generators run in a thread of their own.

        Args:
            offers: Makes the value of each known name; asked only for those in use.

        Yields:
            What the function yields; a return value other than None, once.
        """
        values = [await _value(offers[name]()) for name in self._places]
        keywords = {name: await _value(offers[name]()) for name in self._keywords}
        if is_asynchronous(self._function):
            source = _flatten(self._function(*values, **keywords))
        else:
            source = _in_thread(partial(self._function, *values, **keywords))
        async with ending(source) as outputs:
            async for output in outputs:
                yield output


async def _in_thread(call: Callable[[], object]) -> AsyncGenerator[object, None]:
    worker = Worker()
    try:
        async with ending(_flatten(await worker.call(call), worker)) as outputs:
            async for output in outputs:
                yield output
    finally:
        worker.end()


async def _flatten(result: object, worker: Worker | None = None) -> AsyncGenerator[object, None]:
    result = await _value(result)
    if isinstance(result, AsyncIterator):
        async with ending(cast("AsyncIterator[object]", result)) as outputs:
            async for output in outputs:
                yield output
    elif isinstance(result, Iterator):
        async with ending(_drain(worker or Worker(), cast("Iterator[object]", result))) as outputs:
            async for output in outputs:
                yield output
    elif result is not None:
        yield result


async def _drain(worker: Worker, iterator: Iterator[object]) -> AsyncGenerator[object, None]:
    try:
        while (output := await worker.call(next, iterator, _END)) is not _END:
            yield output
    finally:
        # Not awaited: after a Stop, the thread may be in the middle of a long step.
        if isinstance(iterator, Generator):
            worker.call_later(iterator.close)
        worker.end()


async def _value(value: object) -> object:
    return await value if inspect.isawaitable(value) else value


def is_asynchronous(function: Callable[..., object]) -> bool:
    """Whether calling a function gives something to be awaited, and takes no time of its own.

    Args:
        function: Any callable.
    """
    target: Any = inspect.unwrap(function)
    while hasattr(target, "func"):  # functools.partial
        target = target.func
    if not inspect.isroutine(target):
        target = getattr(target, "__call__", target)  # noqa: B004 - an object that can be called
    return inspect.iscoroutinefunction(target) or inspect.isasyncgenfunction(target)


def _bind(
    function: Callable[..., object], known: tuple[str, ...], order: tuple[str, ...]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Find what to pass by position, and what by keyword."""
    signature = inspect.signature(function)
    parameters = signature.parameters.values()
    starred = any(p.kind is p.VAR_POSITIONAL for p in parameters)
    named = [p for p in parameters if p.kind in (p.POSITIONAL_OR_KEYWORD, p.KEYWORD_ONLY)]
    required = [
        p
        for p in parameters
        if p.default is p.empty and p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)
    ]
    keywords = tuple(p.name for p in named if p.name in known)
    if all(p in named and p.name in known for p in required) and (keywords or not starred):
        return (), keywords
    if _takes_order(required, known, order) and (starred or len(required) == len(order)):
        return order, ()
    raise HandlerError(
        f"{getattr(function, '__name__', type(function).__name__)}{signature} can not be called "
        f"by a chat. Its parameters may be {', '.join(known)}; or any {_COUNTS[len(order)]}, "
        f"which get{'' if len(order) > 1 else 's'} {', '.join(order)}."
    )


def _takes_order(
    required: list[inspect.Parameter], known: tuple[str, ...], order: tuple[str, ...]
) -> bool:
    """Whether values can be passed by position, without giving one to another one's name."""
    return all(
        p.kind is not p.KEYWORD_ONLY and (p.name not in known or p.name == place)
        for p, place in zip(required, order, strict=False)
    )
