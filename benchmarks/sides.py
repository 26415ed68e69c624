"""The two packages that are compared, each in processes of its own."""

from __future__ import annotations

import json
import subprocess
import sys
from contextlib import AbstractContextManager, ExitStack
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

from benchmarks.web import serving

ROOT = Path(__file__).parent.parent
SCRIPT = ROOT / "benchmarks" / "worker" / "main.py"


class Side(AbstractContextManager["Side"]):
    """A Python with its `chatkit`. Runs the cases of each module in one process, kept warm.

    Args:
        name: What the results call it.
        python: The interpreter.
        is_ours: Whether it is this project's.
    """

    def __init__(self, name: str, python: Path, is_ours: bool) -> None:
        self.name = name
        self.python = python
        self.is_ours = is_ours
        self._workers: dict[str, subprocess.Popen[str]] = {}
        self._served = ExitStack()

    @cached_property
    def port(self) -> int:
        """The port at which this side serves a chat, from when it is first asked for."""
        return self._served.enter_context(serving(self.python))

    def measure(self, module: str, case: str, arguments: dict[str, Any]) -> float:
        """Run a case and return what it measured."""
        worker = self._worker(module)
        assert worker.stdin is not None
        assert worker.stdout is not None
        question = {"module": module, "case": case, "arguments": arguments}
        worker.stdin.write(json.dumps(question) + "\n")
        worker.stdin.flush()
        answer = worker.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.name} failed at {module}.{case}; see above")
        return json.loads(answer)

    def import_time(self) -> float:
        """Return the seconds that a fresh process needs to import the server."""
        code = (
            "from time import perf_counter; started = perf_counter(); import chatkit.server;"
            "print(perf_counter() - started)"
        )
        done = subprocess.run(
            [self.python, "-c", code], cwd=SCRIPT.parent, check=True, capture_output=True, text=True
        )
        return float(done.stdout)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._served.close()
        for worker in self._workers.values():
            worker.communicate()

    def _worker(self, module: str) -> subprocess.Popen[str]:
        if module not in self._workers:
            self._workers[module] = subprocess.Popen(
                [self.python, SCRIPT],
                cwd=SCRIPT.parent,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
        return self._workers[module]


def sides() -> tuple[Side, Side]:
    """Return the peer's side and ours."""
    return (
        Side("openai-chatkit", ROOT / ".peer" / "bin" / "python", is_ours=False),
        Side("chatkit", Path(sys.executable), is_ours=True),
    )
