"""What is measured, and what must be reached."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from benchmarks import counters
from benchmarks.sides import Side
from benchmarks.web import CLIENTS, DELTAS, rush

Measure = Callable[[Side], float]


@dataclass(frozen=True)
class Row:
    """A figure that is taken on both sides.

    Attributes:
        what: What it is of.
        measure: Takes it once on one side.
        times: How many times better than the peer's ours must be; no target where this and
            `at_most` are absent.
        at_most: What ours must not exceed.
        unit: What it is in: seconds (``s``), events per second (``/s``), a count (``n``), or
            times something else (``x``).
    """

    what: str
    measure: Measure
    times: float | None = None
    at_most: float | None = None
    unit: str = "s"


@dataclass(frozen=True)
class Growth:
    """A figure of ours that must not grow with a size.

    Attributes:
        what: What it is of.
        measure: Takes it once at one size.
        sizes: From small to large.
    """

    what: str
    measure: Callable[[Side, int], float]
    sizes: tuple[int, ...]


def _case(name: str, ours: dict[str, Any] | None = None, **arguments: Any) -> Measure:
    """Measure with a case of the workers; `ours` are the arguments that differ on our side."""
    module, case = name.split(".")

    def measure(side: Side) -> float:
        different = ours if ours and side.is_ours else {}
        return side.measure(module, case, {**arguments, **different})

    return measure


def _growing(name: str, **arguments: Any) -> Callable[[Side, int], float]:
    return lambda side, count: _case(name, count=count, **arguments)(side)


_DIFFS = [
    Row(
        f"`diff_widget`, {nodes:,} nodes, {'dynamic' if dynamic else 'fresh trees'}",
        _case("widget_cases.diff", nodes=nodes, dynamic=dynamic),
        times=1.6 if dynamic else 3,
    )
    for dynamic in (False, True)
    for nodes in (10, 100, 1000, 5000)
]
_SQLITE = {"kind": "sqlite"}
_RUSHES = 5  # to a measurement, since two busy cores are shared by clients and server

ROWS = [
    Row("`threads.get_by_id`, 20 items", _case("server_cases.get_thread"), times=25),
    Row("`items.list` of 20", _case("server_cases.list_items"), times=25),
    Row("empty `threads.create`", _case("server_cases.create_thread"), times=20),
    Row("`process()` per text delta", _case("server_cases.deltas"), times=2.5),
    Row("the same, Agents SDK imported", _case("agent_cases.deltas")),
    Row(
        "the same, 10 kB of thread metadata",
        _case("server_cases.deltas", metadata_bytes=10_000),
        times=2.5,
    ),
    Row("`stream_agent_response`, added per delta", _case("agent_cases.stream"), times=4),
    Row(
        "`process` plus agents, in times of the raw run",
        _case("agent_cases.whole_turn"),
        at_most=2.5,
        unit="x",
    ),
    *_DIFFS,
    Row("`simple_to_agent_input`, 1,000 items", _case("agent_cases.to_input"), times=1.5),
    Row(
        "SQLite: a page of 20 from 10,000 items",
        _case("storage_cases.page", ours=_SQLITE, kind="guide"),
        times=20,
    ),
    Row(
        "SQLite: a retry that removes 1,001 items",
        _case("storage_cases.retry", ours=_SQLITE, kind="guide"),
        times=20,
    ),
    Row("`import chatkit.server`, fresh process", Side.import_time, times=4),
    Row(
        f"FastAPI and uvicorn, {CLIENTS} clients, {DELTAS} deltas each: first event, p50",
        lambda side: median(rush(side.port).first_event for _ in range(_RUSHES)),
        times=5,
    ),
    Row(
        "the same: events",
        lambda side: median(rush(side.port).events_per_second for _ in range(_RUSHES)),
        times=1.8,
        unit="/s",
    ),
]
"""Figures that are taken several times, each side in its turn."""

COUNTED = [
    Row("instructions per text delta", counters.instructions, times=1.9, unit="n"),
    Row("allocations per text delta", counters.allocations, at_most=35, unit="n"),
]
"""Figures that are the same every time."""

GROWTH = [
    Growth(
        "`process()` per text delta, of so many",
        _growing("server_cases.deltas"),
        (100, 1000, 20_000),
    ),
    Growth(
        "page of 20 from so many items, `InMemoryStore`",
        _growing("storage_cases.page", kind="memory", times=200),
        (100, 10_000, 100_000),
    ),
    Growth(
        "page of 20 from so many items, `SQLiteStore`",
        _growing("storage_cases.page", kind="sqlite", times=200),
        (100, 10_000, 100_000),
    ),
]
