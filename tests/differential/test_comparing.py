from __future__ import annotations

import pytest

from tests.differential import intended
from tests.differential.comparing import difference, without_clock


@pytest.mark.parametrize(
    ("peer", "ours", "where"),
    [
        ({"a": [1, {"b": 2}]}, {"a": [1, {"b": 3}]}, "$.a[1].b"),
        ({"a": 1}, {"b": 1}, "$"),
        ([1], [1, 2], "$"),
        (True, 1, "$"),
        (None, 0, "$"),
    ],
)
def test_a_difference_is_found_where_it_is(peer, ours, where):
    found = difference(peer, ours)
    assert found is not None
    assert found.startswith(f"{where}:")


def test_the_same_moment_is_no_difference():
    peer, ours = "2024-05-01T09:00:00", "2024-05-01T11:00:00+02:00"
    assert without_clock({"created_at": peer}) == without_clock({"created_at": ours})
    assert without_clock({"created_at": peer}) != without_clock({"created_at": "2024-05-01T09:01"})


def test_every_rule_says_why():
    tables = [*intended.REPAIRS.values(), *intended.ALIGNMENTS.values()]
    rules = {rule for table in tables for rule in table}
    assert [rule.__name__ for rule in rules if not rule.__doc__] == []
