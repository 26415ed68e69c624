"""What the chat says when its kernel or server goes away, and how it comes back."""

from __future__ import annotations

import os
import re
import signal

import pytest
from playwright.sync_api import expect

from tests.browser.chat_page import ChatPage
from tests.browser.notebook_page import NotebookPage, write_notebook

GONE = "The kernel does not serve this chat"
LOST = "The connection to the Jupyter server is lost"
CUT_OFF = "The answer was cut off"
WHOLE = "As I was saying, it is done."
KERNEL = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
SESSION_IS_GONE = """
async () => {
    await window.jupyterapp.serviceManager.sessions.refreshRunning().catch(() => {});
    return window.jupyterapp.shell.currentWidget.sessionContext.session === null;
}
"""
NEW_KERNEL = """
window.jupyterapp.shell.currentWidget.sessionContext.changeKernel({name: 'python3'}).then(() => {})
"""


@pytest.fixture
def cells(jupyter, folder):
    """A chat that is kept in a file, and waits in the middle of its answers for a gate."""
    place = jupyter.root / folder
    return (
        f"""
%load_ext chatkit_jupyter
import asyncio, os, pathlib, time
from chatkit_jupyter import Chat

folder = pathlib.Path({str(place)!r})
chat = Chat("demo", store=folder / "chats.sqlite3")
""",
        """
@chat.respond
async def respond(message):
    (folder / "pid").write_text(str(os.getpid()))
    yield "As I "
    yield "was saying"
    while not (folder / "gate").exists():
        await asyncio.sleep(0.01)
    yield ", it is done."
""",
        "chat",
    )


@pytest.fixture
def notebook(open_cells, cells) -> NotebookPage:
    return open_cells(*cells)


@pytest.fixture
def gate(jupyter, folder):
    return jupyter.root / folder / "gate"


def expect_retry(chat: ChatPage) -> None:
    """The question is still there, and Retry answers it."""
    chat.error.get_by_role("button", name="Retry").click()
    expect(chat.answers).to_have_text([WHOLE], timeout=30_000)
    chat.settle()
    expect(chat.questions).to_have_count(1)
    expect(chat.error).to_have_count(0)


@pytest.mark.parametrize("how", ["restarted", "killed"])
def test_a_kernel_that_goes_away_in_the_middle_of_an_answer(
    notebook, chat, gate, jupyter, folder, how
):
    chat.ask("go on")
    expect(chat.answers).to_have_text(["As I was saying"], timeout=30_000)
    chat.composer.fill("typed meanwhile")
    if how == "killed":
        os.kill(int((jupyter.root / folder / "pid").read_text()), signal.SIGKILL)
    else:
        notebook.page.evaluate(f"{KERNEL}.restart()")
    # The chat stays, and says what happened.
    expect(chat.error).to_contain_text(CUT_OFF, timeout=30_000)
    expect(chat.status(GONE)).to_be_visible(timeout=30_000)
    expect(chat.questions).to_have_text(["go on"])
    if how == "killed":
        dialog = notebook.page.get_by_role("dialog", name=re.compile("Kernel Restarting"))
        dialog.get_by_role("button", name="Ok").click(timeout=30_000)
    gate.touch()
    notebook.ready().run_all()
    expect(chat.status(GONE)).to_have_count(0, timeout=30_000)
    expect(chat.error).to_contain_text(CUT_OFF)
    expect(chat.composer).to_have_text("typed meanwhile")
    expect_retry(chat)


def test_a_page_that_is_reloaded_after_a_restart_goes_on_with_the_thread(notebook, chat, gate):
    gate.touch()
    chat.answer_to("go on")
    notebook.save().page.evaluate(f"{KERNEL}.restart()")
    notebook.reload().run_all()
    expect(chat.answers).to_have_text([WHOLE], timeout=30_000)
    expect(chat.questions).to_have_text(["go on"])
    chat.answer_to("and on")
    expect(chat.questions).to_have_text(["go on", "and on"])


def test_a_server_that_is_away_for_a_moment(notebook, chat, gate, jupyter):
    chat.ask("go on")
    expect(chat.answers).to_have_text(["As I was saying"], timeout=30_000)
    gate.touch()
    chat.settle()
    expect(chat.answers).to_have_text([WHOLE])
    jupyter.stop()
    try:
        expect(chat.status(LOST)).to_be_visible(timeout=30_000)
    finally:
        jupyter.start()
    expect(chat.status(GONE)).to_be_visible(timeout=30_000)
    expect(chat.answers).to_have_text([WHOLE])


def test_a_server_that_dies_with_its_kernel_in_the_middle_of_an_answer(
    notebook, chat, gate, jupyter, folder, cells
):
    dialog = notebook.page.get_by_role("dialog", name=re.compile("Server Connection Error"))
    close = dialog.get_by_role("button", name="Close")
    notebook.page.add_locator_handler(close, close.click)  # JupyterLab's, which covers the chat
    chat.ask("go on")
    expect(chat.answers).to_have_text(["As I was saying"], timeout=30_000)
    jupyter.kill()
    try:
        os.kill(int((jupyter.root / folder / "pid").read_text()), signal.SIGKILL)
        expect(chat.status(LOST)).to_be_visible(timeout=30_000)
    finally:
        jupyter.start()
    expect(chat.status(GONE)).to_be_visible(timeout=30_000)
    expect(chat.error).to_contain_text(CUT_OFF)
    expect(chat.questions).to_have_text(["go on"])
    gate.touch()
    notebook.page.wait_for_function(SESSION_IS_GONE, timeout=30_000, polling=500)
    notebook.page.evaluate(NEW_KERNEL)
    notebook.ready()
    for index, source in enumerate(cells):  # the old prompts would not show that they have run
        notebook.rewrite(index, source)
    expect(chat.status(GONE)).to_have_count(0, timeout=30_000)
    expect(chat.questions).to_have_text(["go on"])
    # What of the answer was saved in time is shown again; Retry is offered with it or without.
    chat.frame.get_by_role("button", name="Retry").click()
    expect(chat.answers).to_have_text([WHOLE], timeout=30_000)
    chat.settle()
    expect(chat.questions).to_have_text(["go on"])


def test_a_message_without_an_answer_offers_one_after_reopening(
    page, jupyter, folder, cells, chat, gate, open_cells
):
    notebook = open_cells(*cells)
    chat.ask("go on")
    expect(chat.answers).to_have_text(["As I was saying"], timeout=30_000)
    chat.button("Stop").click()
    chat.settle()
    gate.touch()
    write_notebook(jupyter.root / folder / "again.ipynb", list(cells))
    notebook.open(jupyter.lab_url(f"{folder}/again.ipynb")).run_all()
    expect(chat.answers).to_have_text(["As I was saying"], timeout=30_000)
    expect(chat.questions).to_have_text(["go on"])


def test_a_kernel_that_is_busy_in_native_code_says_so(notebook, chat, gate):
    gate.touch()
    notebook.start(
        1,
        notebook.page.evaluate(
            "window.jupyterapp.shell.currentWidget.content.widgets[1].model.sharedModel.getSource()"
        )
        + "\nimport ctypes; ctypes.PyDLL(None).sleep(8)",
    )
    chat.ask("go on")
    expect(chat.status("busy in native code")).to_be_visible(timeout=7_000)
    expect(chat.answers).to_have_text(["As I was saying, it is done."], timeout=30_000)
    chat.settle()
