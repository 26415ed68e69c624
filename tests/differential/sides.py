"""The two packages, each in a process of its own that answers the same questions."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
WORKER = FOLDER / "worker"
ROOT = FOLDER.parents[1]
SHARED = FOLDER.parent / "protocol"
PEER = ROOT / ".peer" / "bin" / "python"


class Side:
    """A worker process, which uses the package that its Python has installed."""

    def __init__(self, python: str | Path) -> None:
        self._process = subprocess.Popen(
            [python, WORKER],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            cwd=WORKER,  # away from the sources, which would come before what is installed
            env={"TZ": "UTC", "PYTHONPATH": str(SHARED)},
        )

    def ask(self, job: dict[str, Any]) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())

    def close(self) -> None:
        self._process.communicate(timeout=30)


class Sides:
    """The package that is replaced, and the one that replaces it."""

    def __init__(self) -> None:
        self.peer = Side(PEER)
        self.ours = Side(sys.executable)

    def close(self) -> None:
        self.peer.close()
        self.ours.close()

    def answers(self, job: dict[str, Any]) -> tuple[Any, Any]:
        return self.peer.ask(job), self.ours.ask(job)


def install_peer() -> str | None:
    """Install the peer where it is missing; say why where that fails."""
    installing = subprocess.run(
        [ROOT / ".ci" / "install-peer"], check=False, capture_output=True, text=True
    )
    if installing.returncode == 0:
        return None
    return (installing.stderr.strip().splitlines() or ["the installer failed"])[-1]
