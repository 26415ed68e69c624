"""``chat.feedback``: what users think of the answers."""

from __future__ import annotations

import json

import pytest

from chatkit_jupyter import Chat
from chatkit_jupyter.listeners.feedback import COLUMNS, FeedbackLog
from chatkit_jupyter.runtime.runtime import get_runtime
from chatkit_jupyter.session import _sessions, session_of


def open_chat(name: str, store) -> Chat:
    _sessions.pop(name, None)  # as in a new kernel
    chat = Chat(name, store=store)
    chat.respond(lambda message: f"You said {message.text}")
    return chat


def judge(chat: Chat, reply, kind: str, user: str = "") -> None:
    params = {
        "thread_id": reply.thread_id,
        "item_ids": [item.id for item in reply.items],
        "kind": kind,
    }
    body = json.dumps({"type": "items.feedback", "params": params}).encode()
    get_runtime().wait(session_of(chat.name).answer(body, user))


@pytest.mark.parametrize("kept", [False, True])
def test_opinions_are_rows_with_what_was_asked_and_answered(tmp_path, kept):
    store = tmp_path / "chats.sqlite3" if kept else "memory"
    chat = open_chat("feedback", store)
    assert list(chat.feedback.columns) == list(COLUMNS)
    assert len(chat.feedback) == 0
    one, two = chat.send_sync("one"), chat.send_sync("two")
    judge(chat, one, "negative")
    judge(chat, two, "positive")
    judge(chat, one, "positive")
    if kept:
        chat = open_chat("feedback", store)
    frame = chat.feedback
    assert frame[["kind", "question", "answer"]].values.tolist() == [
        ["positive", "two", "You said two"],
        ["positive", "one", "You said one"],
    ]
    assert frame.time.is_monotonic_increasing
    assert set(frame.thread_id) == {one.thread_id}


def test_each_chat_of_a_file_has_its_own(tmp_path):
    store = tmp_path / "chats.sqlite3"
    one, other = open_chat("one", store), open_chat("other", store)
    judge(one, one.send_sync("x"), "positive")
    assert (len(one.feedback), len(other.feedback)) == (1, 0)


def test_a_line_that_was_cut_off_is_left_out(tmp_path):
    file = tmp_path / "feedback.jsonl"
    log = FeedbackLog("c")
    log.keep_in(file)
    log.add("ada", "t", ("i",), "positive")
    with file.open("a") as lines:
        lines.write('{"chat": "c", "us')
    again = FeedbackLog("c")
    again.keep_in(file)
    assert [(each.user, each.item_id) for each in again.judgements] == [("ada", "i")]


def test_opinions_of_what_is_gone_are_kept_without_words(tmp_path):
    chat = open_chat("gone", "memory")
    session_of("gone").feedback.add("", "no thread", ("i",), "negative")
    row = chat.feedback.iloc[0]
    assert (row.kind, row.question, row.answer) == ("negative", None, None)
