"""The results as a page to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.rows import Growth, Row
from benchmarks.setting import setting

_HEAD = """# Beside openai-chatkit 1.6.5

Written by `make bench` on {day}: Python {python}, {machine}, {cores} cores. Medians of {rounds}
rounds in which each side measures in its turn, the same files run by both Pythons, in processes of
their own and with the same versions of everything else.

| what | openai-chatkit | chatkit | gain | target | reached |
|---|---:|---:|---:|---:|:--:|
"""
_GROWTH_HEAD = """
## Growth

Ours alone: the cost must stay flat.

| what | small | middle | large |
|---|---:|---:|---:|
"""
_NOTES = """
## How it is measured

- Work that only computes is timed in processor time, which other programs on the machine do not
  change; SQLite, imports and HTTP by the clock.
- Requests and deltas run against the same plain dictionary store (`worker/stores.py`) on both
  sides. A delta's cost is that of an answer of 2,000 deltas less that of one of none, and includes
  the responder making the event.
- The run in front of `stream_agent_response` is a list of events whose reader yields to the loop
  before each. The raw run is the Agents SDK's own, with a model that types what it has ready.
- openai-chatkit has no store. The one measured is `GuideStore` in `worker/stores.py`, written for
  this as a first guide shows it: a connection per call, JSON text ordered by time, no index, a
  transaction per write. Ours is `SQLiteStore`.
- Instructions and allocations are counted by valgrind, as the difference of answers of 1,500 and
  500 deltas. An allocation is a call of malloc, calloc or realloc with Python's own allocator off.
- The HTTP clients ask all at once, in a process of their own. The responder yields to the loop
  before each delta, as a model does.
"""


@dataclass(frozen=True)
class Result:
    """A row's figures on both sides."""

    row: Row
    peer: float
    ours: float

    @property
    def gain(self) -> float:
        """How many times better ours is."""
        return self.ours / self.peer if self.row.unit == "/s" else self.peer / self.ours

    @property
    def reached(self) -> bool:
        """Whether ours is good enough."""
        if self.row.at_most is not None:
            return self.ours <= self.row.at_most
        return self.row.times is None or self.gain >= self.row.times


def page(
    results: Sequence[Result],
    growth: Sequence[tuple[Growth, Sequence[float]]],
    rounds: int,
) -> str:
    """Write the page.

    Args:
        results: What was measured on both sides.
        growth: What was measured at each size.
        rounds: How often.
    """
    head = _HEAD.format(**setting(rounds))
    lines = [*map(_line, results), _GROWTH_HEAD, *(_grown(*each) for each in growth)]
    return "".join([head, *lines, _NOTES])


def _grown(growth: Growth, figures: Sequence[float]) -> str:
    cells = [
        f"{size:,}: {_time(figure)}" for size, figure in zip(growth.sizes, figures, strict=True)
    ]
    return f"| {growth.what} | {' | '.join(cells)} |\n"


def _line(result: Result) -> str:
    row = result.row
    cells = [
        row.what,
        _figure(result.peer, row.unit),
        _figure(result.ours, row.unit),
        f"{result.gain:.1f}x",
        _target(row),
        _verdict(result),
    ]
    return f"| {' | '.join(cells)} |\n"


def _target(row: Row) -> str:
    if row.at_most is not None:
        return f"≤ {_figure(row.at_most, row.unit)}"
    return "–" if row.times is None else f"≥ {row.times:g}x"  # noqa: RUF001 -- a dash for nothing


def _verdict(result: Result) -> str:
    if result.row.at_most is None and result.row.times is None:
        return ""
    return "yes" if result.reached else "**no**"


def _figure(value: float, unit: str) -> str:
    if unit == "s":
        return _time(value)
    if unit == "/s":
        return f"{value:,.0f}/s"
    return f"{value:.2g}x" if unit == "x" else f"{value:,.0f}"


def _time(seconds: float) -> str:
    if seconds >= 1:
        return f"{seconds:.2f} s"
    if seconds >= 1e-3:
        return f"{seconds * 1e3:.3g} ms"
    return f"{seconds * 1e6:.3g} µs"
