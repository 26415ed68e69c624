"""Measure the way through Jupyter beside plain uvicorn, and write the figures down."""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import httpx
from playwright.sync_api import sync_playwright

from benchmarks.relay.answer import FAST, PACED, PER_SECOND
from benchmarks.relay.clients import Address, Answer, in_chromium, in_python
from benchmarks.setting import setting
from tests.browser.conftest import ARGUMENTS, BROWSERS
from tests.browser.jupyter_server import TOKEN, JupyterServer, free_port
from tests.chatkit_jupyter.clients import Kernel
from tests.waiting import eventually

FOLDER = Path(__file__).parent
RESULTS = FOLDER / "results.md"
_RATE = 0.8
_DELAY_MS = 0.5
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
Jupyter server's extension. {FAST:,} deltas as fast as they are taken, and {PACED} at
{PER_SECOND} per second.

| what | plain uvicorn | Jupyter | must reach | reached |
|---|---:|---:|---:|:--:|
"""


def main() -> int:
    """Run it; the exit status says whether every limit is reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.relay", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="measurements of each figure")
    rounds = parser.parse_args().rounds
    executable = next(filter(None, map(shutil.which, BROWSERS)))
    with (
        tempfile.TemporaryDirectory() as home,
        plain() as peer,
        jupyter(Path(home)) as ours,
    ):
        lines = [*_lines("a Python client", rounds, peer, ours, in_python)]
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=executable, args=ARGUMENTS)
            pages = {address: browser.new_page() for address in (peer, ours)}
            lines += _lines(
                "Chromium",
                rounds,
                peer,
                ours,
                lambda address, question: in_chromium(pages[address], address, question),
            )
            browser.close()
    head = _HEAD.format(**setting(rounds))
    RESULTS.write_text(head + "".join(lines), "utf-8")
    print("".join(lines))
    return int(any("**no**" in line for line in lines))


def _lines(
    who: str,
    rounds: int,
    peer: Address,
    ours: Address,
    ask: Callable[[Address, str], Answer],
) -> Iterator[str]:
    taken: dict[tuple[Address, str], list[Answer]] = {}
    for turn in range(rounds + 1):
        for address in (peer, ours) if turn % 2 else (ours, peer):
            for kind, count in (("fast", FAST), ("paced", PACED)):
                answer = ask(address, kind)
                assert len(answer.stamps) == count, len(answer.stamps)
                if turn:  # the first warms up
                    taken.setdefault((address, kind), []).append(answer)
    rates = [median(each.rate for each in taken[address, "fast"]) for address in (peer, ours)]
    delays = [median(each.delay for each in taken[address, "paced"]) for address in (peer, ours)]
    fast = "yes" if rates[1] >= _RATE * rates[0] else "**no**"
    soon = "yes" if delays[1] <= delays[0] + _DELAY_MS else "**no**"
    yield f"| {who}: deltas | {rates[0]:,.0f}/s | {rates[1]:,.0f}/s | ≥ {_RATE} × | {fast} |\n"  # noqa: RUF001
    yield (
        f"| {who}: delay, p50 | {delays[0]:.2f} ms | {delays[1]:.2f} ms"
        f" | ≤ {_DELAY_MS} ms more | {soon} |\n"
    )


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
def jupyter(home: Path) -> Iterator[Address]:
    """Serve from a kernel, through a Jupyter server."""
    with JupyterServer(home / "jupyter") as server:
        http = httpx.Client(base_url=server.url, headers=_TOKEN, timeout=60)
        kernel = Kernel(server, http.post("api/kernels").json()["id"])
        kernel.serve(_RESPONDER)
        chat = f"{server.url}chatkit/kernels/{kernel.id}/chats/demo"
        yield Address(chat, f"{server.url}static/style/index.css", _TOKEN)
        kernel.close()


def _answers(url: str) -> bool:
    try:
        return httpx.get(url).is_success
    except httpx.TransportError:
        return False


if __name__ == "__main__":
    sys.exit(main())
