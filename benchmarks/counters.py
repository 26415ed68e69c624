"""Counting under valgrind: figures that a busy machine does not change.

Two answers of different length are counted in processes of their own; the difference between
them is divided by the difference in deltas, so start and imports drop out.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess

from benchmarks.sides import SCRIPT, Side

_FEW, _MANY = 500, 1500
_ANSWERS = 2  # that `only_deltas` gives


def available() -> bool:
    """Whether there is a valgrind to count with."""
    return shutil.which("valgrind") is not None


def instructions(side: Side) -> float:
    """Return the processor instructions that a text delta takes, its making included."""
    tool = ["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"]
    return _per_delta(side, tool, r"I\s+refs:\s+([\d,]+)", {})


def allocations(side: Side) -> float:
    """Return how often a text delta asks for memory: calls of malloc, calloc and realloc.

    Python's own allocator is switched off for this, so that each of its blocks is such a call;
    what comes from its free lists is not counted.
    """
    tool = ["--tool=memcheck", "--leak-check=no", "--undef-value-errors=no"]
    return _per_delta(side, tool, r"heap usage: ([\d,]+) allocs", {"PYTHONMALLOC": "malloc"})


def _per_delta(side: Side, tool: list[str], pattern: str, extra: dict[str, str]) -> float:
    few, many = (_count(side, tool, pattern, extra, deltas) for deltas in (_FEW, _MANY))
    return (many - few) / ((_MANY - _FEW) * _ANSWERS)


def _count(side: Side, tool: list[str], pattern: str, extra: dict[str, str], deltas: int) -> int:
    question = {"module": "server_cases", "case": "only_deltas", "arguments": {"count": deltas}}
    done = subprocess.run(
        ["valgrind", *tool, side.python, SCRIPT],
        input=json.dumps(question),
        capture_output=True,
        check=True,
        cwd=SCRIPT.parent,
        env={**os.environ, "PYTHONHASHSEED": "0", **extra},
        text=True,
    )
    found = re.search(pattern, done.stderr)
    assert found, done.stderr[-1000:]
    return int(found[1].replace(",", ""))
