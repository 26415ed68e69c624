"""A notebook with a conversation in it, opened where no chat of it lives."""

from __future__ import annotations

import json
import subprocess
import sys

import nbformat
import pytest
from nbconvert import HTMLExporter
from nbformat.sign import NotebookNotary
from playwright.sync_api import Page, expect

from tests.browser.conftest import NOTEBOOKS
from tests.browser.notebook_page import NotebookPage, write_notebook
from tests.browser.saved_notebook import distrust, saved_html
from tests.waiting import eventually

SETUP = """
%load_ext chatkit_jupyter
from chatkit_jupyter import Chat
{name} = Chat("{name}", store="memory", save="{save}")

@{name}.respond
async def respond(message):
    yield f"{name} heard **{{message.text}}**"
"""
GONE = {"kernelspec": {"name": "fortran77", "display_name": "Fortran 77", "language": "fortran"}}
SAVED = ".chatkit-saved"


def cells(name: str = "chat", save: str = "full") -> list[str]:
    """A chat, and two turns from code."""
    turns = f"await {name}.send('one')\nawait {name}.send('two')"
    return [SETUP.format(name=name, save=save), name, turns]


def reads_well(page: Page) -> None:
    """No chat lives, and nothing of it is broken."""
    for trouble in ("displaying widget", "Loading widget", "Traceback", "model not found"):
        expect(page.get_by_text(trouble)).to_be_hidden()
    expect(page.locator("iframe[title='Chat']")).to_have_count(0)
    expect(page.locator(f"{SAVED} :is(script, iframe, link)")).to_have_count(0)


def saved_from(open_cells, jupyter, folder, *sources: str, times: int = 1):
    """The file that JupyterLab saves of these cells, once the second turn is in it so often."""
    notebook = open_cells(*sources)
    path = jupyter.root / folder / "cells.ipynb"
    eventually(lambda: "".join(saved_html(notebook.save() and path)).count("<b>two") == times)
    return path


@pytest.mark.parametrize("trusted", [True, False])
def test_without_a_kernel_and_with_a_kernelspec_that_nobody_has(
    open_cells, jupyter, folder, context, trusted
):
    path = saved_from(open_cells, jupyter, folder, *cells())
    copy = path.with_name("copy.ipynb")
    notebook = json.loads(path.read_text()) | {"metadata": GONE}
    copy.write_text(json.dumps(notebook))
    if trusted:
        notary = NotebookNotary(data_dir=jupyter.env["JUPYTER_DATA_DIR"])
        notary.sign(nbformat.read(copy, as_version=4))
        notary.store.close()
    page = context.new_page()
    page.goto(jupyter.lab_url(f"{folder}/copy.ipynb"))
    page.get_by_role("dialog").get_by_role("button", name="No Kernel").click()
    saved = page.locator(SAVED)
    expect(saved.locator("p b")).to_have_text(["one", "two"])
    expect(saved).to_be_visible()
    assert (page.locator(".jp-mod-trusted").count() > 0) == trusted
    reads_well(page)


def test_a_notebook_that_papermill_ran(jupyter, folder, page):
    source = write_notebook(jupyter.root / folder / "source.ipynb", cells())
    ran = jupyter.root / folder / "ran.ipynb"
    papermill = [sys.executable, "-m", "papermill", source, ran, "--no-progress-bar"]
    subprocess.run(papermill, check=True, env=jupyter.env, cwd=source.parent, capture_output=True)
    assert "_esm" not in ran.read_text()
    assert [html.count("<b>two</b>") for html in saved_html(ran)] == [1]
    NotebookPage(page).open(jupyter.lab_url(f"{folder}/ran.ipynb"))
    saved = page.locator(SAVED)
    expect(saved.locator("p b")).to_have_text(["one", "two"])
    expect(saved.locator("blockquote")).to_have_text(["one", "two"])
    reads_well(page)


def test_how_much_is_saved_is_the_authors_choice(open_cells, jupyter, folder, context):
    sources = [
        *cells("everything", "full"),
        *cells("latest", "last"),
        *cells("nothing", "off"),
    ]
    path = saved_from(open_cells, jupyter, folder, *sources, times=2)
    assert "nothing heard <b>" not in path.read_text()
    copy = distrust(path, path.with_name("copy.ipynb"))
    page = context.new_page()
    NotebookPage(page).open(jupyter.lab_url(f"{folder}/{copy.name}"))
    expect(page.locator(SAVED)).to_have_count(3)
    everything, latest, nothing = page.locator(SAVED).all()
    expect(everything.locator("p b")).to_have_text(["one", "two"])
    expect(latest.locator("p b")).to_have_text(["two"])
    expect(nothing).to_contain_text("conversation is not saved in the notebook")
    reads_well(page)


def test_folded_tool_calls_are_open_in_print_and_nothing_is_cut_off(browser):
    demo = nbformat.read(NOTEBOOKS / "02-tools-on-a-data-frame.ipynb", as_version=4)
    written, _ = HTMLExporter().from_notebook_node(demo)
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.set_content(written, wait_until="commit")
    returned = page.locator(f"{SAVED} details pre").last
    expect(returned).to_have_text("19")
    expect(returned).to_be_hidden()
    page.emulate_media(media="print")
    expect(returned).to_be_visible()
    cut_off = "every => every.filter(each => each.scrollWidth > each.clientWidth + 1).length"
    assert page.locator(f"{SAVED} :is(pre, .card, blockquote)").evaluate_all(cut_off) == 0
    context.close()
