"""What both sides answer: deltas that carry the time at which they were made."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator

PACED = 600
PER_SECOND = 300
FAST = 5_000


def stamp() -> str:
    """A delta that with its frame is about 150 bytes; the wall clock is what a page has as well."""
    return f"{time.time() * 1000:.3f} "


async def deltas(question: str) -> AsyncIterator[str]:
    """Stream 5,000 deltas as fast as they are taken for ``fast``, 300 per second for ``paced``."""
    started = time.perf_counter()
    if question.startswith("paced"):
        for number in range(PACED):
            await asyncio.sleep(max(0, started + number / PER_SECOND - time.perf_counter()))
            yield stamp()
    else:
        for _ in range(FAST):
            yield stamp()
            await asyncio.sleep(0)
