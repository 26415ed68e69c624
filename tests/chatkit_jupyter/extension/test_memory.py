"""Neither a large file nor a slow reader fills the memory of the server or the kernel."""

from __future__ import annotations

import socket
from uuid import uuid4

import psutil
import pytest

from tests.browser.jupyter_server import TOKEN
from tests.chatkit_jupyter.clients import Browser
from tests.chatkit_jupyter.extension.test_files import Uploads, absolute
from tests.waiting import eventually

MIB = 1 << 20
ROOM = 25 * MIB  # for what Python keeps of its own accord


def memory(*processes: int) -> int:
    return sum(psutil.Process(pid).memory_info().rss for pid in processes)


def test_a_large_upload_and_its_download(kernel, browser, jupyter):
    kernel.serve("@chat.respond\nasync def respond(message): ...")
    uploads = Uploads(browser, kernel)
    processes = (jupyter.pid, int(kernel.run("print(os.getpid())")))
    size, peak = 90 * MIB, 0

    def pieces():
        nonlocal peak
        for _ in range(90):
            peak = max(peak, memory(*processes))
            yield b"x" * MIB

    announced = uploads.announce(name="large.bin", size=size, mime_type="")
    before = memory(*processes)
    answer = browser.http.put(uploads.link(announced), content=pieces())
    assert answer.status_code == 200, answer.text
    assert peak - before < ROOM

    link = f"{uploads.url}/attachments/{announced.json()['id']}/link"
    got = 0
    url = absolute(jupyter, browser.http.get(link).json()["url"])
    with browser.http.stream("GET", url) as download:
        for piece in download.iter_bytes():
            got += len(piece)
            peak = max(peak, memory(*processes)) if got % (8 * MIB) < len(piece) else peak
    assert got == size
    assert peak - before < ROOM


@pytest.fixture
def slow_browser(jupyter):
    # By itself, the system takes in tens of megabytes that nobody has read.
    little = [(socket.SOL_SOCKET, socket.SO_RCVBUF, 256 << 10)]
    browser = Browser(jupyter, little, Authorization=f"token {TOKEN}")
    yield browser
    browser.http.close()


def test_a_reader_that_is_slow(kernel, slow_browser, jupyter):
    # Progress is kept nowhere, so what grows is what waits for the reader.
    kernel.serve("""
from chatkit.types import ProgressUpdateEvent
made = 0
@chat.respond
async def respond(message):
    global made
    for made in range(8_000):
        yield ProgressUpdateEvent(text="x" * 10_000)
""")
    processes = (jupyter.pid, int(kernel.run("print(os.getpid())")))

    def made() -> int:
        return int(kernel.run("print(made)"))

    def stands_still() -> bool:
        return len({made() for _ in range(20)}) == 1

    response_id = str(uuid4())
    with slow_browser.stream(kernel, "much", **{"ChatKit-Response-Id": response_id}) as answer:
        frames = (line for line in answer.iter_lines() if "progress_update" in line)
        next(frames)
        before = memory(*processes)
        for _ in range(3):
            eventually(stands_still)
            held = made()
            assert memory(*processes) - before < ROOM
            for _ in range(500):
                next(frames)
            eventually(lambda held=held: made() > held)
        slow_browser.http.delete(f"{slow_browser.url(kernel)}/responses/{response_id}")
