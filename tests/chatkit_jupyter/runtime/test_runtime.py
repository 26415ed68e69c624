"""The runtime thread of a process."""

from __future__ import annotations

import asyncio
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

from chatkit_jupyter.runtime.kernel import Kernel, current_kernel
from chatkit_jupyter.runtime.registration import Registration
from chatkit_jupyter.runtime.runtime import Runtime, get_runtime
from tests.chatkit_jupyter.clients import deltas


async def where():
    return threading.current_thread()


def test_work_runs_on_one_thread_that_is_not_the_callers():
    runtime = get_runtime()
    thread = runtime.submit(where()).result(5)
    assert thread is not threading.current_thread()
    assert thread.daemon
    assert get_runtime().submit(where()).result(5) is thread


def test_outside_of_a_kernel_nothing_is_served():
    assert current_kernel() is None
    assert get_runtime().address is None


def test_closing_stops_responses_ends_the_thread_and_removes_its_files(tmp_path):
    runtime = Runtime(Kernel("k1", tmp_path)).start()
    assert Registration.read(tmp_path, "k1").socket == runtime.address
    thread = runtime.submit(where()).result(5)
    runtime.close()
    assert not thread.is_alive()
    assert list((tmp_path / "chatkit").iterdir()) == []


async def test_an_outcome_can_be_awaited_on_another_loop():
    assert await asyncio.wrap_future(get_runtime().submit(where())) is not None


FORK = """
import os, sys
from pathlib import Path
from chatkit_jupyter.runtime import runtime
from chatkit_jupyter.runtime.kernel import Kernel

runtime.current_kernel = lambda: Kernel("k1", Path(sys.argv[1]))
runtime.get_runtime()
if (child := os.fork()) == 0:
    sys.exit(0 if runtime.running_runtime() is None else 3)
print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
print(sorted(path.name for path in Path(sys.argv[1], "chatkit").iterdir()))
"""


def test_a_forked_process_leaves_its_parents_files_alone(tmp_path):
    command = [sys.executable, "-W", "ignore", "-c", FORK, str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.splitlines() == ["0", "['k1.json', 'k1.sock']"]
    assert list((tmp_path / "chatkit").iterdir()) == []  # the parent has removed them at its exit


def test_a_process_forked_from_a_kernel_is_not_that_kernel(new_kernel):
    printed = new_kernel().run(
        "import os, warnings\n"
        "warnings.simplefilter('ignore', DeprecationWarning)  # of a fork beside threads\n"
        "from chatkit_jupyter.runtime.kernel import current_kernel\n"
        "assert current_kernel() is not None\n"
        "if (child := os.fork()) == 0:\n"
        "    os._exit(0 if current_kernel() is None else 3)\n"
        "print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))"
    )
    assert printed.split()[-1] == "0"


def test_a_process_that_ends_saves_what_was_written_so_far(tmp_path):
    file = tmp_path / "chats.sqlite3"
    script = (
        "import asyncio, sys, threading\n"
        "from chatkit_jupyter import Chat, session\n"
        "from chatkit_jupyter.turns.turn import take_turn\n"
        "from chatkit_jupyter.runtime.runtime import get_runtime\n"
        "chat, begun = Chat('orders', store=sys.argv[1]), threading.Event()\n"
        "@chat.respond\n"
        "async def respond(message):\n"
        "    yield 'half an answer'\n"
        "    begun.set()\n"
        "    await asyncio.Event().wait()\n"
        "get_runtime().submit(take_turn(session.session_of('orders'), 'go on'))\n"
        "assert begun.wait(30)\n"
    )
    command = [sys.executable, "-c", script, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr == ""
    assert "half an answer" in stored_text(file)


def test_a_kernel_that_is_restarted_saves_what_was_written_so_far(new_kernel, browser, tmp_path):
    file = tmp_path / "chats.sqlite3"
    kernel = new_kernel()
    kernel.serve(f"""
session_of("demo").keep_in({str(file)!r})
@chat.respond
async def respond(message):
    yield "half an answer"
    await asyncio.Event().wait()
""")
    with browser.stream(kernel, "go on") as answer:
        next(deltas(answer.iter_lines()))
        browser.http.post(f"api/kernels/{kernel.id}/restart")
    assert "half an answer" in stored_text(file)


def stored_text(file: Path) -> str:
    with closing(sqlite3.connect(file)) as database:
        return str(database.execute("SELECT data FROM items").fetchall())
