"""What cells do to a chat, and readers to its box, as a person sees it."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.chat_page import ChatPage
from tests.browser.notebook_page import NotebookPage
from tests.waiting import eventually

SETUP = """
%load_ext chatkit_jupyter
from chatkit.widgets import Card, Title
from chatkit_jupyter import Chat

chat = Chat("desk", store="memory", tools_menu=["search"], options={
    "threadItemActions": {"feedback": True}})

@chat.respond
def respond(message):
    return f"You said {message.text}"
"""
SHOWN = 1


@pytest.fixture
def notebook(open_cells) -> NotebookPage:
    return open_cells(SETUP, "chat", "1")


def test_what_a_cell_says_is_in_every_view_at_once(notebook, chat, context, jupyter, folder):
    notebook.save()
    page = context.new_page()
    url = jupyter.lab_url(f"{folder}/cells.ipynb").replace("lab/tree", "lab/workspaces/b/tree")
    NotebookPage(page).open(url)
    other = ChatPage(page)
    expect(other.composer).to_be_visible(timeout=30_000)
    notebook.rewrite(2, "chat.say('Good morning'); chat.say(Card(children=[Title(value='Late')]));")
    for each in (chat, other):
        expect(each.answers).to_have_text(["Good morning"], timeout=30_000)
        expect(each.log.get_by_role("heading", name="Late")).to_be_visible()
    chat.answer_to("Hello")
    notebook.rewrite(
        2, "import threading; threading.Thread(target=chat.say, args=['More']).start()"
    )
    for each in (chat, other):
        expect(each.answers).to_have_text(["Good morning", "You said Hello", "More"])


SAYING = """
import asyncio, pathlib
@chat.respond
async def respond(message):
    yield "Looking. "
    chat.say("Found one.")
    while not pathlib.Path({gate!r}).exists():
        await asyncio.sleep(0.01)
    yield "Done."
"""


def test_what_a_responder_says_is_there_before_its_answer_ends(notebook, chat, jupyter, folder):
    gate = jupyter.root / folder / "gate"
    notebook.rewrite(2, SAYING.format(gate=str(gate)))
    chat.ask("go")
    expect(chat.answers.filter(has_text="Found one.")).to_be_visible()
    expect(chat.button("Stop")).to_be_visible()
    gate.touch()
    chat.settle()
    expect(chat.answers).to_have_text(["Looking. Done.", "Found one."])


def test_a_cell_fills_the_composer_and_gives_it_the_focus(notebook, chat):
    expect(chat.composer).to_be_visible(timeout=30_000)
    notebook.rewrite(2, "chat.composer.set('Compare the orders', tool='search'); chat.focus()")
    expect(chat.composer).to_have_text("Compare the orders")
    expect(chat.composer).to_be_focused()
    expect(chat.frame.get_by_role("button", name="Search").first).to_be_visible()
    notebook.save().reload()
    expect(chat.composer).to_have_text("Compare the orders", timeout=30_000)
    chat.composer.press("Enter")
    expect(chat.answers).to_have_text(["You said Compare the orders"])
    notebook.save().reload()
    expect(chat.answers).to_have_count(1, timeout=30_000)
    expect(chat.composer).to_have_text("")


def test_feedback_is_a_frame_and_is_heard(notebook, chat):
    notebook.rewrite(2, "@chat.on('feedback')\ndef heard(kind): chat.say(f'Noted: {kind}')")
    chat.answer_to("Hello")
    chat.button("Good response").click()
    expect(chat.answers.last).to_have_text("Noted: positive")
    notebook.rewrite(2, "chat.feedback[['kind', 'question', 'answer']]")
    row = notebook.output(2).get_by_role("row").last
    expect(row).to_have_text(re.compile(r"positive\s*Hello\s*You said Hello"))


BROKEN = """
@chat.on("response.end")
def broken(event):
    raise ValueError(f"of {len(event.items)} items")
"""


def test_an_error_in_a_listener_is_shown_below_the_chat_and_not_in_it(notebook, chat):
    notebook.rewrite(2, BROKEN)
    chat.answer_to("Hello")
    expect(notebook.output(SHOWN).first).to_contain_text("ValueError: of 1 items")
    expect(chat.error).to_have_count(0)


WAITING = """
import pathlib, time
from chatkit.types import ProgressUpdateEvent
@chat.respond
def respond():
    yield ProgressUpdateEvent(text="Loading the orders")
    yield "**Two** are late."
    while not pathlib.Path({gate!r}).exists():
        time.sleep(0.01)
reply = chat.send_sync("go")
"""


def test_a_cell_that_waits_shows_the_answer_as_it_comes(notebook, jupyter, folder):
    gate = jupyter.root / folder / "gate"
    notebook.start(2, WAITING.format(gate=str(gate)))
    output = notebook.output(2)
    expect(output).to_contain_text("Answering … Loading the orders")
    expect(output.locator("strong")).to_have_text("Two")
    gate.touch()
    expect(output).to_contain_text("Answered in ")
    expect(output).not_to_contain_text("Two")


def test_its_height_is_dragged_or_changed_with_the_keys_and_remembered(notebook, chat, page):
    handle = page.get_by_role("separator", name="Height of the chat")
    frame = page.locator("chatkit-notebook")
    expect(chat.composer).to_be_visible(timeout=30_000)
    high = frame.bounding_box()["height"]
    handle.focus()
    handle.press("ArrowDown")
    handle.press("ArrowDown")
    expect(handle).to_have_attribute("aria-valuenow", "600")
    assert frame.bounding_box()["height"] == high + 40
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    page.mouse.move(box["x"] + 20, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + 20, box["y"] - 90, steps=5)
    page.mouse.up()
    expect(handle).to_have_attribute("aria-valuenow", "500")
    notebook.save().reload()
    expect(handle).to_have_attribute("aria-valuenow", "500", timeout=30_000)
    handle.dblclick()
    expect(handle).to_have_attribute("aria-valuenow", "560")


def test_it_fills_the_page_and_escape_leaves_it(notebook, chat, page):
    chat.composer.fill("half a thought")
    frame = page.locator("chatkit-notebook")
    frame.evaluate("chat => { chat.kept = true }")
    page.get_by_role("button", name="Full page").click()
    eventually(lambda: frame.bounding_box()["height"] > 850)
    assert frame.bounding_box()["width"] > 1150
    expect(chat.composer).to_have_text("half a thought")
    chat.button("History").click()
    expect(chat.history).to_be_visible()
    chat.composer.page.keyboard.press("Escape")
    expect(chat.history).to_have_count(0)
    assert frame.bounding_box()["height"] > 850
    chat.composer.press("Escape")
    expect(page.get_by_role("button", name="Full page")).to_be_focused()
    eventually(lambda: frame.bounding_box()["height"] < 600)
    page.get_by_role("button", name="Full page").click()
    page.get_by_role("button", name="Leave the full page").press("Escape")
    expect(page.get_by_role("button", name="Full page")).to_be_focused()
    expect(frame).to_have_js_property("kept", True)
    expect(chat.composer).to_have_text("half a thought")


def test_the_magic_is_completed_and_explained(notebook, page):
    notebook.rewrite(2, "")
    editor = notebook.cell(2).locator(".cm-content")
    editor.click()
    page.keyboard.type("%chatkit th")
    expect(notebook.cell(2).locator(".jp-mod-completer-enabled")).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.locator(".jp-Completer-item")).to_have_text(re.compile("threads"))
    page.keyboard.press("Enter")
    expect(editor).to_have_text("%chatkit threads")
    notebook.rewrite(2, "%chatkit?")
    expect(page.get_by_text("%chatkit stop [orders]")).to_be_visible()
    notebook.rewrite(2, "%chatkit dsek")
    expect(notebook.output(2)).to_have_text(
        re.compile("UsageError: No variable or chat is named 'dsek'. Did you mean: %chatkit desk")
    )
