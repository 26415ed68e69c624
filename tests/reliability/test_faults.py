"""Kernels and servers that end in the middle of turns: no message is lost, and none comes twice."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from itertools import cycle

from tests.reliability.page import Page
from tests.waiting import soon

PAGES = 4
CELL = """
import asyncio
from chatkit_jupyter import Chat
from chatkit_jupyter.session import session_of
chat = Chat("demo", store={path!r})

@chat.respond
async def respond(message):
    for number in range(20):
        yield f"{{number}} "
        await asyncio.sleep(0.004)
    yield f"to {{message.text}}"

session_of("demo").serve()
"""
WHOLE = "".join(f"{number} " for number in range(20)) + "to "


async def test_kernels_and_servers_that_are_killed_at_any_moment(
    jupyter, desk, full, figures, tmp_path
):
    await desk.serve(CELL.format(path=str(tmp_path / "chats.sqlite3")))
    turns = 200 if full else 12
    chance = random.Random(turns)
    pages = [Page(desk) for _ in range(PAGES)]
    faults: Counter[str] = Counter()
    over = asyncio.Event()
    kinds = cycle(("kill_kernel", "restart_kernel", "kill_server"))

    async def talk(page: Page, name: int) -> None:
        for number in range(turns // PAGES):
            await page.ask(f"message {number} of page {name}")

    def asked() -> int:
        return sum(len(page.turns) for page in pages)

    async def trouble() -> None:
        while not over.is_set():
            goal = asked() + chance.randrange(1, 6)
            await soon(lambda goal=goal: asked() >= goal or over.is_set())
            await asyncio.sleep(chance.random() * 0.15)
            kind = next(kinds)
            await getattr(desk, kind)()
            faults[kind] += 1

    troubling = asyncio.create_task(trouble())
    await asyncio.gather(*(talk(page, name) for name, page in enumerate(pages)))
    over.set()
    await troubling  # what is down comes up again

    await _all_is_kept(pages)
    acknowledged = sum(turn.acknowledged for page in pages for turn in page.turns)
    cut = sum(turn.answer is None for page in pages for turn in page.turns)
    assert faults.total() > 0
    assert cut > 0 or not full
    figures.take(
        "messages lost or twice under faults, of those that were sent",
        f"0 of {asked()} ({acknowledged} acknowledged at once; {cut} answers cut off; "
        f"{faults['kill_kernel']} kernels killed, {faults['restart_kernel']} restarted, "
        f"{faults['kill_server']} servers killed)",
    )


async def test_a_restart_under_load(jupyter, desk, full, figures, tmp_path):
    await desk.serve(CELL.format(path=str(tmp_path / "chats.sqlite3")))
    count = 50 if full else 10
    pages = [Page(desk) for _ in range(count)]
    asking = [
        asyncio.create_task(page.ask(f"message of page {name}")) for name, page in enumerate(pages)
    ]
    await soon(lambda: any(page.turns and page.turns[0].acknowledged for page in pages))
    await desk.restart_kernel()
    await asyncio.gather(*asking)
    cut = sum(page.turns[0].answer is None for page in pages)
    assert cut > 0
    await _all_is_kept(pages)
    figures.take(
        f"kernel restarted under {count} answers", f"{cut} cut off, 0 messages lost or twice"
    )


async def _all_is_kept(pages: list[Page]) -> None:
    for page in pages:
        messages, answers = await page.stored()
        assert messages == [turn.text for turn in page.turns]
        whole = [turn.answer for turn in page.turns if turn.answer is not None]
        assert whole == [f"{WHOLE}{turn.text}" for turn in page.turns if turn.answer is not None]
        assert not [each for each in whole if answers.count(each) != 1]
        assert len(answers) <= len(messages)
