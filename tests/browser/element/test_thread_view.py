"""What the thread looks like in a real page: long threads, languages, themes, formulas."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.element.element_page import ElementPage
from tests.browser.element.element_server import ElementServer
from tests.browser.element.stored_thread import answer, everything, question, store_thread
from tests.waiting import eventually

STEP = 250  # px
# Scrolls up step by step; how far an item in view has moved down at each.
SCROLL_UP = """async (log, [steps, step]) => {
    const scroller = log.closest('[data-scroller]');
    const view = scroller.getBoundingClientRect();
    const painted = () => new Promise(requestAnimationFrame);
    const moves = [];
    for (let i = 0; i < steps; i += 1) {
        const items = [...scroller.querySelectorAll('article')];
        const item = items.find((each) => each.getBoundingClientRect().bottom > view.top);
        const before = item.getBoundingClientRect().top;
        scroller.scrollTop -= step;
        await painted();
        await painted();
        moves.push(item.isConnected ? item.getBoundingClientRect().top - before : null);
    }
    return moves;
}"""


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


def test_marked_text_is_quoted_in_the_reply(react: ElementPage, server: ElementServer) -> None:
    react.show()
    react.answer_to("hello there")
    react.answers.last.get_by_text("hello there").dblclick()
    react.button("Reply").click()
    expect(react.composer).to_be_focused()
    react.ask("Why so?")
    expect(react.questions.last.locator("blockquote")).to_have_text("there")


def test_only_a_part_of_a_long_thread_is_on_the_page(
    react: ElementPage, server: ElementServer
) -> None:
    pairs = [
        (question(f"Question {number}?"), answer(f"Answer {number}. " + "More words. " * number))
        for number in range(120)
    ]
    store_thread(server, "long", [item for pair in pairs for item in pair])
    react.show("initialThread: 'long'")
    expect(react.log).to_contain_text("Answer 119.")
    articles, older = react.log.get_by_role("article"), react.button("Show earlier messages")
    for first_loaded in ("Question 70?", "Question 45?", "Question 20?", "Question 0?"):
        older.click()
        # What was in view stays there; the new items are above it.
        react.log.hover()
        react.page.mouse.wheel(0, -1_000_000)
        expect(react.log.get_by_text(first_loaded)).to_be_in_viewport()
    expect(older).to_have_count(0)
    assert articles.count() < 60
    react.button("Scroll to latest").click()
    expect(articles.last).to_contain_text("Answer 119.")
    # What is seen moves as far as it is scrolled, also where rows are measured only now.
    moves = react.log.evaluate(SCROLL_UP, [40, STEP])
    assert [move for move in moves if abs(move - STEP) > 2] == []


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
