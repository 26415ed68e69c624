"""Every demo notebook as a stranger meets it: opened, read, run, and talked to."""

from __future__ import annotations

import re
import shutil

import pytest
from playwright.sync_api import Page, expect

from tests.browser.chat_page import ChatPage
from tests.browser.conftest import NOTEBOOKS
from tests.browser.jupyter_server import JupyterServer
from tests.browser.notebook_page import NotebookPage

SAVED = ".chatkit-saved"


@pytest.fixture
def open_notebook(page: Page, jupyter: JupyterServer, folder: str, request):
    """Opens a demo in a folder that has all of them, and reads what was saved in it."""

    def open_notebook(name: str, said: str) -> NotebookPage:
        shutil.copytree(NOTEBOOKS, jupyter.root / folder, dirs_exist_ok=True)
        notebook = NotebookPage(page).open(jupyter.lab_url(f"{folder}/{name}"))
        look(page, request, f"{name}-saved", said)
        expect(page.locator("iframe[title='Chat']")).to_have_count(0)
        return notebook

    return open_notebook


def look(page: Page, request: pytest.FixtureRequest, name: str, said: str) -> None:
    """Find a conversation in the page; `--screenshots DIR` keeps a picture."""
    saved = page.locator(SAVED, has_text=said).first
    saved.scroll_into_view_if_needed()
    expect(saved).to_be_visible()
    keep(page, request, name)


def keep(page: Page, request: pytest.FixtureRequest, name: str) -> None:
    if folder := request.config.getoption("--screenshots"):
        page.screenshot(path=folder / f"{name}.png")


def chat_that_says(notebook: NotebookPage, said: str) -> ChatPage:
    """The chat under the first cell that has one, with what the notebook itself asked."""
    cell = notebook.page.locator(
        ".jp-Cell", has=notebook.page.locator("iframe[title='Chat']")
    ).first
    cell.scroll_into_view_if_needed()
    chat = ChatPage(cell)
    expect(chat.log).to_contain_text(said, timeout=30_000)
    chat.settle()
    return chat


def test_the_quickstart(open_notebook, request):
    notebook = open_notebook("01-quickstart.ipynb", "That is 13 words").run_all()
    chat = chat_that_says(notebook, "13 words")
    expect(chat.answer_to("one two one")).to_contain_text("3 words")
    keep(notebook.page, request, "01-live")


def test_tools_on_a_data_frame(open_notebook, request):
    notebook = open_notebook("02-tools-on-a-data-frame.ipynb", "342 of 344 rows").run_all()
    chat = chat_that_says(notebook, "19 cells")
    expect(chat.answer_to("How long are the bills by sex?")).to_contain_text("by sex")
    expect(chat.log.get_by_role("table").last).to_contain_text("female")
    keep(notebook.page, request, "02-live")


def test_widgets_and_forms(open_notebook, request):
    notebook = open_notebook("03-widgets-and-forms.ipynb", "Croissants").run_all()
    chat = chat_that_says(notebook, "What are you in the mood for?")
    chat.frame.get_by_role("button", name="Bake", exact=True).first.click()
    expect(chat.log.get_by_text("1 to bake")).to_be_visible()
    chat.settle()
    chat.frame.get_by_role("spinbutton", name="Pieces").fill("8")
    chat.frame.get_by_role("button", name="Order", exact=True).click()
    expect(chat.log).to_contain_text("Croissants")
    expect(chat.log).to_contain_text("Order 1044 is in.")
    keep(notebook.page, request, "03-live")


def test_agents_with_handoffs_and_approvals(open_notebook, request):
    notebook = open_notebook("04-agents.ipynb", "on its way").run_all()
    chat = chat_that_says(notebook, "Run refund?")
    keep(notebook.page, request, "04-live")
    chat.button("Approve").click()
    expect(chat.answers.last).to_contain_text("85 € go back to you")
    chat.settle()


def test_images_and_files(open_notebook, request):
    notebook = open_notebook("05-images-and-files.ipynb", "made of 4 colours").run_all()
    chat = chat_that_says(notebook, "Bills of 344 penguins")
    picked = chat.frame.locator("input[type=file]")
    picked.set_input_files(NOTEBOOKS / "data" / "penguins.csv")
    attached = chat.frame.get_by_role("list", name="Attachments").get_by_role("listitem")
    expect(attached).to_have_attribute("data-status", "ready", timeout=30_000)
    chat.ask("What is in it?")
    expect(chat.log).to_contain_text("penguins.csv has 344 rows and 8 columns", timeout=30_000)
    chat.settle()
    expect(chat.log.get_by_role("img", name=re.compile("Figure"))).to_have_count(2)
    keep(notebook.page, request, "05-live")


def test_record_and_replay(open_notebook, request):
    notebook = open_notebook("06-record-and-replay.ipynb", "Munch Museum").run_all()
    chat = chat_that_says(notebook, "470 kr")
    chat.ask("And on a sunny day?")
    expect(chat.error).to_contain_text("day-trip.jsonl has no recording of this call")
    keep(notebook.page, request, "06-live")
