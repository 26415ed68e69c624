"""The chat in Voilà, whose own server does not have the extension."""

from __future__ import annotations

import os

from playwright.sync_api import expect

from tests.browser.chat_page import ChatPage
from tests.browser.notebook_page import write_notebook
from tests.browser.notebook_process import serving
from tests.browser.test_chat import ECHO, SETUP


def test_a_chat_answers_in_widget_messages(browser, tmp_path):
    write_notebook(tmp_path / "app.ipynb", [SETUP, ECHO, "chat"])
    folders = {"JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"}
    env = {**os.environ, **{name: str(tmp_path / name) for name in folders}}
    options = ["--no-browser", "--port={port}", "--Voila.ip=127.0.0.1"]
    with serving(tmp_path, env, "voila", "app.ipynb", *options) as url:
        # Voilà's own page asks for fonts elsewhere.
        context = browser.new_context()
        page = context.new_page()
        page.goto(url)
        chat = ChatPage(page)
        expect(chat.composer).to_be_visible(timeout=60_000)
        expect(chat.answer_to("hello")).to_contain_text("You said hello")
        context.close()
