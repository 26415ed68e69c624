"""The interpreter's switch interval while answers stream."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from chatkit_jupyter.runtime.switching import QUICK_SECONDS, QuickSwitching


@pytest.fixture(autouse=True)
def usual():
    before = sys.getswitchinterval()
    sys.setswitchinterval(0.005)
    yield
    sys.setswitchinterval(before)


def interval() -> float:
    return round(sys.getswitchinterval(), 5)  # the interpreter rounds down


def test_it_is_short_until_the_last_one_leaves():
    quick = QuickSwitching()
    with quick:
        assert interval() == QUICK_SECONDS
        with quick:
            assert interval() == QUICK_SECONDS
        assert interval() == QUICK_SECONDS
    assert interval() == 0.005


def test_an_error_restores_it_too():
    quick = QuickSwitching()
    with pytest.raises(ValueError, match="no"), quick:
        raise ValueError("no")
    assert interval() == 0.005


def test_what_the_author_chose_stays():
    quick = QuickSwitching()
    sys.setswitchinterval(0.0001)
    with quick:
        assert interval() == 0.0001
    with quick:
        sys.setswitchinterval(0.02)
    assert interval() == 0.02


def test_many_threads_leave_it_as_it_was():
    quick = QuickSwitching()

    def enter(_):
        with quick:
            assert interval() == QUICK_SECONDS

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(enter, range(200)))
    assert interval() == 0.005


def test_a_forked_process_forgets_who_was_inside():
    quick = QuickSwitching()
    with quick:
        quick.forget()
        assert interval() == 0.005
        quick.__enter__()
