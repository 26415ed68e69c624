"""What a cell shows while it waits for an answer."""

from __future__ import annotations

import pytest

from chatkit.types import ErrorEvent
from chatkit.widgets import Card, Text
from chatkit_jupyter import Chat
from chatkit_jupyter.errors import TurnError
from chatkit_jupyter.runtime.runtime import get_runtime
from chatkit_jupyter.session import session_of
from chatkit_jupyter.turns.progress import TurnProgress, can_show
from chatkit_jupyter.turns.turn import take_turn


@pytest.fixture
def published(monkeypatch):
    """What is sent to the notebook, each with whether it replaces what was there."""
    sent = []

    def publish(data, metadata, display, *, update):
        sent.append((data, update))

    monkeypatch.setattr("chatkit_jupyter.turns.progress.publish_output", publish)
    return sent


def test_text_is_shown_as_it_comes_and_a_line_in_the_end(published):
    chat = Chat("progress", store="memory")
    chat.respond(lambda: iter(["**One** ", "and two"]))
    progress = TurnProgress()
    progress.show()
    turn = take_turn(session_of("progress"), "go", progress.hear)
    get_runtime().wait(turn)
    progress.show()
    progress.show()
    progress.end()
    assert [data["text/markdown"].split("\n\n")[1] for data, _ in published] == [
        "",
        "**One** and two",
        "",
    ]
    assert [update for _, update in published] == [False, True, True]
    assert published[-1][0]["text/plain"].startswith("Answered in ")


def test_widgets_are_shown_and_a_failure_is_said(published):
    chat = Chat("progress", store="memory")

    @chat.respond
    def respond():
        yield Card(children=[Text(value="seven")])
        raise ValueError

    progress = TurnProgress()
    with pytest.raises(TurnError):
        get_runtime().wait(take_turn(session_of("progress"), "go", progress.hear))
    progress.show()
    progress.end()
    assert "seven" in published[0][0]["text/html"]
    assert published[-1][0]["text/plain"].startswith("Failed after ")


def test_an_answer_that_is_there_at_once_shows_nothing(published):
    progress = TurnProgress()
    progress.hear(ErrorEvent(code="custom"))
    progress.end()
    assert published == []
    assert not can_show()
