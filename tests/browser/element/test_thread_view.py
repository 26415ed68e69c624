"""What the thread looks like in a real page: long threads, languages, themes, formulas."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.browser.element.element_page import ElementPage
from tests.browser.element.element_server import ElementServer
from tests.browser.element.every_item import answer, everything, question
from tests.browser.element.stored_thread import store_thread
from tests.waiting import eventually


def test_every_kind_of_item_from_history(react: ElementPage, server: ElementServer) -> None:
    store_thread(server, "all", everything())
    react.show("initialThread: 'all'")
    kinds = [
        "user_message",
        "workflow",
        "assistant_message",
        "client_tool_call",
        "task",
        "generated_image",
        "structured_input",
    ]
    articles = react.log.get_by_role("article")
    eventually(
        lambda: articles.evaluate_all("all => all.map((each) => each.dataset.itemType)") == kinds
    )
    expect(react.log.locator("math mfrac")).to_be_visible()
    expect(react.log).to_contain_text("It costs $5 and $10.")
    react.frame.get_by_role("link", name="Source 1: Report on delays").hover()
    expect(react.frame.get_by_role("tooltip")).to_contain_text("example.com")


def test_every_kind_of_item_looks_live_as_from_history(react: ElementPage) -> None:
    react.show()
    react.ask("everything")
    react.settle()
    expect(react.status("That is all.")).to_be_visible()
    expect(react.log.locator("math mfrac")).to_be_visible()
    live = shown(react)
    assert [kind for kind, _ in live] == [item["type"] for item in everything()]
    thread_id = react.calls("onThreadChange")[-1]["threadId"]
    react.method("setThreadId", None)
    expect(react.questions).to_have_count(0)
    react.method("setThreadId", thread_id)
    expect(react.log.locator("math mfrac")).to_be_visible()
    eventually(lambda: shown(react) == live)


def shown(chat: ElementPage) -> list[list[str]]:
    """The kind and the words of each item."""
    return chat.log.get_by_role("article").evaluate_all(
        "all => all.map((each) => [each.dataset.itemType, each.textContent])"
    )


@pytest.mark.parametrize("kind", ["locked", "closed"])
def test_a_thread_that_takes_nothing_says_why(
    react: ElementPage, server: ElementServer, kind: str
) -> None:
    items = [question("Are any late?"), answer("Seven are.")]
    store_thread(server, kind, items, status={"type": kind, "reason": "The quarter is over."})
    store_thread(server, f"{kind}_silent", items, status={"type": kind})
    react.show(f"initialThread: '{kind}', threadItemActions: {{ feedback: true, retry: true }}")
    expect(react.answers).to_have_text(re.compile("Seven are."))
    expect(react.composer).to_be_disabled()
    expect(react.composer).to_have_attribute("placeholder", "The quarter is over.")
    expect(react.button("Copy").first).to_be_attached()
    expect(react.button("Retry")).to_have_count(0)
    react.method("setThreadId", f"{kind}_silent")
    expect(react.composer).to_be_disabled()
    expect(react.composer).to_have_attribute("placeholder", re.compile(kind, re.IGNORECASE))
    react.button("New chat").click()
    expect(react.composer).to_be_enabled()


def test_marked_text_is_quoted_in_the_reply(react: ElementPage, server: ElementServer) -> None:
    react.show()
    react.answer_to("hello there")
    react.answers.last.get_by_text("hello there").dblclick()
    react.button("Reply").click()
    expect(react.composer).to_be_focused()
    react.ask("Why so?")
    expect(react.questions.last.locator("blockquote")).to_have_text("there")


def test_languages_change_while_the_chat_is_open(react: ElementPage) -> None:
    react.show("locale: 'en'")
    react.set("locale: 'ar'")
    html = react.frame.locator("html")
    expect(html).to_have_attribute("dir", "rtl")
    expect(react.button("السجل")).to_be_visible()
    send, box = (
        react.frame.get_by_role(role, name=name).bounding_box()
        for role, name in (("button", "إرسال"), ("textbox", "اكتب رسالة إلى الذكاء الاصطناعي"))
    )
    assert send is not None
    assert box is not None
    assert send["x"] < box["x"], "the layout is mirrored"
    composer = react.frame.locator("#composer")
    expect(composer).to_have_css("direction", "rtl")
    composer.fill("in English")
    expect(composer).to_have_css("direction", "ltr")
    composer.fill("")
    react.set("locale: 'fr-CA'")
    expect(react.button("Envoyer")).to_be_visible()
    expect(html).to_have_attribute("dir", "ltr")
    react.set("locale: 'hy-AM'")
    expect(react.button("Send")).to_be_visible()


def test_the_theme_is_followed(react: ElementPage) -> None:
    theme = """theme: {
        colorScheme: 'dark', radius: 'sharp', density: 'compact',
        typography: { baseSize: 18, fontFamily: 'Georgia' },
        color: {
            accent: { primary: '#d97706', level: 1 },
            surface: { background: '#102030', foreground: '#f0f0f0' },
        },
    }"""
    react.show(theme)
    body, send = react.frame.locator("body"), react.button("Send")
    expect(body).to_have_css("background-color", "rgb(16, 32, 48)")
    expect(body).to_have_css("color", "rgb(240, 240, 240)")
    expect(body).to_have_css("font-family", "Georgia")
    expect(react.frame.locator("html")).to_have_css("font-size", "18px")
    react.composer.fill("x")
    expect(send).to_have_css("border-radius", "0px")
    react.set("theme: 'light'")
    expect(body).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(react.frame.locator("html")).to_have_css("font-size", "16px")
