"""Measure the way through Jupyter beside plain uvicorn, and write the figures down."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

import httpx
from playwright.sync_api import sync_playwright

from benchmarks.relay.answer import FAST, PACED, PER_SECOND
from benchmarks.relay.clients import Address, Answer, in_chromium, in_python
from benchmarks.relay.comm import CommPage
from benchmarks.setting import setting
from tests.browser.conftest import ARGUMENTS, BROWSERS
from tests.browser.jupyter_server import TOKEN, JupyterServer, free_port
from tests.chatkit_jupyter.clients import Kernel
from tests.waiting import eventually

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results.md"
_RATE = 0.8
_DELAY_MS = 0.5
_COMM_DELAY_MS = 10.0
_TOKEN = {"Authorization": f"token {TOKEN}"}
_RESPONDER = f"""
import sys
sys.path.insert(0, {str(FOLDER)!r})
from answer import deltas

@chat.respond
async def respond(message):
    async for delta in deltas(message.text):
        yield delta
"""
_HEAD = f"""# Beside plain uvicorn

Written by `make bench-relay` on {{day}}: Python {{python}}, {{machine}}, {{cores}} cores that
client, server and kernel share. Medians of {{rounds}} rounds in one run, taken in turn: the same
deltas from a `ChatKitServer` on Starlette and uvicorn, and from a chat in a kernel through the
Jupyter server's extension, or over the messages of its widget. {FAST:,} deltas as fast as they
are taken, and {PACED} at {PER_SECOND} per second. A bare message is one of the same kernel and
server that holds one delta; faster than these, the server drops some.

| what | plain uvicorn | Jupyter | must reach | reached |
|---|---:|---:|---:|:--:|
"""

Sides = tuple[Callable[[str], Answer], Callable[[str], Answer]]


def main() -> int:
    """Run it; the exit status says whether every limit is reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relay", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="measurements of each figure")
    rounds = parser.parse_args().rounds
    executable = next(filter(None, map(shutil.which, BROWSERS)))
    with (
        tempfile.TemporaryDirectory() as home,
        plain() as peer,
        jupyter(Path(home)) as (ours, kernel),
    ):
        python = (partial(in_python, peer), partial(in_python, ours))
        lines = [*_lines("a Python client", rounds, python, _DELAY_MS)]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
            apart, beside = (partial(in_chromium, browser.new_page(), at) for at in (peer, ours))
            lines += _lines("Chromium", rounds, (apart, beside), _DELAY_MS)
            comm = CommPage(browser.new_page(), ours, kernel)
            lines.append(_rates("Chromium, widget messages", rounds, (apart, comm.ask)))
            bare = (lambda _: comm.bare(), comm.ask)
            lines.append(_delays("the same, beside bare messages", rounds, bare, _COMM_DELAY_MS))
            browser.close()
    head = _HEAD.format(**setting(rounds))
    RESULTS.write_text(head + "".join(lines), "utf-8")
    print("".join(lines))
    return int(any("**no**" in line for line in lines))


def _lines(who: str, rounds: int, sides: Sides, most_ms: float) -> list[str]:
    return [_rates(who, rounds, sides), _delays(who, rounds, sides, most_ms)]


def _rates(who: str, rounds: int, sides: Sides) -> str:
    theirs, ours = (
        median(answer.rate for answer in answers) for answers in _taken("fast", FAST, rounds, sides)
    )
    reached = "yes" if ours >= _RATE * theirs else "**no**"
    return f"| {who}: deltas | {theirs:,.0f}/s | {ours:,.0f}/s | ≥ {_RATE} × | {reached} |\n"  # noqa: RUF001


def _delays(who: str, rounds: int, sides: Sides, most_ms: float) -> str:
    theirs, ours = (
        median(answer.delay for answer in answers)
        for answers in _taken("paced", PACED, rounds, sides)
    )
    reached = "yes" if ours <= theirs + most_ms else "**no**"
    return (
        f"| {who}: delay, p50 | {theirs:.2f} ms | {ours:.2f} ms"
        f" | ≤ {most_ms:g} ms more | {reached} |\n"
    )


def _taken(question: str, count: int, rounds: int, sides: Sides) -> list[list[Answer]]:
    """What each side answered, asked in turn; the first time only warms up."""
    taken: list[list[Answer]] = [[] for _ in sides]
    for turn in range(rounds + 1):
        for side in (0, 1) if turn % 2 else (1, 0):
            answer = sides[side](question)
            assert len(answer.stamps) == count, len(answer.stamps)
            if turn:
                taken[side].append(answer)
    return taken


@contextmanager
def plain() -> Iterator[Address]:
    """Serve with uvicorn."""
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    process = subprocess.Popen([sys.executable, FOLDER / "plain.py", str(port)])
    try:
        eventually(lambda: _answers(url), timeout=60)
        yield Address(f"{url}chatkit", url, {"X-Plain": "yes"})
    finally:
        process.terminate()
        process.wait()


@contextmanager
def jupyter(home: Path) -> Iterator[tuple[Address, Kernel]]:
    """Serve from a kernel, through a Jupyter server."""
    with JupyterServer(home / "jupyter") as server:
        http = httpx.Client(base_url=server.url, headers=_TOKEN, timeout=60)
        kernel = Kernel(server, http.post("api/kernels").json()["id"])
        kernel.serve(_RESPONDER)
        chat = f"{server.url}chatkit/kernels/{kernel.id}/chats/demo"
        yield Address(chat, f"{server.url}static/style/index.css", _TOKEN), kernel
        kernel.close()


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False


if __name__ == "__main__":
    sys.exit(main())
