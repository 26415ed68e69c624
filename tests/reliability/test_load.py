"""Many answers at once, many chats in one kernel, and readers that are slow."""

from __future__ import annotations

import asyncio
from statistics import median
from time import perf_counter

import psutil

from tests.chatkit_jupyter.clients import create, decode

MIB = 1 << 20
ROOM = 25 * MIB  # for what Python keeps of its own accord
CHAT = """
import asyncio
from chatkit_jupyter import Chat
from chatkit_jupyter.session import session_of
{more}
"""
COUNTING = """
chat = Chat("demo", store="memory")
made = 0

@chat.respond
async def respond(message):
    global made
    kind, _, count = message.text.partition(" ")
    for number in range(int(count)):
        if kind == "much":
            made = number
        yield f"{number:04d}" + ("x" * 10_000 if kind == "much" else "")

session_of("demo").serve()
"""
MANY = """
def respond(name):
    return lambda message: f"{name} heard {message.text}"

for number in range(COUNT):
    each = Chat(f"chat {number}", store="memory")
    each.respond(respond(each.name))
    session_of(each.name).widget()
"""


def memory(*processes: int) -> int:
    return sum(psutil.Process(pid).memory_info().rss for pid in processes)


async def deltas(desk, text: str, chat: str = "demo") -> tuple[list[str], float]:
    """All pieces of an answer, and the seconds until the first."""
    started, first, pieces = perf_counter(), 0.0, []
    async with desk.http.stream("POST", desk.url(chat), json=create(text)) as answer:
        assert answer.status_code == 200
        async for line in answer.aiter_lines():
            for event in decode([line]):
                first = first or perf_counter() - started
                if delta := event.get("update", {}).get("delta"):
                    pieces.append(delta)
    return pieces, first


async def test_many_answers_at_once(jupyter, desk, full, figures):
    await desk.serve(CHAT.format(more=COUNTING))
    answers, length = (50, 200) if full else (20, 50)
    await deltas(desk, "count 10")
    started = perf_counter()
    found = await asyncio.gather(*(deltas(desk, f"count {length}") for _ in range(answers)))
    taken = perf_counter() - started
    assert [pieces for pieces, _ in found] == [[f"{n:04d}" for n in range(length)]] * answers
    first = median(seconds for _, seconds in found)
    figures.take(
        f"{answers} answers of {length} pieces at once, through one Jupyter server",
        f"all whole and in order, in {taken:.1f} s ({answers * length / taken:,.0f} pieces/s); "
        f"first event p50 {first * 1000:.0f} ms",
    )


async def test_many_chats_in_one_kernel(jupyter, desk, full, figures):
    count = 100 if full else 20
    await desk.serve(CHAT.format(more=""))
    before = memory(desk.pid)
    started = perf_counter()
    await desk.serve(CHAT.format(more=MANY.replace("COUNT", str(count))))
    shown = perf_counter() - started
    each = (memory(desk.pid) - before) / count
    found = await asyncio.gather(
        *(deltas(desk, "hello", f"chat {number}") for number in range(count))
    )
    texts = ["".join(pieces) for pieces, _ in found]
    assert texts == [f"chat {number} heard hello" for number in range(count)]
    figures.take(
        f"{count} chats in one kernel, all asked at once",
        f"each answers for itself; shown in {shown:.1f} s, {each / 1024:.0f} kB each",
    )


async def test_a_slow_reader_slows_nobody_else(jupyter, desk, full, figures):
    await desk.serve(CHAT.format(more=COUNTING))
    processes = (jupyter.pid, desk.pid)
    others, length = (20, 200) if full else (5, 50)

    async def quickly() -> float:
        started = perf_counter()
        found = await asyncio.gather(*(deltas(desk, f"count {length}") for _ in range(others)))
        assert all(len(pieces) == length for pieces, _ in found)
        return perf_counter() - started

    async def made() -> int:
        return int(await desk.run("print(made)"))

    async def stands_still() -> int:
        while len(seen := {await made() for _ in range(20)}) > 1:
            pass  # until the log is full
        return seen.pop()

    alone = [await quickly() for _ in range(3)][-1]
    before = memory(*processes)
    headers = {"ChatKit-Response-Id": "slow"}
    request = {"json": create("much 8000"), "headers": headers}
    async with desk.http.stream("POST", desk.url(), **request) as answer:
        lines = answer.aiter_lines()
        await anext(lines)
        held = await stands_still()
        beside = await quickly()
        grown = memory(*processes) - before
        assert await made() == held  # nobody has read on, so nothing more was made
        assert held < 8000
        assert grown < ROOM
        await desk.http.delete(f"{desk.url()}/responses/slow")
    figures.take(
        f"{others} answers beside a reader that stands still in one of 80 MB",
        f"{beside:.2f} s, without it {alone:.2f} s; memory grew by {grown / MIB:.1f} MB",
    )
