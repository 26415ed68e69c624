"""The cases run on this project's side, at sizes that take no time."""

from __future__ import annotations

import pytest

from benchmarks.sides import sides
from benchmarks.web import rush


@pytest.fixture(scope="module")
def ours():
    with sides()[1] as side:
        yield side


@pytest.mark.parametrize(
    ("module", "case", "arguments"),
    [
        ("server_cases", "get_thread", {}),
        ("server_cases", "list_items", {}),
        ("server_cases", "create_thread", {}),
        ("server_cases", "only_deltas", {"count": 5}),
        ("agent_cases", "to_input", {"count": 5}),
        ("agent_cases", "whole_turn", {"count": 5}),
        ("widget_cases", "diff", {"nodes": 10}),
        ("widget_cases", "diff", {"nodes": 10, "dynamic": True}),
        ("storage_cases", "page", {"kind": "sqlite", "count": 50, "times": 1}),
        ("storage_cases", "page", {"kind": "memory", "count": 50, "times": 1}),
        ("storage_cases", "page", {"kind": "guide", "count": 50, "times": 1}),
        ("storage_cases", "retry", {"kind": "sqlite", "removed": 25}),
        ("storage_cases", "retry", {"kind": "guide", "removed": 25}),
    ],
)
def test_a_case_measures_something(ours, module, case, arguments):
    assert ours.measure(module, case, arguments) > 0


def test_importing_takes_time(ours):
    assert ours.import_time() > 0


def test_clients_are_served():
    with sides()[1] as side:
        answer = rush(side.port)
    assert answer.first_event > 0
    assert answer.events_per_second > 0
