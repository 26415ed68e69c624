"""The chat in marimo, where there is no Jupyter at all."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.notebook_page import TRIES
from tests.browser.notebook_process import serving

NOTEBOOK = """
import marimo

app = marimo.App()

@app.cell
def _():
    from chatkit_jupyter import Chat

    chat = Chat("demo", store="memory", greeting="What is on your mind?")

    @chat.respond
    async def respond(message):
        yield f"You said **{message.text}**"

    SHOWN
    return

if __name__ == "__main__":
    app.run()
"""
# marimo's own page asks for things of its own; what the chat asks for is looked at elsewhere.


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1100, "height": 850})
    context.set_default_timeout(30_000)
    yield context.new_page()
    context.close()


def marimo(home: Path, mode: str, shown: str = "chat"):
    (home / "notebook.py").write_text(NOTEBOOK.replace("SHOWN", shown))
    env = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    options = ["--headless", "--no-token", "--host=127.0.0.1", "-p", "{port}", "notebook.py"]
    return serving(home, env, "marimo", "-y", mode, *options)


def test_a_chat_is_the_value_of_a_cell_that_can_run_again(page, chat, tmp_path):
    with marimo(tmp_path, "edit") as url:
        page.goto(url)
        run = page.get_by_test_id("run-button").first
        for _ in range(TRIES):
            run.click(force=True)  # a kernel that is not there yet drops it
            try:
                expect(chat.composer).to_be_visible(timeout=15_000)
                break
            except AssertionError:
                continue
        expect(chat.answer_to("hello")).to_contain_text("You said hello")
        run.dispatch_event("click")  # hidden until the pointer is over the cell
        expect(chat.answers).to_have_text([re.compile("You said hello")])
        # The view is made anew, so what it showed a moment ago is not counted.
        chat.ask("again")
        expect(chat.answers.last).to_contain_text("You said again", timeout=30_000)


def test_a_chat_is_wrapped_as_any_widget_and_shown_as_an_app(page, chat, tmp_path):
    with marimo(tmp_path, "run", "__import__('marimo').ui.anywidget(chat.widget)") as url:
        page.goto(url)
        expect(chat.answer_to("hello")).to_contain_text("You said hello")
