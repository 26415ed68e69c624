"""What came of a call in another thread, told to who waits for it on a loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

T = TypeVar("T")


def succeed(future: asyncio.Future[T], result: T) -> None:
    """Give a result, from any thread, unless nobody waits any more.

    Args:
        future: What is waited for.
        result: What the call returned.
    """
    _tell(future, partial(future.set_result, result))


def fail(future: asyncio.Future[T], error: BaseException) -> None:
    """Raise an error where a result is waited for, from any thread; see `succeed`.

    Args:
        future: What is waited for.
        error: What the call raised.
    """
    _tell(future, partial(future.set_exception, _for_future(error)))


def _for_future(error: BaseException) -> BaseException:
    if not isinstance(error, StopIteration):
        return error
    wrapped = RuntimeError("a plain function raised StopIteration")
    wrapped.__cause__ = error
    return wrapped


def _tell(future: asyncio.Future[T], outcome: Callable[[], None]) -> None:
    def settle() -> None:
        if not future.done():
            outcome()

    with suppress(RuntimeError):  # a loop that has closed: nobody waits any more
        future.get_loop().call_soon_threadsafe(settle)
