"""News of a chat's threads."""

from __future__ import annotations

import json

import pytest

from chatkit.server.sse import read_request
from chatkit_jupyter.runtime.activity import Activity, Subject


@pytest.fixture
def told():
    return []


@pytest.fixture
def activity(told):
    return Activity(told.append)


def test_nothing_goes_on_at_first(activity, told):
    assert (activity.news["running"], activity.news["changed"], told) == ([], [], [])


def test_a_response_runs_and_then_has_changed_its_thread(activity, told):
    activity.begin("r1", "thr_1")
    assert told[-1]["running"] == [{"response": "r1", "thread": "thr_1"}]
    activity.end("r1")
    assert told[-1]["running"] == []
    assert told[-1]["changed"] == [{"thread": "thr_1", "revision": 1, "by": "r1"}]
    assert activity.news is told[-1]


def test_a_response_that_never_ran_in_a_thread_is_no_news(activity, told):
    activity.end("r1")
    assert told == []


def test_each_change_has_a_higher_revision_and_stands_last(activity, told):
    activity.change("thr_1")
    activity.change("thr_2")
    activity.change("thr_1", {"item_ids": ["a"], "kind": "positive"})
    assert told[-1]["changed"] == [
        {"thread": "thr_2", "revision": 2},
        {"thread": "thr_1", "revision": 3, "feedback": {"item_ids": ["a"], "kind": "positive"}},
    ]


def test_the_news_stay_small(activity):
    for n in range(1000):
        activity.begin(f"{n:036}", f"thr_{n:08}")
        activity.change(f"thr_{n:08}")
    assert len(json.dumps(activity.news)) < 8_000


@pytest.mark.parametrize(
    ("request_", "changes"),
    [
        ({"type": "threads.update", "params": {"thread_id": "t", "title": "x"}}, True),
        ({"type": "threads.delete", "params": {"thread_id": "t"}}, True),
        ({"type": "threads.sync_custom_action", "params": {"thread_id": "t"}}, True),
        ({"type": "threads.get_by_id", "params": {"thread_id": "t"}}, False),
        ({"type": "items.list", "params": {"thread_id": "t"}}, False),
        ({"type": "threads.delete", "params": {}}, False),
        ({"type": "threads.list"}, False),
    ],
)
def test_which_requests_change_a_thread(request_, changes):
    assert Subject.of(json.dumps(request_).encode()).changes is changes


def test_what_the_user_thinks_of_items_is_part_of_the_news():
    params = {"thread_id": "t", "item_ids": ["a", "b"], "kind": "negative"}
    subject = Subject.of(json.dumps({"type": "items.feedback", "params": params}).encode())
    assert subject.feedback == {"item_ids": ["a", "b"], "kind": "negative"}


@pytest.mark.parametrize("request_", [b"", b"{", b"[]", b"3", b"[" * 100_000, b'{"type": []}'])
def test_a_malformed_request_is_about_nothing(request_):
    assert Subject.of(request_) == Subject("")


def test_of_malformed_params_nothing_is_taken():
    assert Subject.of(b'{"type": "x", "params": 3}') == Subject("x")


def test_of_a_type_that_is_there_twice_the_last_counts_as_it_does_for_the_server():
    body = b'{"type": "threads.list", "params": {"thread_id": "t"}, "type": "threads.delete"}'
    assert Subject.of(body) == Subject("threads.delete", "t")
    assert read_request(body).type == "threads.delete"


def test_it_knows_what_is_being_answered(activity):
    activity.begin("r1", "thr_1")
    activity.begin("r2", "thr_2")
    assert activity.answering() == ["r1", "r2"]
    assert activity.answering("thr_2") == ["r2"]
    activity.end("r2")
    assert activity.answering("thr_2") == []
