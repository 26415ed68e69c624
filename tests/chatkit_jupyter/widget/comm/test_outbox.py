"""The pace of a kernel's messages."""

from __future__ import annotations

import asyncio
from itertools import pairwise

from chatkit_jupyter.widget.comm.outbox import KERNEL_SECONDS, WIDGET_SECONDS, Outbox


class Talker:
    """Has so many messages to send."""

    def __init__(self, count: int, log: list[tuple[float, Talker]]):
        self.not_before = 0.0
        self.left = count
        self.log = log

    def send_some(self) -> bool:
        self.log.append((asyncio.get_running_loop().time(), self))
        self.left -= 1
        return self.left > 0


async def all_sent(*talkers: Talker) -> None:
    outbox = Outbox()
    for talker in talkers:
        outbox.wake(talker)
        outbox.wake(talker)
    while any(talker.left > 0 for talker in talkers):  # noqa: ASYNC110 - on this loop
        await asyncio.sleep(0)


async def test_a_widget_keeps_a_pace_that_no_server_minds():
    log = []
    await all_sent(Talker(5, log))
    times = [time for time, _ in log]
    assert len(times) == 5
    steps = [later - earlier for earlier, later in pairwise(times)]
    assert min(steps) >= WIDGET_SECONDS * 0.9


async def test_widgets_take_turns_and_keep_a_pace_together():
    log = []
    first, second, third = (Talker(3, log) for _ in range(3))
    await all_sent(first, second, third)
    assert [talker for _, talker in log] == [first, second, third] * 3
    times = [time for time, _ in log]
    steps = [later - earlier for earlier, later in pairwise(times)]
    assert min(steps) >= KERNEL_SECONDS * 0.9
