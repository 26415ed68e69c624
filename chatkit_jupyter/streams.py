"""Closing an asynchronous iterator as soon as nobody wants more of it."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager
from typing import TypeVar

T = TypeVar("T")


@asynccontextmanager
async def ending(source: AsyncIterator[T]) -> AsyncGenerator[AsyncIterator[T], None]:
    """Close an iterator at the end of a ``with`` block, if it is one that can be closed.

    Args:
        source: The iterator; often a generator, but an author may give any.
    """
    try:
        yield source
    finally:
        if isinstance(source, AsyncGenerator):
            await source.aclose()
