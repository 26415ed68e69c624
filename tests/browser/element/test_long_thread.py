"""A thread of 2,000 items: read from its end to its beginning, page by page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Frame, Route, expect

from tests.browser.element.element_page import ElementPage
from tests.browser.element.element_server import ElementServer
from tests.browser.element.every_item import answer, question
from tests.browser.element.stored_thread import store_thread
from tests.waiting import eventually

COUNT = 2000
PAGES = COUNT // 50
STEP = 500  # px, less than what is in view
WORDS = "More words for a longer answer. "

# Notes at each frame what is on the page, and what of it is in view: by its number in the thread.
WATCH = """
const numberOf = (article) => Number(article.dataset.itemId.split('_')[1]);
window.watched = { shown: new Set(), most: 0, broken: [], back: [], first: Infinity, frames: 0 };
let before = new Map();
const look = () => {
    const view = document.querySelector('[data-scroller]').getBoundingClientRect();
    const all = [...document.querySelectorAll('article')];
    const numbers = all.map(numberOf);
    // One after the other, none twice.
    if (numbers.some((number, index) => index > 0 && number !== numbers[index - 1] + 1))
        watched.broken.push(numbers);
    numbers.forEach((number) => watched.shown.add(number));
    watched.most = Math.max(watched.most, all.length);
    const now = new Map();
    for (const each of all) {
        const { top, bottom } = each.getBoundingClientRect();
        if (bottom > view.top && top < view.bottom) now.set(numberOf(each), top);
    }
    // What is read never goes up while the reader does.
    for (const [number, top] of now)
        if (top < (before.get(number) ?? top) - 1) watched.back.push(number);
    const first = Math.min(...now.keys());
    // A row that showed less than a pixel may show nothing the next time.
    const furthest = all.find((each) => numberOf(each) === watched.first);
    const end = furthest?.getBoundingClientRect().bottom ?? -Infinity;
    if (first > watched.first && end < view.top - 1) watched.back.push(first);
    watched.first = Math.min(first, watched.first);
    watched.frames += 1;
    before = now;
    requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
# What is in view, and where.
IN_VIEW = """() => {
    const view = document.querySelector('[data-scroller]').getBoundingClientRect();
    return [...document.querySelectorAll('article')].flatMap((each) => {
        const { top, bottom } = each.getBoundingClientRect();
        const seen = bottom > view.top && top < view.bottom;
        return seen ? [[each.dataset.itemId, Math.round(top)]] : [];
    });
}"""
HEIGHT = "() => document.querySelector('[data-scroller]').scrollHeight"
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
AT_START = "() => watched.shown.has(0) && watched.first === 0"


@pytest.fixture(scope="module")
def long_thread(element_server: ElementServer) -> None:
    pairs = [
        (question(f"Question {number}?"), answer(f"Answer {number}. {WORDS * (number % 5)}"))
        for number in range(COUNT // 2)
    ]
    store_thread(element_server, "long", [item for pair in pairs for item in pair])


@pytest.fixture
def chat(long_thread: None, react: ElementPage) -> ElementPage:
    react.show("initialThread: 'long'")
    expect(react.log).to_contain_text("Answer 999.")
    inside(react).evaluate(WATCH)
    return react


def inside(chat: ElementPage) -> Frame:
    return chat.page.frames[1]


def pages_asked(server: ElementServer) -> int:
    return len(server.asked("items.list"))


def expect_read_to_its_beginning(chat: ElementPage, server: ElementServer) -> None:
    watched = inside(chat).evaluate("() => watched")
    assert watched["broken"] == [], "they were in order, each once"
    assert watched["most"] <= 150, "only a part was on the page"
    cursors = [params.get("after") for params in server.asked("items.list")]
    assert len(cursors) == len(set(cursors)) == PAGES
    expect(chat.button("Show earlier messages")).to_have_count(0)


def test_opening_it_reads_its_end(chat: ElementPage, server: ElementServer) -> None:
    expect(chat.log.get_by_text("Answer 999.")).to_be_in_viewport()
    expect(chat.button("Scroll to latest")).to_have_count(0)
    assert pages_asked(server) == 1
    assert chat.log.get_by_role("article").count() < 50


def test_it_is_read_to_its_beginning_with_the_wheel(
    chat: ElementPage, server: ElementServer
) -> None:
    frame = inside(chat)
    chat.log.hover()
    while not frame.evaluate(AT_START):
        chat.page.mouse.wheel(0, -STEP)
        frame.evaluate(PAINTED)
    assert set(frame.evaluate("() => [...watched.shown]")) == set(range(COUNT)), "none left out"
    assert frame.evaluate("() => watched.back") == [], "what was read did not move away"
    expect_read_to_its_beginning(chat, server)
    chat.button("Scroll to latest").click()
    expect(chat.log.get_by_text("Answer 999.")).to_be_in_viewport()
    assert pages_asked(server) == PAGES


def test_it_is_read_to_its_beginning_with_keys(chat: ElementPage, server: ElementServer) -> None:
    frame = inside(chat)
    chat.log.focus()
    while pages_asked(server) < 6:
        chat.page.keyboard.press("PageUp")
        frame.evaluate(PAINTED)
    assert frame.evaluate("() => watched.back") == [], "what was read did not move away"
    # From here on the reader leaves what they read on purpose.
    while not frame.evaluate(AT_START):
        chat.page.keyboard.press("Home")
        frame.evaluate(PAINTED)
    expect_read_to_its_beginning(chat, server)
    chat.page.keyboard.press("End")
    expect(chat.log.get_by_text("Answer 999.")).to_be_in_viewport()


def test_what_is_read_stays_where_it_is_when_a_page_comes_in(chat: ElementPage) -> None:
    frame = inside(chat)
    held: list[Route] = []

    def hold(route: Route) -> None:
        if '"after"' in (route.request.post_data or ""):
            held.append(route)
        else:
            route.continue_()

    chat.page.route("**/chatkit", hold)
    chat.log.hover()
    # The first pages come in while all is on the page, the last ones while a part of it is.
    for _ in range(6):
        while not held:
            chat.page.mouse.wheel(0, -STEP)
            frame.evaluate(PAINTED)
        settled(frame)
        before, height = frame.evaluate(IN_VIEW), frame.evaluate(HEIGHT)
        held.pop().continue_()
        frame.wait_for_function(f"(before) => ({HEIGHT})() > before", arg=height)
        frame.evaluate(PAINTED)
        assert frame.evaluate(IN_VIEW) == before
    assert chat.log.get_by_role("article").count() < 150, "the last ones came in to a part of it"


def settled(frame: Frame) -> None:
    """Wait until nothing moves any more."""
    frame.wait_for_function(
        "() => { const { scrollTop } = document.querySelector('[data-scroller]');"
        " const still = window.lastTop === scrollTop; window.lastTop = scrollTop; return still }",
        polling=200,
    )


def test_what_is_read_stays_while_a_message_comes_in_below(
    chat: ElementPage, server: ElementServer
) -> None:
    frame = inside(chat)
    chat.log.hover()
    chat.page.mouse.wheel(0, -2 * STEP)
    chat.button("Scroll to latest").wait_for()
    settled(frame)
    store_thread(server, "long", [answer("Meanwhile.")], first=COUNT)
    before, height = frame.evaluate(IN_VIEW), frame.evaluate(HEIGHT)
    chat.method("fetchUpdates")
    frame.wait_for_function(f"(before) => ({HEIGHT})() > before", arg=height)
    frame.evaluate(PAINTED)
    assert frame.evaluate(IN_VIEW) == before
    chat.button("Scroll to latest").click()
    expect(chat.log.get_by_text("Meanwhile.")).to_be_in_viewport()


def test_it_is_where_it_was_when_the_frame_starts_again(chat: ElementPage) -> None:
    frame = inside(chat)
    chat.log.hover()
    while not frame.evaluate("() => watched.first < 1700"):
        chat.page.mouse.wheel(0, -STEP)
        frame.evaluate(PAINTED)
    settled(frame)
    before = frame.evaluate(IN_VIEW)
    chat.page.evaluate(
        "const box = document.createElement('section'); document.body.prepend(box);"
        "box.append(document.querySelector('openai-chatkit'))"
    )
    expect(chat.log.get_by_role("article").first).to_be_attached()
    eventually(lambda: inside(chat).evaluate(IN_VIEW) == before)
