"""What is measured of a chat in the browser."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Error, Frame, Page

from benchmarks.browser.chats import Chat, Shown

PROBE = (Path(__file__).parent / "probe.js").read_text("utf-8")
LONG = 1_000
_WAIT_MS = 300_000
_LOOK_MS = 10
_PAUSE_MS = 3_000
_WARM_UPS = 3
_PRESSED_MS = 80
_KEYS = 60
_WHEELS = 60

Figures = dict[str, list[float]]


@dataclass
class Session:
    """A chat open in a page of its own.

    Attributes:
        chat: The chat.
        page: The page.
        usable: When its input could first be used, ms after it was asked for.
        foreign: Addresses of other hosts that the page asked for.
    """

    chat: Chat
    page: Page
    usable: float = 0
    foreign: list[str] = field(default_factory=list[str])
    _asked: int = 0
    _frame: Frame | None = None

    @property
    def frame(self) -> Frame:
        """The frame that the chat is in; not looked for again, which would keep its page busy."""
        if self._frame is None or self._frame.is_detached():
            self._frame = self.chat.frame(self.page)
        return self._frame

    def wait_usable(self, since: float) -> float:
        """Wait until the input can be used; returns how long that took since then, in ms."""
        self._frame = None
        if self.chat.in_frame is not None:
            self.page.wait_for_selector(f"iframe[title='{self.chat.in_frame}']")
        while True:
            with suppress(Error):  # a chat shown before goes away while it is asked
                usable = self.frame.evaluate("__probe.when('usable')") - since
                if usable > 0:
                    return usable
            self.page.wait_for_timeout(_LOOK_MS)

    def value(self, name: str) -> Any:
        return self.frame.evaluate(f"window.__probe.{name}")

    def ask(self, kind: str) -> None:
        """Type a question and press Enter; the answer's end is watched for."""
        self._asked += 1
        token = f"end{self._asked}z"
        composer = self.frame.locator(self.chat.composer).last
        composer.fill(f"{kind} {token}")
        # The question is shown as well, and must not be taken for the answer.
        self.frame.evaluate(
            "([kind, token]) => { __probe.found = null; __probe.keys = []; __probe.token = token;"
            " __probe.question = `${kind} ${token}` }",
            [kind, token],
        )
        composer.press("Enter")

    def found(self) -> dict[str, float]:
        """Wait for the answer's end to be painted."""
        found = self.frame.evaluate("__probe.when('found')")
        self.frame.locator(self.chat.stop).wait_for(state="hidden", timeout=_WAIT_MS)
        return found


@contextmanager
def session(browser: Browser, chat: Chat, shown: Shown) -> Iterator[Session]:
    """Open a chat in a browser that has nothing of it yet."""
    context = browser.new_context(viewport={"width": 1200, "height": 900})
    context.set_default_timeout(_WAIT_MS)
    context.add_init_script(PROBE.replace("COMPOSER", chat.composer))
    page = context.new_page()
    opened = Session(chat, page)
    page.on("request", lambda request: _note(request.url, opened.foreign))
    opened.usable = opened.wait_usable(shown.open(page))
    yield opened
    context.close()


def short(opened: Session, shown: Shown, home: Path, rounds: int) -> Figures:
    """Take every figure of a chat that starts empty."""
    figures: Figures = {}

    def note(name: str, value: float) -> None:
        figures.setdefault(name, []).append(value)

    for turn in range(_WARM_UPS + rounds):
        opened.ask("first")
        first = opened.found()["painted"] - opened.value("enter")
        if turn >= _WARM_UPS:
            note("first", first)
    for _ in range(rounds):
        burst(opened, note)
        paced(opened, note)
        if opened.chat.types_while_answering:
            typing(opened, note)
        stopping(opened, home, note)
    note("warm", again(opened, shown))
    return figures


def burst(opened: Session, note: Any) -> None:
    opened.frame.evaluate("__probe.record()")
    opened.ask("burst")
    done = opened.found()["painted"] - opened.value("enter")
    note("burst", done)
    note("burst frames p50", statistics.median(_gaps(opened)))


def paced(opened: Session, note: Any) -> None:
    opened.frame.evaluate("__probe.record()")
    opened.ask("paced")
    found = opened.found()
    note("paced lag", found["painted"] - found["sent"])
    note("paced frames p95", _p95(_gaps(opened)))


def typing(opened: Session, note: Any) -> None:
    opened.ask("paced")
    composer = opened.frame.locator(opened.chat.composer).last
    composer.press_sequentially("x" * _KEYS, delay=30)
    keys = opened.value("keys")
    opened.found()
    composer.fill("")
    note("typing p95", _p95([key["painted"] - key["pressed"] for key in keys if key["painted"]]))


def stopping(opened: Session, home: Path, note: Any) -> None:
    stopped = home / "stopped"
    stopped.unlink(missing_ok=True)
    opened.ask("endless")
    button = opened.frame.locator(opened.chat.stop)
    opened.frame.get_by_text("more more more").last.wait_for()
    # As by a hand. A click of no length has the press, and the driver's look at it, to do as well.
    button.hover()
    opened.page.mouse.down()
    opened.page.wait_for_timeout(_PRESSED_MS)
    opened.page.mouse.up()
    clicked = opened.value("click")
    for _ in range(600):
        if stopped.exists() and stopped.read_text():
            break
        opened.page.wait_for_timeout(10)
    note("stop", float(stopped.read_text()) - clicked)
    button.wait_for(state="hidden", timeout=_WAIT_MS)


def long(opened: Session, shown: Shown) -> Figures:
    """Take the figures of a chat that has 1,000 messages, some time after it came, as people do."""
    opened.page.wait_for_timeout(_PAUSE_MS)
    opened.frame.locator(opened.chat.answers).last.hover()
    opened.frame.evaluate("__probe.record()")
    for _ in range(_WHEELS):
        opened.page.mouse.wheel(0, -300)
        opened.page.wait_for_timeout(16)
    gaps = _gaps(opened)
    opened.ask("first")
    first = opened.found()["painted"] - opened.value("enter")
    return {
        "long scroll": [1000 / statistics.mean(gaps)],
        "long first": [first],
        "long usable": [again(opened, shown)],
    }


def again(opened: Session, shown: Shown) -> float:
    """Show the chat anew, some time after an answer as people do."""
    opened.page.wait_for_timeout(_PAUSE_MS)
    return opened.wait_usable(shown.again(opened.page))


def _gaps(opened: Session) -> list[float]:
    frames = opened.frame.evaluate("__probe.recorded()")
    return [after - before for before, after in pairwise(frames)]


def _p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def _note(url: str, foreign: list[str]) -> None:
    parts = urlsplit(url)
    if parts.scheme in ("http", "https", "ws", "wss") and parts.hostname != "127.0.0.1":
        foreign.append(url)
