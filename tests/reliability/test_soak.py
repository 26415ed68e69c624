"""Turn after turn in one kernel: memory does not grow."""

from __future__ import annotations

import asyncio

import psutil

from tests.chatkit_jupyter.clients import create, decode, said

MIB = 1 << 20
MOST_GROWTH = 10 * MIB
AT_ONCE = 4
CELL = """
import gc
from chatkit_jupyter import Chat
from IPython.display import display
chat = Chat("demo", store={path!r})

@chat.respond
async def respond(message):
    yield f"You said "
    yield message.text

display(chat)
"""


async def test_memory_does_not_grow(jupyter, desk, full, figures, tmp_path):
    await desk.serve(CELL.format(path=str(tmp_path / "chats.sqlite3")))
    warm_up, turns = (1_500, 10_000) if full else (300, 600)

    async def talk(count: int) -> None:
        for _ in range(count):
            answer = await desk.http.post(desk.url(), json=create("hello"))
            assert said(decode(answer.text.splitlines())) == "You said hello"

    async def talk_all(count: int) -> None:
        await asyncio.gather(*(talk(count // AT_ONCE) for _ in range(AT_ONCE)))

    async def held(pid: int) -> int:
        await desk.do("gc.collect()")
        return psutil.Process(pid).memory_info().rss

    await talk_all(warm_up)
    before = [await held(desk.pid), await held(jupyter.pid)]
    await talk_all(turns)
    kernel, server = (
        after - first
        for after, first in zip(
            [await held(desk.pid), await held(jupyter.pid)], before, strict=True
        )
    )
    figures.take(
        f"memory after {turns:,} more turns in one kernel",
        f"kernel {kernel / MIB:+.1f} MB, server {server / MIB:+.1f} MB",
    )
    assert kernel < MOST_GROWTH
    assert server < MOST_GROWTH
