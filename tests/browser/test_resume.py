"""An answer goes on whatever happens to the pages that show it, and all of them show the same."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.chat_page import ChatPage
from tests.browser.cutting_proxy import CuttingProxy
from tests.browser.notebook_page import NotebookPage
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
SELECT = """
(index) => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    notebook.activeCellIndex = index;
    notebook.deselectAll();
}
"""
CLOSE = "() => window.jupyterapp.shell.currentWidget.dispose()"
CHAT = 2


@pytest.fixture
def gate(jupyter, folder):
    """What the second half of the answer waits for."""
    return jupyter.root / folder / "gate"


@pytest.fixture
def stopped(jupyter, folder):
    """What the responder leaves when it is stopped."""
    return jupyter.root / folder / "stopped"


@pytest.fixture
def notebook(open_cells, gate, stopped) -> NotebookPage:
    """A chat whose answer has a first half, and a second one when the gate is opened."""
    return open_cells(
        SETUP,
        f"""
@chat.respond
async def respond(message):
    try:
        for n in range(1, 51):
            yield f"{{n}} "
        await opened({str(gate)!r})
        for n in range(51, 101):
            yield f"{{n}} "
    except asyncio.CancelledError:
        pathlib.Path({str(stopped)!r}).touch()
        raise
""",
        "chat",
    )


HALF = re.compile("^1 .* 50$")
WHOLE = " ".join(str(n) for n in range(1, 101))


def expect_half(chat: ChatPage) -> None:
    expect(chat.answers).to_have_text([HALF], timeout=30_000)
    expect(chat.button("Stop")).to_be_visible()


def expect_whole(*chats: ChatPage) -> None:
    for chat in chats:
        expect(chat.answers).to_have_text([WHOLE], timeout=30_000)
        chat.settle()
        expect(chat.questions).to_have_count(1)
        expect(chat.error).to_have_count(0)


@pytest.fixture
def second_tab(context, jupyter, folder):
    """Opens the same notebook in another tab."""

    def open_tab() -> ChatPage:
        page = context.new_page()
        url = jupyter.lab_url(f"{folder}/cells.ipynb").replace("lab/tree", "lab/workspaces/b/tree")
        NotebookPage(page).open(url)
        return ChatPage(page)

    return open_tab


def test_a_reload_in_the_middle_of_an_answer(notebook, chat, gate):
    chat.ask("count")
    expect_half(chat)
    notebook.save()
    notebook.reload()
    expect_half(chat)
    gate.touch()
    expect_whole(chat)


def test_a_notebook_that_is_closed_and_opened_again(notebook, chat, gate, page, jupyter, folder):
    chat.ask("count")
    expect_half(chat)
    notebook.save()
    page.evaluate(CLOSE)
    expect(page.locator("chatkit-notebook")).to_have_count(0)
    notebook.open(jupyter.lab_url(f"{folder}/cells.ipynb"))
    expect_half(chat)
    gate.touch()
    expect_whole(chat)


def test_two_tabs_show_the_same(notebook, chat, gate, second_tab):
    notebook.save()
    other = second_tab()
    expect(other.composer).to_be_visible(timeout=30_000)
    chat.ask("count")
    expect_half(chat)
    expect_half(other)
    gate.touch()
    expect_whole(chat, other)
    other.ask("again")
    for each in (chat, other):
        expect(each.answers).to_have_text([WHOLE, WHOLE], timeout=30_000)
        expect(each.questions).to_have_text(["count", "again"])


def test_stop_in_the_other_tab(notebook, chat, stopped, second_tab):
    notebook.save()
    other = second_tab()
    expect(other.composer).to_be_visible(timeout=30_000)
    chat.ask("count")
    expect_half(chat)
    expect_half(other)
    other.button("Stop").click()
    eventually(stopped.exists)
    for each in (chat, other):
        each.settle()
        expect(each.answers).to_have_text([HALF])
        expect(each.error).to_have_count(0)


def test_stop_after_a_reload(notebook, chat, stopped):
    chat.ask("count")
    expect_half(chat)
    notebook.save()
    notebook.reload()
    expect_half(chat)
    chat.button("Stop").click()
    eventually(stopped.exists)
    chat.settle()
    expect(chat.answers).to_have_text([HALF])


def test_a_new_view_joins_an_answer(notebook, page, gate):
    first = ChatPage(notebook.cell(CHAT))
    first.ask("count")
    expect_half(first)
    page.evaluate(SELECT, CHAT)
    notebook.command("notebook:create-output-view")
    second = ChatPage(page.locator(".jp-LinkedOutputView"))
    expect_half(second)
    gate.touch()
    expect_whole(first, second)


def test_a_turn_from_code_streams_into_the_chat(notebook, chat, gate):
    notebook.start(1, "task = asyncio.ensure_future(chat.send('from code'))")
    expect(chat.questions).to_have_text(["from code"], timeout=30_000)
    expect_half(chat)
    gate.touch()
    expect_whole(chat)
    expect(chat.questions).to_have_text(["from code"])


# Where the connection is cut, in bytes of the answer to the message.
PHASES = {
    "before the headers": 0,
    "in the middle of the headers": 113,
    "after the headers": 420,
    "in the middle of a frame": 1500,
}


def test_a_connection_that_is_cut_anywhere_comes_back(
    notebook, chat, gate, jupyter, folder, page, context
):
    notebook.save()
    gate.touch()
    page.close()
    with CuttingProxy(urlsplit(jupyter.url).port) as proxy:
        page = context.new_page()
        url = jupyter.lab_url(f"{folder}/cells.ipynb")
        NotebookPage(page).open(url.replace(f":{urlsplit(url).port}/", f":{proxy.port}/"))
        chat = ChatPage(page)
        expect(chat.composer).to_be_visible(timeout=30_000)
        for count, (phase, size) in enumerate(PHASES.items(), start=1):
            proxy.cut_next(b"threads.", after=size)
            chat.ask(phase)
            expect(chat.answers).to_have_text([WHOLE] * count, timeout=30_000)
            chat.settle()
            assert proxy.cuts == count
            expect(chat.questions).to_have_text(list(PHASES)[:count])
            expect(chat.error).to_have_count(0)
        gate.unlink()
        chat.ask("all at once")
        expect(chat.answers.last).to_have_text(HALF, timeout=30_000)
        proxy.cut_all()
        gate.touch()
        expect(chat.answers).to_have_text([WHOLE] * (len(PHASES) + 1), timeout=30_000)
        chat.settle()
        page.close()


CLIENT_TOOL = """
from datetime import datetime, timezone
from chatkit.types import ClientToolCallItem, ThreadItemDoneEvent

@chat.respond
async def respond(message, thread, history):
    if message is None:
        return f"It ran {history[-1].output['runs']} times."
    await opened(gate)
    return ThreadItemDoneEvent(item=ClientToolCallItem(
        id=f"call{len(history)}", thread_id=thread.id, created_at=datetime.now(timezone.utc),
        call_id="c", name="count", arguments={}))

chat.client_tool("count", javascript="""
CLIENT_TOOL += """"() => ({ runs: (localStorage.runs = Number(localStorage.runs ?? 0) + 1) })")"""


def test_javascript_runs_in_one_page_whichever_is_left(notebook, chat, gate, second_tab):
    notebook.rewrite(1, f"gate = {str(gate)!r}\n{CLIENT_TOOL}")
    notebook.save()
    other = second_tab()
    expect(other.composer).to_be_visible(timeout=30_000)
    chat.ask("go")
    expect(other.button("Stop")).to_be_visible()
    notebook.reload()
    expect(chat.button("Stop")).to_be_visible(timeout=30_000)
    gate.touch()
    for each in (chat, other):
        expect(each.answers).to_have_text(["It ran 1 times."], timeout=30_000)
    chat.settle()
    chat.ask("again")
    for each in (chat, other):
        expect(each.answers).to_have_text(["It ran 1 times.", "It ran 2 times."])
        expect(each.error).to_have_count(0)
