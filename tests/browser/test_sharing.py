"""The conversation that is kept in the notebook: saved, reopened, reloaded, restarted."""

from __future__ import annotations

import re
import shutil

import nbformat
import pytest
from nbconvert import HTMLExporter
from playwright.sync_api import expect

from tests.browser.chat_page import ChatPage
from tests.browser.notebook_page import NotebookPage
from tests.browser.saved_notebook import (
    distrust,
    notebook7_url,
    outputs,
    save_until,
    text_of,
)

SETUP = """
%load_ext chatkit_jupyter
import asyncio, pathlib
from chatkit_jupyter import Chat

chat = Chat("demo", store="memory")

@chat.respond
async def respond(message, thread, context):
    yield "You said "
    if (gate := pathlib.Path("later.gate")) and "later" in message.text:
        while not gate.exists():
            await asyncio.sleep(0.01)
    yield f"**{message.text}**"
"""
SAVED = ".chatkit-saved"
RESTART = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"


@pytest.fixture
def notebook(open_cells, chat, jupyter, folder):
    """A chat under the second cell, and the notebook's file."""
    page = open_cells(SETUP, "chat")
    expect(chat.composer).to_be_visible()
    return page, jupyter.root / folder / "cells.ipynb"


def test_a_turn_is_saved_and_the_live_chat_stays_as_it_is(notebook, chat, page):
    _, path = notebook
    page.locator("iframe[title='Chat']").evaluate("frame => { frame.born = 'once' }")
    chat.answer_to("hello")
    chat.composer.fill("a draft")
    html = save_until(page, path, "hello</b>")
    assert text_of(html).split("Assistant")[1].split() == ["You", "said", "hello"]
    assert page.locator("iframe[title='Chat']").evaluate("frame => frame.born") == "once"
    expect(chat.composer).to_have_text("a draft")
    expect(page.locator(SAVED)).to_be_hidden()
    expect(page.locator(".jp-OutputArea-child", has=page.locator(SAVED))).to_be_hidden()
    assert all("_esm" not in str(out) for out in outputs(path))


@pytest.mark.parametrize("trusted", [True, False])
@pytest.mark.parametrize("application", ["lab", "notebook7"])
def test_a_reopened_notebook_shows_the_conversation_and_no_error(
    notebook, chat, page, context, jupyter, folder, trusted, application
):
    _, path = notebook
    chat.answer_to("hello")
    save_until(page, path, "hello</b>")
    copy = path.with_name("copy.ipynb")
    # Jupyter knows by its content which notebook it has signed.
    shutil.copy(path, copy) if trusted else distrust(path, copy)
    other = context.new_page()
    lab = jupyter.lab_url(f"{folder}/copy.ipynb")
    url = lab if application == "lab" else notebook7_url(jupyter, f"{folder}/copy.ipynb")
    NotebookPage(other).open(url)
    saved = other.locator(SAVED)
    expect(saved.locator("p b")).to_have_text("hello")
    expect(saved).to_be_visible()
    expect(other.get_by_text(re.compile("displaying widget|Loading widget"))).to_be_hidden()
    assert (other.locator(".jp-mod-trusted").count() > 0) == trusted


def test_a_turn_after_a_reload_is_saved(notebook, chat, page):
    nb, path = notebook
    chat.answer_to("before")
    save_until(page, path, "before</b>")
    nb.reload()
    expect(chat.answers).to_have_count(1, timeout=30_000)
    chat.answer_to("after")
    save_until(page, path, "after</b>")


def test_a_turn_that_ends_while_no_page_is_open_is_saved_by_the_next_page(
    notebook, chat, page, context, jupyter, folder
):
    _, path = notebook
    chat.ask("later")
    expect(chat.answers.last).to_contain_text("You said")
    save_until(page, path, "chatkit-saved")
    page.close()
    (path.parent / "later.gate").touch()
    other = context.new_page()
    NotebookPage(other).open(jupyter.lab_url(f"{folder}/cells.ipynb"))
    save_until(other, path, "later</b>")


def test_after_a_restart_the_chat_stays_in_its_page_and_the_next_page_shows_what_is_saved(
    notebook, chat, page
):
    nb, path = notebook
    chat.answer_to("hello")
    save_until(page, path, "hello</b>")
    page.evaluate(RESTART)
    expect(chat.status("does not serve this chat")).to_be_visible(timeout=30_000)
    expect(page.locator(SAVED)).to_be_hidden()
    nb.reload()
    expect(page.locator(SAVED)).to_be_visible(timeout=30_000)
    expect(page.locator(SAVED)).to_contain_text("hello")
    expect(chat.composer).to_be_hidden()
    nb.run_all()
    expect(chat.composer).to_be_visible(timeout=30_000)
    expect(page.locator(SAVED)).to_be_hidden()


def test_a_chat_in_two_cells_is_saved_once(open_cells, page, jupyter, folder):
    nb = open_cells(SETUP, "chat", "chat")
    path = jupyter.root / folder / "cells.ipynb"
    second = ChatPage(nb.cell(2))
    second.answer_to("hello")
    html = save_until(page, path, "hello</b>")
    assert sum("hello" in str(out) for out in outputs(path)) == 1
    assert page.locator(SAVED).count() == 2
    for saved in page.locator(SAVED).all():
        expect(saved).to_be_hidden()
    assert html


def test_a_chat_in_a_box_is_saved_under_it(open_cells, chat, page, jupyter, folder):
    box = "import ipywidgets\nipywidgets.VBox([ipywidgets.Label('above'), chat.widget])"
    nb = open_cells(SETUP, box)
    chat.answer_to("hello")
    path = jupyter.root / folder / "cells.ipynb"
    save_until(page, path, "hello</b>")
    expect(page.locator(SAVED)).to_be_hidden()
    expect(nb.cell(1).locator(".widget-label")).to_be_visible()
    assert all("_esm" not in str(out) for out in outputs(path))


def test_a_moved_cell_keeps_its_chat_and_its_conversation(notebook, chat, page):
    _, path = notebook
    chat.answer_to("hello")
    page.evaluate("() => { window.jupyterapp.shell.currentWidget.content.activeCellIndex = 1 }")
    page.evaluate("() => window.jupyterapp.commands.execute('notebook:move-cell-up')")
    expect(chat.answers).to_have_count(1, timeout=30_000)
    chat.answer_to("again")
    save_until(page, path, "again</b>")
    expect(page.locator(SAVED)).to_be_hidden()


def test_what_was_saved_can_be_cleared(notebook, chat, page):
    nb, path = notebook
    chat.answer_to("hello")
    save_until(page, path, "hello</b>")
    nb.rewrite(0, "%chatkit clear-saved")
    save_until(page, path, "chatkit-saved")
    assert "hello" not in path.read_text()
    chat.answer_to("again")
    html = save_until(page, path, "again</b>")
    assert "hello" not in html
    expect(chat.answers).to_have_count(2)


def test_what_nbconvert_writes_reads_like_the_conversation(
    open_cells, chat, page, browser, jupyter, folder
):
    frame = "import pandas as pd\nshown = pd.DataFrame({'who': ['Ada', 'Bo'], 'n': [1, 2]})"
    open_cells(SETUP, f"{frame}\nchat.respond(lambda message: shown)", "chat")
    chat.ask("table")
    chat.settle()
    expect(chat.log.get_by_role("cell", name="Ada")).to_be_visible()
    path = jupyter.root / folder / "cells.ipynb"
    save_until(page, path, "<td>Ada")
    written, _ = HTMLExporter().from_notebook_node(nbformat.read(path, as_version=4))
    context = browser.new_context(offline=True)
    offline = context.new_page()
    offline.set_content(written, wait_until="commit")
    saved = offline.locator(SAVED)
    expect(saved.locator("blockquote")).to_have_text("table")
    expect(saved.locator("td")).to_have_text(["Ada", "1", "Bo", "2"])
    expect(saved.locator("td td")).to_have_count(0)
    expect(offline.get_by_text("displaying widget")).to_have_count(0)
    context.close()
