"""Take all figures, the peer's and ours in turn, and write them down."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import median

from benchmarks.report import Result, page
from benchmarks.rows import COUNTED, GROWTH, ROWS, Growth, Row
from benchmarks.sides import Side, sides

RESULTS = Path(__file__).parent / "results.md"
_GROWTH_ROUNDS = 3
_WARM_UP = 1


def main() -> int:
    """Run the benchmarks; the exit status says whether every target is reached."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--rounds", type=int, default=7, help="measurements of each figure")
    rounds = parser.parse_args().rounds
    peer, ours = sides()
    with peer, ours:
        results = [_compared(row, peer, ours, _WARM_UP + rounds, _WARM_UP) for row in ROWS]
        results += [_compared(row, peer, ours, 1, 0) for row in COUNTED]
        growth = [(each, _grown(each, ours)) for each in GROWTH]
    RESULTS.write_text(page(results, growth, rounds), "utf-8")
    missed = [result.row.what for result in results if not result.reached]
    print(f"Written to {RESULTS}. Targets missed: {', '.join(missed) or 'none'}.")
    return 1 if missed else 0


def _compared(row: Row, peer: Side, ours: Side, rounds: int, warm_up: int) -> Result:
    print(row.what, end=" ", flush=True)
    taken: dict[Side, list[float]] = {peer: [], ours: []}
    for turn in range(rounds):
        for side in (peer, ours) if turn % 2 == 0 else (ours, peer):
            taken[side].append(row.measure(side))
    result = Result(row, median(taken[peer][warm_up:]), median(taken[ours][warm_up:]))
    print(f"{result.gain:.2f}x", flush=True)
    return result


def _grown(growth: Growth, ours: Side) -> list[float]:
    print(growth.what, flush=True)
    return [
        median(growth.measure(ours, size) for _ in range(_GROWTH_ROUNDS)) for size in growth.sizes
    ]


if __name__ == "__main__":
    sys.exit(main())
