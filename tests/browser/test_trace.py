"""What happened in a turn, in the chat's drawer and under a cell."""

from __future__ import annotations

import subprocess
import sys

import pytest
from playwright.sync_api import expect

SETUP = """
%load_ext chatkit_jupyter
from agents import Agent
from chatkit.testing import Call, ScriptedModel
from chatkit_jupyter import Chat

chat = Chat("shop")

@chat.tool
def stock(item: str) -> dict:
    "How many of an item are left."
    return {"item": item, "left": 7, "key": "sk-" + "a1b2c3d4" * 4}

model = ScriptedModel([Call("stock", {"item": "<img src=x>"}), "There are **7** left."] * 2)
chat.agent = Agent(name="Shop", tools=[stock], model=model)
chat
"""


@pytest.fixture
def asked(open_cells, chat):
    notebook = open_cells(SETUP, "pass")
    expect(chat.answer_to("How much tea?")).to_contain_text("7")
    return notebook


def test_a_drawer_shows_the_last_turn_and_copies_it_as_a_test(
    asked, chat, page, context, tmp_path, request
):
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    parts: list[str] = []
    page.on("request", lambda sent: parts.append(sent.url))
    chat.button("What happened").click()
    drawer = chat.frame.get_by_role("dialog", name="What happened")
    expect(drawer).to_contain_text("2 model calls · 1 tool call")
    assert [url for url in parts if url.endswith("author.js")], "it comes when it is first opened"
    tool = drawer.locator("details[data-kind='tool']")
    tool.locator("summary").click()
    expect(tool).to_contain_text('"item": "<img src=x>"')
    expect(tool).to_contain_text("[redacted]")
    drawer.get_by_text("Raw events").click()
    expect(drawer).to_contain_text("thread.item.done")
    if folder := request.config.getoption("--screenshots"):
        page.locator("iframe[title='Chat']").screenshot(path=folder / "trace.png")
    source = drawer.locator("section pre").inner_text()
    file = tmp_path / "test_turn.py"
    file.write_text(source)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(file)]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout
    drawer.get_by_role("button", name="Copy as a test").click()
    page.keyboard.press("Escape")
    expect(drawer).to_have_count(0)


def test_the_same_is_the_value_of_a_cell(asked, request):
    asked.rewrite(1, "chat.trace()")
    shown = asked.output(1)
    expect(shown).to_contain_text("2 model calls")
    shown.locator("details.tool summary").click()
    expect(shown).to_contain_text('"item": "<img src=x>"')
    expect(shown.locator("img")).to_have_count(0)
    if folder := request.config.getoption("--screenshots"):
        shown.screenshot(path=folder / "trace-cell.png")
