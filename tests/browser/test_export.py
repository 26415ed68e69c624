"""An exported page, opened from disk."""

from __future__ import annotations

import asyncio
import gzip
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from playwright.sync_api import expect

from chatkit.actions import ActionConfig
from chatkit.widgets import Button, Card, Title
from chatkit_jupyter import Chat
from tests.browser.chat_page import ChatPage

GO = ActionConfig(type="go")
MOST_BYTES = 600 * 1000
KEY = "sk-proj-abcdefghijklmnop1234567890"
HOSTILE = "</script><script>window.owned = 1</script><img src=x onerror='window.owned = 1'>"


@pytest.fixture(scope="module")
def exported(tmp_path_factory):
    """A page with text, a widget, a formula, code, and what should not be there."""
    path = tmp_path_factory.mktemp("export") / "demo.html"
    chat = Chat("export", store="memory", title="Orders")

    @chat.respond
    def respond(message):
        yield f"You said **{message.text}**: $x^2$ {HOSTILE} {KEY}"
        yield "\n\n```python\ndef late(): ...\n```"
        yield Card(children=[Title(value="A card"), Button(label="Go", onClickAction=GO)])

    ask(chat, "hello")
    ask(chat, "again")
    return chat.export(path)


def ask(chat, text):
    with ThreadPoolExecutor(1) as pool:  # Playwright has a loop of its own in this thread
        pool.submit(asyncio.run, chat.send(text)).result()


@pytest.fixture
def opened(browser, exported):
    """The page in a browser without a network; it may ask for itself alone, and log no error."""
    context = browser.new_context(offline=True, reduced_motion="reduce")
    page = context.new_page()
    problems: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda said: said.type == "error" and problems.append(said.text))
    context.on("request", lambda request: asked.append(request.url))
    page.goto(exported.as_uri())
    yield page
    context.close()
    assert [url for url in asked if not url.startswith(("blob:", "data:"))] == [exported.as_uri()]
    assert problems == []


def test_it_opens_from_disk_and_shows_the_conversation(opened):
    chat = ChatPage(opened)
    expect(chat.answers).to_have_count(2)
    expect(chat.answers.first.locator("strong")).to_have_text("hello")
    expect(chat.log.get_by_text("A card")).to_have_count(2)
    expect(chat.answers.first.locator(".katex").first).to_be_visible()
    expect(chat.answers.first.locator("pre .keyword")).to_have_text("def")
    opened.emulate_media(color_scheme="dark")
    expect(opened.locator("body")).to_have_css("background-color", "rgb(24, 24, 24)")


def test_it_plays_the_conversation_again(opened):
    chat = ChatPage(opened)
    expect(chat.answers).to_have_count(2)
    opened.get_by_role("button", name="Play").click()
    expect(chat.answers).to_have_count(2)
    expect(opened.get_by_role("button", name="Play")).to_be_enabled()
    expect(chat.questions).to_have_text([re.compile("hello"), re.compile("again")])
    expect(chat.log.get_by_text("A card")).to_have_count(2)


def test_what_is_hostile_in_it_stays_text_and_secrets_are_out(opened, exported):
    expect(ChatPage(opened).answers.first).to_contain_text("window.owned")
    assert opened.evaluate("() => window.owned") is None
    page = exported.read_text()
    assert KEY not in page
    assert "'unsafe-eval'" not in page
    assert "https://" not in re.sub(r"<script.*?</script>", "", page, flags=re.DOTALL)


def test_nobody_answers_a_new_message(opened):
    chat = ChatPage(opened)
    expect(chat.answers).to_have_count(2)
    chat.composer.fill("anyone?")
    chat.composer.press("Enter")
    expect(chat.error).to_contain_text("nobody answers here")


def test_it_is_small_enough_to_send(exported):
    assert len(gzip.compress(exported.read_bytes())) <= MOST_BYTES


def test_without_script_it_is_a_page_of_text(browser, exported):
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(exported.as_uri())
    expect(page.locator("blockquote")).to_have_text(["hello", "again"])
    context.close()
