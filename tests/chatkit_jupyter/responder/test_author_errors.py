"""Errors of an author's code, for the chat and for the author."""

from __future__ import annotations

import pytest

from chatkit_jupyter.responder.author_errors import author_traceback, one_line
from chatkit_jupyter.responder.handler import Handler


class Customer(Exception):
    pass


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ValueError("no order 42"), "ValueError: no order 42"),
        (ValueError("first\nsecond"), "ValueError: first"),
        (ValueError("\n\n  padded  \n"), "ValueError: padded"),
        (ValueError(), "ValueError"),
        (Customer("gone"), "Customer: gone"),
        (KeyError("id"), "KeyError: 'id'"),
    ],
)
def test_a_line_names_the_class_and_the_first_line_of_the_message(error, line):
    assert one_line(error) == line


def test_a_line_is_never_long():
    line = one_line(ValueError("x" * 10_000))
    assert len(line) == 300
    assert line.endswith("…")


async def failing(function) -> Exception:
    try:
        async for _ in Handler(function, ("message",)).outputs({"message": lambda: "M"}):
            pass
    except Exception as error:
        return error
    raise AssertionError("it did not fail")


def respond(message):
    yield message
    raise ValueError("here")


async def respond_asynchronously(message):
    yield message
    raise ValueError("here")


@pytest.mark.parametrize("function", [respond, respond_asynchronously])
async def test_a_traceback_shows_the_authors_code_and_not_ours(function):
    shown = author_traceback(await failing(function))
    assert 'raise ValueError("here")' in shown
    assert shown.strip().endswith("ValueError: here")
    assert "chatkit_jupyter/responder/handler.py" not in shown
    assert "worker.py" not in shown


def test_an_error_from_our_code_alone_keeps_its_traceback():
    with pytest.raises(TypeError) as caught:
        Handler(lambda a, b: None, ("message",))
    caught.value.__traceback__ = caught.value.__traceback__.tb_next
    assert "handler.py" in author_traceback(caught.value)


def test_in_a_notebook_it_reads_as_under_a_cell(kernel, browser):
    kernel.serve("""
session_of("demo").widget()
def look_up(order):
    raise ValueError(f"no order {order}")

@chat.respond
def respond(message):
    look_up(message.text)
""")
    events = browser.ask(kernel, "42")
    assert "ValueError: no order 42" in [event.get("message") for event in events]
    shown = kernel.run("print(session_of('demo').widget().author_error['traceback'])")
    assert "Cell In[" in shown
    assert "look_up(message.text)" in shown
    assert "\x1b" not in shown
    assert "chatkit_jupyter" not in shown.replace("from chatkit_jupyter", "")
