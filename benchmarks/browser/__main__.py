"""Take the figures of every chat in Chromium, and write them down."""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, sync_playwright

from benchmarks.browser import figures
from benchmarks.browser.chats import CHATS, Chat
from benchmarks.setting import setting
from tests.browser.conftest import ARGUMENTS, BROWSERS

RESULTS = Path(__file__).parent / "results.md"
_HEAD = """# Beside other chats, in Chromium

Written by `make bench-browser` on {day}: Chromium {browser}, {machine}, {cores} cores that server,
kernel and browser share. Medians of {rounds} rounds in one run, every chat with the same scripted
answers; ours is in JupyterLab, with its kernel behind it. "Painted" is a change of the page seen,
then the next animation frame, then a task after it.

"""


@dataclass(frozen=True)
class Figure:
    """A row of the table.

    Attributes:
        key: What `figures` calls it.
        what: What it is of.
        limit: What ours must reach.
        unit: ``ms``, or ``/s`` where more is better.
    """

    key: str
    what: str
    limit: float
    unit: str = "ms"

    def reached(self, value: float) -> bool:
        """Whether a value is as good as it must be; frames are counted to a whole."""
        return round(value) >= self.limit if self.unit == "/s" else value <= self.limit


FIGURES = [
    Figure("first", "Enter → first token painted, warm", 50),
    Figure("burst", "2,000 deltas at full speed: until all is painted", 1_500),
    Figure("burst frames p50", "the same: frame, p50", 20),
    Figure("paced lag", "200 deltas per second: lag after the last", 30),
    Figure("paced frames p95", "the same: frame, p95", 20),
    Figure("typing p95", "typing while an answer streams: key → painted, p95", 25),
    Figure("cold", "from nothing to a usable input", 900),
    Figure("warm", "the same once more; in a notebook, after the cell ran", 300),
    Figure("long usable", "a thread of 1,000 messages: the same", 500),
    Figure("long scroll", "that thread: frames while scrolling", 60, "/s"),
    Figure("long first", "that thread: Enter → first token painted", 80),
    Figure("stop", "Stop → the answer is cancelled", 15),
    Figure("foreign", "requests to other hosts", 0, ""),
]


def main() -> int:
    """Run them; the exit status says whether ours reaches every limit."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.browser", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5, help="measurements of each figure")
    parser.add_argument("--only", help="the one chat to measure; nothing is written then")
    arguments = parser.parse_args()
    chats = [chat for chat in CHATS if arguments.only in (None, chat.name)]
    with sync_playwright() as playwright:
        executable = next(filter(None, map(shutil.which, BROWSERS)))
        browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
        taken = {chat.name: _measured(browser, chat, arguments.rounds) for chat in chats}
        page = _page(taken, arguments.rounds, browser.version)
        browser.close()
    print(page)
    if arguments.only is None:
        RESULTS.write_text(page, "utf-8")
    ours = taken.get("chatkit", {})
    return int(not all(each.reached(ours.get(each.key, 0)) for each in FIGURES))


def _measured(browser: Browser, chat: Chat, rounds: int) -> dict[str, float]:
    print(chat.name, flush=True)
    taken: figures.Figures = {}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as served:
        home = Path(folder)
        for history in (0, figures.LONG):
            part = home / str(history)
            part.mkdir()
            shown = served.enter_context(chat.serve(part, history))
            for turn in range(rounds):
                with figures.session(browser, chat, shown) as opened:
                    taken.setdefault("foreign", []).append(len(opened.foreign))
                    if history:
                        new = figures.long(opened, shown)
                    else:
                        new = {"cold": [opened.usable]}
                        new |= figures.short(opened, shown, part, rounds) if not turn else {}
                for key, values in new.items():
                    taken.setdefault(key, []).extend(values)
    return {key: median(values) for key, values in taken.items()}


def _page(taken: dict[str, dict[str, float]], rounds: int, version: str) -> str:
    head = _HEAD.format(browser=version, **setting(rounds))
    columns = ["what", *taken, "limit", "reached"]
    lines = [columns, ["---", *["---:"] * (len(taken) + 1), ":--:"]]
    for each in FIGURES:
        values = [_shown(chat.get(each.key), each.unit) for chat in taken.values()]
        ours = taken.get("chatkit", {}).get(each.key)
        reached = "" if ours is None else "yes" if each.reached(ours) else "**no**"
        sign = "≥" if each.unit == "/s" else "≤"
        lines.append([each.what, *values, f"{sign} {_shown(each.limit, each.unit)}", reached])
    return head + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _shown(value: float | None, unit: str) -> str:
    return "–" if value is None else f"{value:,.0f} {unit}".strip()  # noqa: RUF001 - a dash


if __name__ == "__main__":
    sys.exit(main())
