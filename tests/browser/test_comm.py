"""The chat over widget messages, where no server extension answers."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

import ipykernel
import pytest
from playwright.sync_api import expect

from chatkit_jupyter.widget.comm.exchange import MAX_REQUEST_BYTES
from tests.browser.jupyter_server import JupyterServer
from tests.browser.notebook_page import NotebookPage, write_notebook
from tests.browser.test_chat import (
    ECHO,
    SETUP,
    test_a_reload_brings_the_thread_back,
    test_an_answer_streams_in_and_renders_markdown,
    test_an_exception_is_one_line_in_the_chat_and_a_traceback_in_the_notebook,
    test_stop_ends_the_responder_and_keeps_what_was_said,
)
from tests.browser.test_chat import (
    test_the_chat_answers_while_a_cell_runs as the_chat_answers_while_a_cell_runs,
)

__all__ = [  # the same tests, with the fixture below
    "test_a_reload_brings_the_thread_back",
    "test_an_answer_streams_in_and_renders_markdown",
    "test_an_exception_is_one_line_in_the_chat_and_a_traceback_in_the_notebook",
    "test_stop_ends_the_responder_and_keeps_what_was_said",
]

EVENTS = 5_000
MANY = f"""
@chat.respond
async def respond(message, thread, context):
    for n in range({EVENTS}):
        yield f"{{n:05d}} " + ("\\n\\n" if n % 50 == 49 else "")
"""
DIGEST = """
import hashlib

@chat.respond
async def respond(message, attachments):
    for file in attachments:
        yield hashlib.sha256(file.read_bytes()).hexdigest()
"""


@pytest.fixture
def open_cells(open_cells):
    """Opens cells whose chat is reached in widget messages."""

    def opened(*cells: str) -> NotebookPage:
        memory = 'store="memory"'
        return open_cells(*(cell.replace(memory, f'{memory}, transport="comm"') for cell in cells))

    return opened


@pytest.mark.skipif(
    ipykernel.version_info < (7,),
    reason="ipykernel 6 has no subshells; test_where_messages_wait_for_cells covers such kernels",
)
def test_the_chat_answers_while_a_cell_runs(open_cells, chat, jupyter, folder):
    the_chat_answers_while_a_cell_runs(open_cells, chat, jupyter, folder)


def test_nothing_is_asked_of_the_server_and_no_code_is_saved(open_cells, chat, page, jupyter):
    requests = []
    page.on("request", lambda request: requests.append(request.url))
    notebook = open_cells(SETUP, ECHO, "chat", "0")
    expect(chat.answer_to("hello")).to_contain_text("You said hello")
    assert [url for url in requests if "/chatkit/" in url] == []
    notebook.rewrite(3, "%chatkit status")
    expect(notebook.output(3)).to_contain_text("reached by comm")
    notebook.save()
    (file,) = jupyter.root.glob("*test_nothing_is_asked*/cells.ipynb")
    assert len(file.read_text()) < 40_000


def test_five_thousand_events_arrive_in_order_and_once(open_cells, chat):
    open_cells(SETUP, MANY, "chat")
    text = chat.answer_to("go").inner_text()
    numbers = [int(word) for word in text.split() if word.isdecimal() and len(word) == 5]
    assert numbers == list(range(EVENTS))


def test_a_file_larger_than_a_request_may_be_comes_in_parts(open_cells, chat, tmp_path):
    size = MAX_REQUEST_BYTES + MAX_REQUEST_BYTES // 4
    file = tmp_path / "large.bin"
    file.write_bytes(random.Random(1).randbytes(size))
    open_cells(SETUP, DIGEST, "chat")
    chat.frame.locator("input[type=file]").set_input_files(file)
    waiting = chat.frame.get_by_role("list", name="Attachments").get_by_role("listitem")
    expect(waiting).to_have_attribute("data-status", "ready", timeout=60_000)
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    expect(chat.answer_to("What came?")).to_contain_text(digest)


@pytest.fixture(scope="session")
def bare_jupyter(tmp_path_factory):
    """A Jupyter server that has not loaded the extension."""
    server = JupyterServer(tmp_path_factory.mktemp("bare"))
    config = {"ServerApp": {"jpserver_extensions": {"chatkit_jupyter": False}}}
    file = server.root.parent / "config" / "jupyter_server_config.json"
    file.write_text(json.dumps(config))
    with server:
        yield server


def test_without_the_extension_the_chat_comes_and_answers_in_widget_messages(
    page, chat, bare_jupyter, tmp_path, pytestconfig
):
    assert "chatkit_jupyter | extension" not in bare_jupyter.log_path.read_text()
    write_notebook(bare_jupyter.root / "bare.ipynb", [SETUP, ECHO, "chat", "0"])
    notebook = NotebookPage(page).open(bare_jupyter.lab_url("bare.ipynb")).run_all()
    expect(chat.answer_to("hello")).to_contain_text("You said hello")
    notebook.rewrite(3, "%chatkit status")
    expect(notebook.output(3)).to_contain_text("reached by comm")
    folder: Path = pytestconfig.getoption("--screenshots") or tmp_path
    page.screenshot(path=folder / "comm-lab.png")


WAITS = f"""
@chat.respond
async def respond(message):
    if message.text == "count":
        for n in range({EVENTS}):
            yield f"{{n:05d}} " + ("\\n\\n" if n % 50 == 49 else "")
    else:
        yield "As I was saying"
        await asyncio.Event().wait()
"""
NO_SUBSHELLS = {
    "@jupyterlab/apputils-extension:kernels-settings": {"commsOverSubshells": "disabled"}
}


@pytest.fixture(scope="session")
def plain_jupyter(tmp_path_factory):
    """A Jupyter server whose pages send widget messages to the kernel's main shell."""
    server = JupyterServer(tmp_path_factory.mktemp("plain"))
    file = server.root.parent / "config" / "labconfig" / "default_setting_overrides.json"
    file.write_text(json.dumps(json.loads(file.read_text()) | NO_SUBSHELLS))
    with server:
        yield server


def test_where_messages_wait_for_cells_the_chat_answers_between_them_and_says_so(
    page, chat, plain_jupyter
):
    gate = plain_jupyter.root / "gate"
    setup = SETUP.replace('store="memory"', 'store="memory", transport="comm"')
    write_notebook(plain_jupyter.root / "plain.ipynb", [setup, WAITS, "chat", "0"])
    notebook = NotebookPage(page).open(plain_jupyter.lab_url("plain.ipynb")).run_all()
    chat.ask("go on")
    expect(chat.streaming).to_contain_text("As I was saying")
    chat.button("Stop").click()
    chat.settle()
    text = chat.answer_to("count").inner_text()
    numbers = [int(word) for word in text.split() if word.isdecimal() and len(word) == 5]
    assert numbers == list(range(EVENTS))
    notebook.start(3, f"while not pathlib.Path({str(gate)!r}).exists(): pass")
    expect(notebook.cell(3).locator(".jp-InputPrompt")).to_have_text("[*]:")
    chat.ask("and now?")
    expect(page.get_by_role("status").filter(has_text="The kernel is busy")).to_be_visible()
    expect(chat.answers).to_have_count(2)
    gate.touch()
    expect(chat.answers).to_have_count(3, timeout=30_000)
    expect(page.get_by_text("The kernel is busy")).to_be_hidden()
    chat.button("Stop").click()
    chat.settle()
