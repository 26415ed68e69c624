"""The chat's frame among the things that happen to an output in JupyterLab."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.chat_page import ChatPage
from tests.waiting import eventually

CELLS = (
    """
%load_ext chatkit_jupyter
from chatkit_jupyter import Chat

chat = Chat("demo", store="memory")
other = Chat("other", store="memory")
""",
    """
@chat.respond
@other.respond
async def respond(message, thread, context):
    yield f"You said {message.text}"
""",
    "chat",
)
CHAT = 2
SELECT = """
(index) => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    notebook.activeCellIndex = index;
    notebook.deselectAll();
}
"""


def begin(chat: ChatPage) -> None:
    """Have something to lose: an answer and half a message."""
    chat.answer_to("remember")
    chat.composer.fill("half a")


def expect_all_of_it(chat: ChatPage) -> None:
    expect(chat.composer).to_have_value("half a", timeout=15_000)
    expect(chat.answers).to_have_text(["You said remember"])
    expect(chat.answer_to("and now?")).to_contain_text("You said and now?")


def test_hiding_and_showing_the_output(open_cells, chat, page):
    notebook = open_cells(*CELLS)
    begin(chat)
    page.evaluate(SELECT, CHAT)
    notebook.command("notebook:hide-cell-outputs")
    expect(page.locator("chatkit-notebook")).to_be_hidden()
    notebook.command("notebook:show-cell-outputs")
    expect_all_of_it(chat)


def test_moving_the_cell(open_cells, chat, page):
    notebook = open_cells(*CELLS)
    begin(chat)
    page.evaluate(SELECT, CHAT)
    notebook.command("notebook:move-cell-up")
    expect(notebook.cell(CHAT - 1).locator("chatkit-notebook")).to_be_attached()
    expect_all_of_it(chat)


def test_running_the_cell_again_needs_no_new_start(open_cells, chat, page):
    notebook = open_cells(*CELLS)
    begin(chat)
    waiting = page.wait_for_selector("body > iframe", state="attached")
    spare = waiting.content_frame()
    spare.wait_for_selector("textarea", state="attached")
    spare.evaluate("() => { window.started = 'before' }")
    notebook.start(CHAT, "chat")
    expect_all_of_it(chat)
    assert chat.composer.evaluate("() => window.started") == "before"


def test_a_new_view_of_the_output(open_cells, page):
    notebook = open_cells(*CELLS)
    first = ChatPage(notebook.cell(CHAT))
    begin(first)
    page.evaluate(SELECT, CHAT)
    notebook.command("notebook:create-output-view")
    view: Locator = page.locator(".jp-LinkedOutputView")
    second = ChatPage(view)
    expect(second.answers).to_have_text(["You said remember"], timeout=15_000)
    expect(second.answer_to("here too")).to_contain_text("You said here too")


def test_several_chats_in_one_notebook(open_cells):
    notebook = open_cells(*CELLS, "other")
    first, second = ChatPage(notebook.cell(CHAT)), ChatPage(notebook.cell(CHAT + 1))
    expect(first.answer_to("one")).to_have_text("You said one")
    expect(second.answer_to("two")).to_have_text("You said two")
    expect(first.questions).to_have_text(["one"])
    second.composer.fill("for the second")
    expect(first.composer).to_have_value("")


def test_keys_stay_in_the_chat(open_cells, chat, page):
    open_cells(*CELLS)
    page.evaluate(SELECT, 0)
    chat.composer.press_sequentially("ddaabb")
    chat.composer.press("Escape")
    page.keyboard.press("d")
    page.keyboard.press("d")
    expect(chat.composer).to_have_value("ddaabbdd")
    cells = "window.jupyterapp.shell.currentWidget.content.widgets.length"
    assert page.evaluate(cells) == len(CELLS)


def test_saving_with_the_keyboard(open_cells, chat, page, jupyter, folder):
    open_cells(*CELLS)
    page.evaluate(
        "window.jupyterapp.shell.currentWidget.content.widgets[0].model.sharedModel"
        ".setSource('saved = True')"
    )
    chat.composer.press("Control+s")
    file = jupyter.root / folder / "cells.ipynb"
    eventually(lambda: "saved = True" in file.read_text())
