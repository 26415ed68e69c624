"""The chats that are compared, each on a server of its own."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from playwright.sync_api import Frame, Page

from tests.browser.jupyter_server import JupyterServer, free_port
from tests.browser.notebook_page import NotebookPage, write_notebook
from tests.waiting import eventually

ROOT = Path(__file__).parents[2]
APPS = Path(__file__).parent / "apps"
PEERS = ROOT / ".chats" / "bin" / "python"
_START_SECONDS = 120
_CELL = f"""
import os, pathlib, sys, time
sys.path.insert(0, {str(APPS)!r})
from script import deltas, history
from chatkit_jupyter import Chat

def note_run(result):
    pathlib.Path(os.environ["CHAT_RAN"]).write_text(str(time.time() * 1000))

get_ipython().events.register("post_run_cell", note_run)
chat = Chat("bench", store="memory", transport=TRANSPORT)

@chat.respond
async def past(message):
    yield "An answer of many."

for text in history()[::2]:
    await chat.send(text)

@chat.respond
async def respond(message):
    async for delta in deltas(message.text):
        yield delta
"""


class Shown(Protocol):
    """A chat's server, started with a number of earlier messages."""

    def open(self, page: Page) -> float:
        """Go to a page where the chat's own page or cell is about to be shown.

        Returns:
            When that was asked for, in ms since the epoch.
        """
        ...

    def again(self, page: Page) -> float:
        """Show the chat anew in the same page.

        Returns:
            When that was asked for or, in a notebook, when its cell had run.
        """
        ...


@dataclass(frozen=True)
class Chat:
    """A chat to measure.

    Attributes:
        name: What the results call it.
        composer: Selector of its input.
        stop: Selector of its stop button.
        answers: Selector of its messages.
        serve: Starts it with so many earlier messages and a file to say when it was stopped in.
        in_frame: Title of the frame it is in; the page itself where there is none.
        types_while_answering: Whether its input can be used while an answer streams.
    """

    name: str
    composer: str
    stop: str
    answers: str
    serve: Callable[[Path, int], AbstractContextManager[Shown]]
    in_frame: str | None = None
    types_while_answering: bool = True

    def frame(self, page: Page) -> Frame:
        """The frame that the chat is in."""
        if self.in_frame is None:
            return page.main_frame
        element = page.locator(f"iframe[title='{self.in_frame}']").last.element_handle()
        frame = element.content_frame()
        assert frame is not None
        return frame


def environment(home: Path, history: int) -> dict[str, str]:
    """What the apps' script reads."""
    return {
        "CHAT_HISTORY": str(history),
        "CHAT_STOPPED": str(home / "stopped"),
        "CHAT_RAN": str(home / "ran"),
    }


class _OwnPage:
    def __init__(self, url: str) -> None:
        self._url = url

    def open(self, page: Page) -> float:
        started = time.time() * 1000
        page.goto(self._url)
        return started

    def again(self, page: Page) -> float:
        started = time.time() * 1000
        page.reload()
        return started


class _Notebook:
    def __init__(self, server: JupyterServer, home: Path, transport: str) -> None:
        self._server = server
        self._ran = home / "ran"
        self._cell = _CELL.replace("TRANSPORT", repr(transport))

    def open(self, page: Page) -> float:
        name = f"{time.time_ns()}.ipynb"
        write_notebook(self._server.root / name, [self._cell, "chat"])
        notebook = NotebookPage(page).open(self._server.lab_url(name))
        notebook.rewrite(0, self._cell)
        started = page.evaluate("performance.timeOrigin + performance.now()")
        self.again(page)
        return started

    def again(self, page: Page) -> float:
        self._ran.unlink(missing_ok=True)
        NotebookPage(page).start(1, "chat")
        eventually(lambda: self._ran.exists() and self._ran.read_text() != "")
        return float(self._ran.read_text())


@contextmanager
def _program(app: str, home: Path, history: int) -> Iterator[Shown]:
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    offline = {"GRADIO_ANALYTICS_ENABLED": "False"}
    process = subprocess.Popen(
        [PEERS, APPS / app, str(port)],
        env={**os.environ, **environment(home, history), **offline},
        stdout=sys.stderr,
    )
    try:
        eventually(lambda: _listens(port, process), timeout=_START_SECONDS)
        yield _OwnPage(url)
    finally:
        process.terminate()
        process.wait()


def _listens(port: int, process: subprocess.Popen[bytes]) -> bool:
    if process.poll() is not None:
        raise RuntimeError("a chat did not start; see above")
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


@contextmanager
def _jupyter(home: Path, history: int, transport: str) -> Iterator[Shown]:
    with JupyterServer(home / "jupyter", env=environment(home, history)) as server:
        yield _Notebook(server, home, transport)


CHATS = [
    Chat(
        "Gradio",
        composer="textarea",
        stop="button.stop-button",
        answers="[data-testid='bot']",
        serve=lambda home, history: _program("gradio_app.py", home, history),
        types_while_answering=False,
    ),
    Chat(
        "Panel",
        composer="textarea",
        stop="button:has-text('Stop')",
        answers=".message",
        serve=lambda home, history: _program("panel_app.py", home, history),
    ),
    *(
        Chat(
            name,
            composer="textarea, [contenteditable='true']",
            stop="button[aria-label='Stop']",
            answers="article",
            serve=lambda home, history, transport=transport: _jupyter(home, history, transport),
            in_frame="Chat",
        )
        for name, transport in (("chatkit", "endpoint"), ("chatkit, comm", "comm"))
    ),
]
