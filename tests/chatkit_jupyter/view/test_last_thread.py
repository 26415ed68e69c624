"""The thread that a chat's cell goes on with in the next kernel."""

from __future__ import annotations

import pytest

from chatkit_jupyter import Chat
from chatkit_jupyter.session import session_of
from chatkit_jupyter.view.last_thread import LastThread
from chatkit_jupyter.view.view import View


@pytest.fixture
def conversations(tmp_path):
    return tmp_path / "chats.sqlite3"


def test_the_next_kernel_shows_the_thread_that_was_shown_last(conversations):
    view = View("orders", lambda _: None)
    view.keep_in(conversations)
    assert view.get("thread_id") is None
    view.widget().thread_id = "thr_1"  # as the page does
    following = View("orders", lambda _: None)
    following.keep_in(conversations)
    assert following.widget().thread_id == "thr_1"
    following.set(thread_id=None)
    assert LastThread(conversations, "orders").thread_id is None


def test_chats_that_share_a_file_are_told_apart(conversations):
    LastThread(conversations, "orders").thread_id = "thr_1"
    LastThread(conversations, "other").thread_id = "thr_2"
    assert LastThread(conversations, "orders").thread_id == "thr_1"


def test_nothing_is_kept_of_conversations_that_are_not(tmp_path):
    last = LastThread(None, "orders")
    last.thread_id = "thr_1"
    assert LastThread(None, "orders").thread_id is None
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("damaged", [b"{", b"[1]", b"\xff", b""])
def test_a_damaged_file_means_a_new_chat(conversations, damaged):
    path = conversations.with_name("chats.sqlite3.shown.json")
    path.write_bytes(damaged)
    last = LastThread(conversations, "orders")
    assert last.thread_id is None
    last.thread_id = "thr_1"
    assert LastThread(conversations, "orders").thread_id == "thr_1"


def test_a_place_that_can_not_be_written_is_no_error(tmp_path):
    last = LastThread(tmp_path / "gone" / "chats.sqlite3", "orders")
    last.thread_id = "thr_1"
    assert LastThread(tmp_path / "gone" / "chats.sqlite3", "orders").thread_id is None


def test_another_store_shows_what_was_shown_of_its_own(request, tmp_path):
    name = request.node.name
    Chat(name, store=tmp_path / "a.sqlite3")
    session_of(name).thread_id = "thr_1"
    Chat(name, store=tmp_path / "b.sqlite3")
    assert session_of(name).thread_id is None
    Chat(name, store=tmp_path / "a.sqlite3")
    assert session_of(name).thread_id == "thr_1"
