from __future__ import annotations

import pytest

from benchmarks.report import Result, page
from benchmarks.rows import Growth, Row


def row(**target):
    return Row("a thing", lambda side: 0.0, **target)


@pytest.mark.parametrize(
    ("result", "reached"),
    [
        (Result(row(times=2), peer=4.0, ours=2.0), True),
        (Result(row(times=2), peer=4.0, ours=2.1), False),
        (Result(row(times=2, unit="/s"), peer=4.0, ours=8.0), True),
        (Result(row(times=2, unit="/s"), peer=4.0, ours=2.0), False),
        (Result(row(at_most=35, unit="n"), peer=20, ours=36), False),
        (Result(row(at_most=35, unit="n"), peer=20, ours=35), True),
        (Result(row(), peer=1.0, ours=2.0), True),
    ],
)
def test_a_target_is_reached_in_the_direction_that_is_better(result, reached):
    assert result.reached is reached


def test_the_page_has_a_line_for_each_figure_and_says_what_is_missed():
    missed = Result(row(times=2), peer=0.004, ours=0.0035)
    open_ = Result(row(), peer=2e-6, ours=1e-6)
    grown = Growth("a page", lambda side, size: 0.0, (100, 10_000))
    text = page([missed, open_], [(grown, [1e-6, 2.0])], rounds=3)
    assert "| a thing | 4 ms | 3.5 ms | 1.1x | ≥ 2x | **no** |\n" in text
    assert "| a thing | 2 µs | 1 µs | 2.0x |" in text
    assert "| a page | 100: 1 µs | 10,000: 2.00 s |\n" in text
