"""What a person does in the chat under a cell."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.waiting import eventually

SETUP = """
%load_ext chatkit_jupyter
import asyncio, pathlib
from chatkit_jupyter import Chat

chat = Chat("demo", store="memory")

async def opened(gate):
    while not pathlib.Path(gate).exists():
        await asyncio.sleep(0.01)
"""
ECHO = """
@chat.respond
async def respond(message, thread, context):
    yield "You said "
    yield f"**{message.text}**"
"""


def test_an_answer_streams_in_and_renders_markdown(open_cells, chat, jupyter, folder):
    gate = jupyter.root / folder / "streams.gate"
    open_cells(
        SETUP,
        f"""
@chat.respond
async def respond(message, thread, context):
    yield "The **first** part"
    await opened({str(gate)!r})
    yield " and the *second*.\\n\\n| a | b |\\n|---|---|\\n| 1 | 2 |\\n\\n```python\\nx = 1\\n```"
""",
        "chat",
    )
    chat.ask("Tell me")
    answer = chat.answers.last
    expect(answer.locator("strong")).to_have_text("first")
    expect(answer).to_have_attribute("aria-busy", "true")
    expect(answer).not_to_contain_text("second")
    gate.touch()
    expect(answer.locator("em")).to_have_text("second")
    expect(answer.get_by_role("cell", name="2", exact=True)).to_be_visible()
    expect(answer.locator("pre code")).to_contain_text("x = 1")
    chat.settle()


def test_typing_goes_on_while_an_answer_streams(open_cells, chat, jupyter, folder):
    gate = jupyter.root / folder / "typing.gate"
    open_cells(
        SETUP,
        f"""
@chat.respond
async def respond(message, thread, context):
    yield "thinking"
    await opened({str(gate)!r})
""",
        "chat",
    )
    chat.ask("One")
    chat.composer.press_sequentially("the next question")
    expect(chat.composer).to_have_value("the next question")
    gate.touch()
    chat.settle()
    expect(chat.composer).to_have_value("the next question")


def test_stop_ends_the_responder_and_keeps_what_was_said(open_cells, chat, jupyter, folder):
    stopped = jupyter.root / folder / "stopped"
    open_cells(
        SETUP,
        f"""
@chat.respond
async def respond(message, thread, context):
    yield "As I was saying"
    if message.text == "Begin":
        return
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        pathlib.Path({str(stopped)!r}).touch()
        raise
""",
        "chat",
    )
    chat.answer_to("Begin")
    retry = chat.log.get_by_role("button", name="Retry")
    expect(retry).to_have_count(1)
    chat.ask("Go on")
    expect(chat.answers.last).to_contain_text("As I was saying")
    expect(retry, "nothing can be asked again meanwhile").to_have_count(0)
    chat.button("Stop").click()
    chat.settle()
    expect(retry).to_have_count(2)
    expect(chat.answers.last).to_contain_text("As I was saying")
    expect(chat.error).to_have_count(0)
    eventually(stopped.exists)


def test_retry_answers_the_same_question_again(open_cells, chat):
    open_cells(
        SETUP + "count = 0",
        """
@chat.respond
async def respond(message, thread, context):
    global count
    count += 1
    yield f"Answer {count} to {message.text}"
""",
        "chat",
    )
    answer = chat.answer_to("life")
    expect(answer).to_contain_text("Answer 1 to life")
    answer.hover()
    answer.get_by_role("button", name="Retry").click()
    expect(chat.answers).to_have_text([re.compile("Answer 2 to life")])
    chat.settle()
    expect(chat.questions).to_have_count(1)


def test_an_exception_is_one_line_in_the_chat_and_a_traceback_in_the_notebook(open_cells, chat):
    notebook = open_cells(
        SETUP,
        """
def look_up(order):
    raise ValueError(f"no order {order}")

@chat.respond
async def respond(message, thread, context):
    yield look_up(message.text)
""",
        "chat",
    )
    chat.ask("42")
    expect(chat.error).to_contain_text("ValueError: no order 42")
    expect(chat.error).not_to_contain_text("Traceback")
    details = notebook.cell(2).locator("details")
    details.locator("summary").click()
    expect(details).to_contain_text("look_up(message.text)")
    notebook.rewrite(1, ECHO)
    chat.error.get_by_role("button", name="Retry").click()
    expect(chat.answers).to_have_text([re.compile("You said 42")])
    expect(chat.error).to_have_count(0)


def test_a_reload_brings_the_thread_back(open_cells, chat):
    notebook = open_cells(SETUP, ECHO, "chat")
    chat.answer_to("remember me")
    chat.composer.fill("half a question")
    notebook.save()
    notebook.reload()
    expect(chat.answers).to_have_text([re.compile("You said remember me")])
    expect(chat.answer_to("still here?")).to_contain_text("You said still here?")


def test_new_thread_and_history(open_cells, chat):
    open_cells(SETUP, ECHO, "chat")
    chat.answer_to("apples")
    chat.button("New chat").click()
    expect(chat.answers).to_have_count(0)
    chat.answer_to("pears")

    chat.button("History").click()
    entries = chat.history.get_by_role("listitem")
    expect(entries).to_have_count(2)
    entries.filter(has_text="apples").get_by_role("button", name="apples").first.click()
    expect(chat.answers).to_have_text([re.compile("You said apples")])

    chat.button("History").click()
    entry = entries.filter(has_text="pears")
    entry.hover()
    entry.get_by_role("button", name="Rename").click()
    entries.get_by_role("textbox").fill("Orchard")
    entries.get_by_role("textbox").press("Enter")
    expect(entries.filter(has_text="Orchard")).to_have_count(1)

    entry = entries.filter(has_text="Orchard")
    entry.hover()
    entry.get_by_role("button", name="Delete").click()
    chat.history.get_by_role("button", name="Delete", exact=True).last.click()
    expect(entries).to_have_count(1)
    chat.composer.press("Escape")


def test_a_new_responder_answers_the_next_turn_of_the_same_thread(open_cells, chat):
    notebook = open_cells(SETUP, ECHO, "chat")
    chat.answer_to("one")
    notebook.rewrite(1, ECHO.replace("You said", "I heard"))
    expect(chat.answer_to("two")).to_contain_text("I heard two")
    expect(chat.answers.first).to_contain_text("You said one")


def test_the_chat_answers_while_a_cell_runs(open_cells, chat, jupyter, folder):
    gate = jupyter.root / folder / "busy.gate"
    block = f"while not pathlib.Path({str(gate)!r}).exists(): pass"
    notebook = open_cells(SETUP, ECHO, "chat", "0")
    notebook.start(3, block)
    expect(notebook.cell(3).locator(".jp-InputPrompt")).to_have_text("[*]:")
    expect(chat.answer_to("busy?")).to_contain_text("You said busy?")
    expect(notebook.cell(3).locator(".jp-InputPrompt")).to_have_text("[*]:")
    gate.touch()
    notebook.finished()


def test_html_from_a_model_is_shown_as_text(open_cells, chat, page):
    open_cells(
        SETUP,
        """
@chat.respond
async def respond(message, thread, context):
    yield '<img src=x onerror="top.hacked=1"><script>top.hacked=1</script> '
    yield '[press](javascript:top.hacked=1)'
""",
        "chat",
    )
    answer = chat.answer_to("attack")
    expect(answer).to_contain_text("<script>")
    expect(answer.locator("img, script, a[href^='javascript']")).to_have_count(0)
    assert page.evaluate("window.hacked") is None
