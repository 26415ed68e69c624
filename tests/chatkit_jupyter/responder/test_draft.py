"""What is kept of an answer while it is written."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest

from chatkit_jupyter import Chat
from chatkit_jupyter.errors import TurnError
from chatkit_jupyter.responder import draft


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(draft, "SAVE_SECONDS", 0)
    return tmp_path / "chats.sqlite3"


def stored(file) -> str:
    with closing(sqlite3.connect(file)) as database:
        return str(database.execute("SELECT data FROM items").fetchall())


async def test_what_is_written_so_far_is_in_the_file(file):
    chat = Chat("drafts-kept", store=file)
    seen = []

    @chat.respond
    async def respond(message):
        yield "the first part"
        yield " and the second"
        seen.append(stored(file))
        yield " and the third"

    reply = await chat.send("hi")
    assert "the first part and the second" in seen[0]
    assert reply.text == "the first part and the second and the third"
    assert stored(file).count("the first part") == 1
    assert "and the third" in stored(file)


async def test_a_turn_that_fails_leaves_no_part_of_its_answer(file):
    chat = Chat("drafts-failed", store=file)

    @chat.respond
    async def respond(message):
        yield "half"
        yield " an answer"
        raise ValueError("no more")

    with pytest.raises(TurnError):
        await chat.send("hi")
    assert "half an answer" not in stored(file)
