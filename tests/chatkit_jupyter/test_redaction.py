"""Secrets do not get out through errors."""

from __future__ import annotations

import logging
from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatkit_jupyter import Chat, redaction
from chatkit_jupyter.log import logger
from chatkit_jupyter.responder.author_errors import author_traceback, listen_to_servers, one_line

KEY = "sk-proj-" + "a1B2" * 8
KEYS = st.text(ascii_letters + digits, min_size=24, max_size=48).map(lambda tail: f"sk-proj-{tail}")
TEXTS = st.text(st.characters(exclude_characters="-_", categories=["L", "P", "Zs"]), max_size=40)


@pytest.fixture(autouse=True)
def own_patterns(monkeypatch):
    monkeypatch.setattr(redaction, "_patterns", {})


def raised(message: str) -> Exception:
    try:
        raise ValueError(message)
    except ValueError as error:
        return error


@given(KEYS, TEXTS, TEXTS)
def test_no_key_is_in_what_an_error_says(key, before, after):
    error = raised(f"{before} {key} {after}")
    assert key not in one_line(error)
    assert key not in author_traceback(error)


def test_a_key_is_not_left_by_cutting_a_long_line():
    assert "sk-proj" not in one_line(ValueError("x" * 270 + " " + KEY))


def test_the_value_of_a_secret_variable_is_taken_out(monkeypatch):
    monkeypatch.setenv("MY_SERVICE_TOKEN", "correct horse battery")
    assert one_line(ValueError("got correct horse battery")) == "ValueError: got [redacted]"


def test_an_author_may_hide_more():
    Chat("one", redact=[r"customer \d+"])
    Chat("two", redact=["shoe size"])
    assert one_line(ValueError("no customer 12345")) == "ValueError: no [redacted]"
    with pytest.raises(ValueError, match="not a regular expression"):
        Chat("one", redact=["("])
    assert one_line(ValueError("(")) == "ValueError: ("


def test_what_an_author_hides_in_a_chat_is_hidden_there_alone_and_until_they_say_otherwise():
    first, _ = redaction.hide("one", ["shoe"]), redaction.hide("two", ["hat"])
    assert first.text("shoe and hat") == "[redacted] and hat"
    assert redaction.redact("shoe and hat") == "[redacted] and [redacted]"
    redaction.hide("two", [])
    assert redaction.redact("shoe and hat") == "[redacted] and hat"


@pytest.mark.parametrize("name", ["chatkit_jupyter", "chatkit"])
def test_nor_is_it_in_a_log(name, caplog):
    listen_to_servers()
    assert logger.name == "chatkit_jupyter"
    error = raised(f"refused {KEY}")
    with caplog.at_level(logging.ERROR):
        logging.getLogger(name).error("failed with %s", KEY, exc_info=error)
    assert "failed with [redacted]" in caplog.text
    assert "refused [redacted]" in caplog.text
    assert KEY not in caplog.text
