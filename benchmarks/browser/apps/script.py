"""What every chat answers; the first word of the question says how."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

DELTAS = 2_000
PACED_DELTAS = 600
PER_SECOND = 200


def history() -> list[str]:
    """The messages that are there from the start, a question and an answer in turn."""
    return [f"Message {number} of many." for number in range(int(os.environ["CHAT_HISTORY"]))]


def _note_stop() -> None:
    Path(os.environ["CHAT_STOPPED"]).write_text(str(time.time() * 1000))


async def deltas(question: str) -> AsyncIterator[str]:
    """Stream what the question asks for, ended by the question's second word.

    ``first`` is one delta, ``burst`` 2,000 of four characters as fast as they are taken,
    ``paced`` 600 at 200 per second and the time of the last, ``endless`` goes on until it is
    stopped and writes down when that was.
    """
    kind, _, name = question.partition(" ")
    if kind == "burst":
        for number in range(DELTAS):
            yield f"{number % 1000:03d} "
            await asyncio.sleep(0)
    elif kind == "paced":
        started = time.perf_counter()
        for number in range(PACED_DELTAS):
            await asyncio.sleep(max(0, started + number / PER_SECOND - time.perf_counter()))
            yield f"{number % 1000:03d} "
        name = f"{name}at{time.time() * 1000:.1f}"
    elif kind == "endless":
        try:
            while True:
                yield "more "
                await asyncio.sleep(0.02)
        finally:
            _note_stop()
    yield name
