"""A thread of 2,000 items: read from its end to its beginning, page by page."""

from __future__ import annotations

import pytest
from playwright.sync_api import Frame, expect

from tests.browser.element.element_page import ElementPage
from tests.browser.element.element_server import ElementServer
from tests.browser.element.every_item import answer, question
from tests.browser.element.stored_thread import store_thread
from tests.waiting import eventually

COUNT = 2000
PAGES = COUNT // 50
STEP = 400  # px
WORDS = "More words for a longer answer. "

# Notes at each frame what is in view: each item once, how many are on the page, how far those moved
# that could be seen before.
WATCH = """
window.watched = { seen: new Set(), most: 0, twice: [], moves: [] };
let before = new Map();
const look = () => {
    const view = document.querySelector('[data-scroller]').getBoundingClientRect();
    const all = [...document.querySelectorAll('article')];
    const ids = all.map((each) => each.dataset.itemId);
    const { seen, twice, moves } = watched;
    watched.most = Math.max(watched.most, all.length);
    if (new Set(ids).size < ids.length) twice.push(ids);
    const now = new Map();
    for (const each of all) {
        const { top, bottom } = each.getBoundingClientRect();
        if (bottom <= view.top || top >= view.bottom) continue;
        now.set(each.dataset.itemId, top);
        seen.add(each.dataset.itemId);
    }
    const stayed = [...now.keys()].find((id) => before.has(id));
    if (before.size > 0) moves.push(stayed ? now.get(stayed) - before.get(stayed) : null);
    before = now;
    requestAnimationFrame(look);
};
requestAnimationFrame(look);
"""
PAINTED = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
AT_START = "() => watched.seen.has('long_0')"


def item_ids(first: int, last: int) -> set[str]:
    return {f"long_{number}" for number in range(first, last)}


@pytest.fixture(scope="module")
def long_thread(element_server: ElementServer) -> None:
    pairs = [
        (question(f"Question {number}?"), answer(f"Answer {number}. {WORDS * (number % 9)}"))
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


def test_opening_it_reads_its_end(chat: ElementPage, server: ElementServer) -> None:
    expect(chat.log.get_by_text("Answer 999.")).to_be_in_viewport()
    expect(chat.button("Scroll to latest")).to_have_count(0)
    assert len(server.asked("items.list")) == 1
    assert chat.log.get_by_role("article").count() == 50


def test_it_is_read_to_its_beginning_with_the_wheel(
    chat: ElementPage, server: ElementServer
) -> None:
    frame = inside(chat)
    chat.log.hover()
    for _ in range(COUNT):
        chat.page.mouse.wheel(0, -STEP)
        frame.evaluate(PAINTED)
        if frame.evaluate(AT_START):
            break
    watched = frame.evaluate("() => ({ ...watched, seen: [...watched.seen] })")
    assert set(watched["seen"]) == item_ids(0, COUNT), "no item was skipped"
    assert watched["twice"] == []
    assert watched["most"] <= 150
    # What is read only ever moves down, by no more than was scrolled, also when a page comes in.
    moves = watched["moves"]
    assert [move for move in moves if move is None or not -1 <= move <= 2 * STEP] == []
    cursors = [params.get("after") for params in server.asked("items.list")]
    assert len(cursors) == len(set(cursors)) == PAGES
    expect(chat.button("Show earlier messages")).to_have_count(0)
    chat.button("Scroll to latest").click()
    expect(chat.log.get_by_text("Answer 999.")).to_be_in_viewport()
    assert len(server.asked("items.list")) == PAGES


def test_it_is_read_to_its_beginning_with_keys(chat: ElementPage, server: ElementServer) -> None:
    frame = inside(chat)
    chat.log.focus()
    while server_pages(server) < 5:
        chat.page.keyboard.press("PageUp")
        frame.evaluate(PAINTED)
    moves = frame.evaluate("() => watched.moves")
    assert [move for move in moves if move is None or move < -1] == []
    while not frame.evaluate(AT_START):
        chat.page.keyboard.press("Home")
        frame.evaluate(PAINTED)
    assert server_pages(server) == PAGES
    chat.page.keyboard.press("End")
    expect(chat.log.get_by_text("Answer 999.")).to_be_in_viewport()


def server_pages(server: ElementServer) -> int:
    return len(server.asked("items.list"))


def test_what_is_read_stays_while_a_message_comes_in_below(
    chat: ElementPage, server: ElementServer
) -> None:
    frame = inside(chat)
    chat.log.hover()
    chat.page.mouse.wheel(0, -2 * STEP)
    chat.button("Scroll to latest").wait_for()
    eventually(lambda: server_pages(server) > 0)
    store_thread(server, "long", [answer("Meanwhile.")], first=COUNT)
    frame.evaluate(PAINTED)
    before = frame.evaluate("() => watched.moves.length")
    chat.method("fetchUpdates")
    expect(chat.log).to_contain_text("Meanwhile.")
    frame.evaluate(PAINTED)
    moves = frame.evaluate("(start) => watched.moves.slice(start)", before)
    assert [move for move in moves if move != 0] == []
    chat.button("Scroll to latest").click()
    expect(chat.log.get_by_text("Meanwhile.")).to_be_in_viewport()


def test_it_is_where_it_was_when_the_frame_starts_again(chat: ElementPage) -> None:
    chat.log.hover()
    chat.page.mouse.wheel(0, -2 * STEP)
    question_970 = chat.log.get_by_text("Question 970?")
    for _ in range(COUNT):
        if question_970.count() and question_970.evaluate(
            "(e) => e.getBoundingClientRect().top > 90"
        ):
            break
        chat.page.mouse.wheel(0, -200)
        inside(chat).evaluate(PAINTED)
    where = "(e) => Math.round(e.getBoundingClientRect().top)"
    before = question_970.evaluate(where)
    eventually(lambda: question_970.evaluate(where) == before)
    chat.page.evaluate(
        "const box = document.createElement('section'); document.body.prepend(box);"
        "box.append(document.querySelector('openai-chatkit'))"
    )
    expect(question_970).to_be_in_viewport()
    assert abs(question_970.evaluate(where) - before) <= 1
