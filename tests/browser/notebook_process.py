"""A notebook program of its own on loopback, stopped by its own process id."""

from __future__ import annotations

import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.browser.jupyter_server import free_port


@contextmanager
def serving(home: Path, env: dict[str, str], *command: str) -> Iterator[str]:
    """Run ``python -m command`` until its page answers; gives the page's address.

    Args:
        home: A folder for its log.
        env: Its environment.
        command: The module and its arguments; ``{port}`` stands for a free port.
    """
    port = free_port()
    url = f"http://127.0.0.1:{port}/"
    log_path = home / "program.log"
    arguments = [part.format(port=port) for part in command]
    with log_path.open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments], env=env, stdout=log, stderr=log, cwd=home
        )
    deadline = time.monotonic() + 90
    try:
        while not _answers(url):
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command[0]} did not start:\n{log_path.read_text()}")
            time.sleep(0.05)
        yield url
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(url: str) -> bool:
    try:
        urllib.request.urlopen(url, timeout=60).close()
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False
    return True
