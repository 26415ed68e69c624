"""Editing an earlier message in its place, and going back to how it was."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.chat_page import ChatPage

SETUP = """
%load_ext chatkit_jupyter
from chatkit_jupyter import Chat
chat = Chat("demo")

@chat.respond
def respond(message, history):
    said = [item for item in history if item.type == "user_message"]
    yield f"{len(said)}: {message.text}"

chat
"""
RESTART = "() => window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart()"


@pytest.fixture
def talked(open_cells, chat):
    notebook = open_cells(SETUP)
    for text in ("One", "Two", "Three"):
        chat.answer_to(text)
    return notebook


def edit(chat: ChatPage, text: str) -> Locator:
    question = chat.questions.filter(has_text=text)
    question.hover()
    question.get_by_role("button", name="Edit", exact=True).click()
    return chat.frame.get_by_role("textbox", name="Edit your message")


def test_an_earlier_message_is_edited_and_both_versions_stay(talked, chat, page, request):
    box = edit(chat, "Two")
    expect(box).to_be_focused()
    expect(box).to_have_value("Two")
    box.fill("Another")
    box.press("Escape")
    expect(chat.questions).to_have_text([re.compile(t) for t in ("One", "Two", "Three")])
    expect(chat.questions.nth(1).get_by_role("button", name="Edit")).to_be_focused()

    box = edit(chat, "Two")
    box.fill("Zwei")
    box.press("Enter")
    expect(chat.answers.last).to_contain_text("2: Zwei", timeout=30_000)
    chat.settle()
    expect(chat.composer).to_be_focused()
    expect(chat.questions).to_have_text([re.compile(t) for t in ("One", "Zwei")])
    switch = chat.log.get_by_role("group", name="Versions of this message")
    expect(switch).to_contain_text("2/2")
    if folder := request.config.getoption("--screenshots"):
        page.locator("iframe[title='Chat']").screenshot(path=folder / "branches.png")

    switch.get_by_role("button", name="Previous version").press("Enter")
    expect(chat.answers.last).to_contain_text("3: Three", timeout=30_000)
    expect(switch).to_contain_text("1/2")
    expect(switch.get_by_role("button", name="Next version")).to_be_focused()

    talked.save().reload()
    expect(switch).to_contain_text("1/2", timeout=30_000)
    page.evaluate(RESTART)
    talked.ready()
    talked.rewrite(0, SETUP)
    chat.button("History").click()
    chat.history.get_by_role("button", name="One").first.click()
    expect(switch).to_contain_text("1/2")
    switch.get_by_role("button", name="Next version").press("Enter")
    expect(chat.questions).to_have_text([re.compile(t) for t in ("One", "Zwei")])
    expect(chat.answer_to("And")).to_contain_text("3: And")
